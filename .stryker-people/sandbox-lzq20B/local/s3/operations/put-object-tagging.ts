// @ts-nocheck
import { receiveText } from "../body/receive-body.ts";
import type { Call, Operation } from "../call.ts";
import { versionHeaders } from "../object-headers.ts";
import { sendEmpty } from "../respond.ts";
import { taggingOfDocument } from "../tagging.ts";
import { parseXml } from "../xml.ts";

export const putObjectTagging: Operation = async (call) => {
  call.bucket();
  const document = parseXml(await receiveText(call.request, 1 << 16), "Tagging");
  await replaceTags(call, taggingOfDocument(document), 200);
};

export const deleteObjectTagging: Operation = (call) => replaceTags(call, undefined, 204);

/** Tags are replaced in the version that is there: it keeps its id and its time. */
async function replaceTags(call: Call, tagging: string | undefined, status: number): Promise<void> {
  const bucket = call.bucket();
  const object = await bucket.update(call.key, call.versionId, ({ tagging: _, ...rest }) =>
    tagging === undefined ? rest : { ...rest, tagging },
  );
  sendEmpty(call.response, status, versionHeaders(bucket, object));
}
