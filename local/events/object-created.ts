import { randomUUID } from "node:crypto";
import { ACCOUNT, bucketArn, REGION } from "../names.ts";
import type { ObjectCreated } from "../s3/server.ts";

/** EventBridge's "Object Created" event of S3. The key in it is raw, not URL-encoded. */
export function objectCreatedEvent(created: ObjectCreated) {
  const { bucket, key, size, etag, versionId, sequencer, time, requestId, sourceIp, reason } = created;
  return {
    version: "0",
    id: randomUUID(),
    "detail-type": "Object Created",
    source: "aws.s3",
    account: ACCOUNT,
    time: time.toISOString().replace(/\.\d+Z$/, "Z"),
    region: REGION,
    resources: [bucketArn(bucket)],
    detail: {
      version: "0",
      bucket: { name: bucket },
      object: { key, size, etag, ...(versionId !== undefined && { "version-id": versionId }), sequencer },
      "request-id": requestId,
      requester: ACCOUNT,
      "source-ip-address": sourceIp,
      reason,
    },
  };
}
