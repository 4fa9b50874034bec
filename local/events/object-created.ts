import { randomUUID } from "node:crypto";
import { OBJECT_CREATED, objectCreated } from "../../core/photo-event.ts";
import { ACCOUNT, bucketArn, REGION } from "../common/names.ts";
import type { ObjectCreated } from "../s3/server.ts";

/** EventBridge's "Object Created" event of S3. The key in it is raw, not URL-encoded. */
export function objectCreatedEvent(created: ObjectCreated) {
  const { bucket, sequencer, time, requestId, sourceIp, reason } = created;
  const { detail } = objectCreated(created);
  return {
    version: "0",
    id: randomUUID(),
    "detail-type": OBJECT_CREATED,
    source: "aws.s3",
    account: ACCOUNT,
    time: time.toISOString().replace(/\.\d+Z$/, "Z"),
    region: REGION,
    resources: [bucketArn(bucket)],
    detail: {
      version: "0",
      ...detail,
      object: { ...detail.object, sequencer },
      "request-id": requestId,
      requester: ACCOUNT,
      "source-ip-address": sourceIp,
      reason,
    },
  };
}
