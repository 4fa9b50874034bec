import { requirePermission } from "../access.ts";
import { receiveStream } from "../body/receive-body.ts";
import type { Call, Operation } from "../call.ts";
import { S3Error } from "../errors.ts";
import { keptHeaders, versionHeaders } from "../object-headers.ts";
import { checkPolicy } from "../post/policy.ts";
import { type Form, readForm } from "../post/read-form.ts";
import { objectArn } from "../required-permissions.ts";
import { sendEmpty, sendXml } from "../respond.ts";
import { encryptionHeaders } from "../storage-class.ts";
import type { ObjectDraft, StoredObject } from "../store/stored-object.ts";
import { taggingOfDocument } from "../tagging.ts";
import { parseXml, tag } from "../xml.ts";

/** A browser's form, as `createPresignedPost` makes one. */
export const postObject: Operation = async (call) => {
  const bucket = call.bucket();
  const form = await readForm(call.request);
  try {
    const key = keyOf(form);
    call.checkKey(key);
    requirePermission(call.caller, { action: "s3:PutObject", resource: objectArn(bucket.name, key) });
    const fields = new Map([...form.fields, ["bucket", bucket.name], ["key", key]]);
    const range = checkPolicy(fields, Date.now());
    const headers = Object.fromEntries(form.fields);
    const kept = keptHeaders(headers);
    const tagging = headers.tagging && taggingOfDocument(parseXml(headers.tagging, "Tagging"));
    const { path, size, md5, checksums } = await receiveStream(form.file, headers, bucket.tempPath(), range);
    const draft: ObjectDraft = { etag: md5, size, headers: kept, checksums, ...(tagging && { tagging }) };
    const object = await bucket.commit(key, draft, { body: path });
    call.created(object, "POST Object");
    answer(call, object, headers);
  } catch (error) {
    // Reads the rest of the form: a client that is still sending would not see the answer.
    form.file.resume();
    throw error;
  }
};

function keyOf({ fields, fileName }: Form): string {
  const key = fields.get("key")?.replaceAll("${filename}", fileName);
  if (key) return key;
  throw new S3Error("InvalidArgument", {
    message:
      "Bucket POST must contain a field named 'key'.  If it is specified, please check the order of the fields.",
    details: { ArgumentName: "key", ArgumentValue: "" },
  });
}

function answer(call: Call, object: StoredObject, fields: Record<string, string>): void {
  const bucket = call.bucket();
  const etag = `"${object.etag}"`;
  const location = `http://${call.headers.host}/${bucket.name}/${encodeURIComponent(object.key)}`;
  const headers = { etag, location, ...versionHeaders(bucket, object), ...encryptionHeaders(object) };
  const redirect = fields.success_action_redirect;
  if (redirect !== undefined && URL.canParse(redirect)) {
    const target = new URL(redirect);
    for (const [name, value] of Object.entries({ bucket: bucket.name, key: object.key, etag })) {
      target.searchParams.append(name, value);
    }
    sendEmpty(call.response, 303, { ...headers, location: target.href });
  } else if (fields.success_action_status === "201") {
    const content =
      tag("Location", location) + tag("Bucket", bucket.name) + tag("Key", object.key) + tag("ETag", etag);
    sendXml(call.response, "PostResponse", content, headers, 201);
  } else sendEmpty(call.response, fields.success_action_status === "200" ? 200 : 204, headers);
}
