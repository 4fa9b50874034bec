import { photoName, photoOf, UPLOADS } from "./key-layout.ts";

/** What every state of the pipeline is given. */
export interface StateInput {
  /** Identifies the execution: the owner of the photo while it is on its way. */
  execution: string;
  /** EventBridge's S3 "Object Created" event. Keys in it are raw, not URL-encoded. */
  event: {
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
  /** What people call it, see `photoOf`. */
  photo: string;
  /** What its documents are called, see `photoName`. */
  name: string;
  /** It lies in `uploads/` of the pipeline's own bucket; a rejected one leaves it. Others stay where they are. */
  uploaded: boolean;
}

export function photoOfEvent({ execution, event }: StateInput, ownBucket: string): Photo {
  const { bucket, object } = event.detail;
  const own = bucket.name === ownBucket;
  const photo = photoOf(object.key, own ? undefined : bucket.name);
  return {
    execution,
    bucket: bucket.name,
    key: object.key,
    etag: object.etag.replaceAll('"', ""),
    ...(object.size !== undefined && { size: object.size }),
    ...(object["version-id"] !== undefined && { versionId: object["version-id"] }),
    photo,
    name: photoName(photo),
    uploaded: own && object.key.startsWith(UPLOADS),
  };
}
