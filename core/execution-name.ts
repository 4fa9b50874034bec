import { createHash } from "node:crypto";

/** The fields of EventBridge's "Object Created" event that identify one write of an object. */
interface ObjectEvent {
  detail?: {
    bucket?: { name?: string };
    object?: { key?: string; etag?: string; sequencer?: string; "version-id"?: string };
  };
}

/**
 * The name of the execution that a message starts. An event may be delivered any number of times, with another id of
 * its own: S3's sequencer tells the write that it is about, and the same write is the same name, so that Step
 * Functions starts it once. A message without a sequencer (a backfill, a repair) is named by its whole text.
 */
export function executionName(body: string): string {
  return createHash("sha256").update(identityOf(body)).digest("hex").slice(0, 40);
}

function identityOf(body: string): string {
  try {
    const { bucket, object } = (JSON.parse(body) as ObjectEvent | null)?.detail ?? {};
    if (typeof object?.sequencer !== "string") return body;
    const { key, etag, sequencer, "version-id": version } = object;
    return JSON.stringify([bucket?.name, key, etag, version ?? null, sequencer]);
  } catch {
    return body;
  }
}
