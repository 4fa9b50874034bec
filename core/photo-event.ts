import { MalformedEventError } from "./errors.ts";
import { NAMELESS, photoName, photoOf, UPLOADS } from "./key-layout.ts";

/** The input of every state of the pipeline. */
export interface StateInput {
  /** Identifies the execution: the owner of the photo while it is processed. */
  execution: string;
  /** EventBridge's S3 "Object Created" event. Keys in it are raw, not URL-encoded. */
  event: {
    /** When the object was written, ISO 8601; an upload's event has it. */
    time?: string;
    detail: {
      bucket: { name: string };
      object: { key: string; etag: string; size?: number; "version-id"?: string };
    };
  };
}

/** The photo that an event is about. */
export interface Photo {
  execution: string;
  bucket: string;
  key: string;
  /** Without quotes. */
  etag: string;
  size?: number;
  versionId?: string;
  /** When it was uploaded, ms since 1970, as far as the event says so. */
  uploadedAt?: number;
  /** What people call it, see `photoOf`. */
  photo: string;
  /** What its documents are called, see `photoName`. */
  name: string;
  /** It lies in `uploads/` of the pipeline's own bucket, and is moved from there when rejected. Others are never moved. */
  uploaded: boolean;
}

/** The object that an event is about. */
export interface CreatedObject {
  bucket: string;
  key: string;
  /** Without quotes. */
  etag: string;
  size?: number | undefined;
  /** Absent, or `null` as S3 calls it, in a bucket without versions. */
  versionId?: string | undefined;
}

/** What EventBridge calls the event. */
export const OBJECT_CREATED = "Object Created";

/** What the pipeline reads of S3's "Object Created" event: what an upload sends, and a backfill or a repair in its place. */
export function objectCreated(object: CreatedObject): Pick<StateInput["event"], "detail"> {
  const { bucket, key, etag, size, versionId } = object;
  return {
    detail: {
      bucket: { name: bucket },
      object: {
        key,
        etag,
        ...(size !== undefined && { size }),
        ...(versionId !== undefined && versionId !== "null" && { "version-id": versionId }),
      },
    },
  };
}

/** @throws MalformedEventError for what is no event of an object */
export function photoOfEvent({ execution, event }: StateInput, ownBucket: string): Photo {
  const { bucket, object } = checkEvent(event);
  const own = bucket.name === ownBucket;
  const photo = photoOf(object.key, own ? undefined : bucket.name);
  const uploadedAt = Date.parse(event.time ?? "");
  return {
    execution,
    bucket: bucket.name,
    key: object.key,
    etag: object.etag.replaceAll('"', ""),
    ...(object.size !== undefined && { size: object.size }),
    ...(object["version-id"] !== undefined && { versionId: object["version-id"] }),
    ...(!Number.isNaN(uploadedAt) && { uploadedAt }),
    photo,
    name: photoName(photo),
    uploaded: own && object.key.startsWith(UPLOADS),
  };
}

/** The state machine can be started by hand, with any input. */
function checkEvent(event: unknown): StateInput["event"]["detail"] {
  const { detail } = (event ?? {}) as { detail?: Partial<StateInput["event"]["detail"]> };
  const { bucket, object } = detail ?? {};
  const texts = {
    "detail.bucket.name": bucket?.name,
    "detail.object.key": object?.key,
    "detail.object.etag": object?.etag,
  };
  for (const [field, value] of Object.entries(texts)) {
    if (typeof value === "string" && value !== "") continue;
    throw new MalformedEventError(
      `${field} of the event should be a text, is ${JSON.stringify(value) ?? "missing"}`,
    );
  }
  const { size, "version-id": version } = object!;
  if (size !== undefined && !(Number.isInteger(size) && size >= 0)) {
    throw new MalformedEventError(
      `detail.object.size of the event should be a number of bytes, is ${JSON.stringify(size)}`,
    );
  }
  if (version !== undefined && typeof version !== "string") {
    throw new MalformedEventError(
      `detail.object.version-id of the event should be a text, is ${JSON.stringify(version)}`,
    );
  }
  return detail as StateInput["event"]["detail"];
}

/** Stands for the photo where an execution's input names none, so that it has a record too. */
export function photoOfMalformed(execution: string): Photo {
  const photo = `${NAMELESS}malformed/${execution.slice(execution.lastIndexOf(":") + 1)}`;
  return { execution, bucket: "", key: "", etag: "", photo, name: photo, uploaded: false };
}
