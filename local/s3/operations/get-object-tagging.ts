import type { Operation } from "../call.ts";
import { sendXml } from "../respond.ts";
import { tag } from "../xml.ts";

/** The tags that the object was written with. */
export const getObjectTagging: Operation = (call) => {
  const { tagging = "" } = call.bucket().object(call.key, call.versionId);
  const tags = [...new URLSearchParams(tagging)].map(
    ([key, value]) => `<Tag>${tag("Key", key)}${tag("Value", value)}</Tag>`,
  );
  sendXml(call.response, "Tagging", `<TagSet>${tags.join("")}</TagSet>`);
};
