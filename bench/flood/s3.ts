import { createHash } from "node:crypto";
import { type Operations, serviceError } from "./service.ts";

interface StoredObject {
  body: Buffer;
  etag: string;
  metadata?: Record<string, string>;
}

interface Request {
  Key: string;
  Body: Buffer | string;
  Metadata?: Record<string, string>;
  IfMatch?: string;
  CopySource: string;
  CopySourceIfMatch?: string;
}

/** S3 as far as the functions use it, conditions included, over a map. */
export function bucketOf(objects: Map<string, StoredObject>): Operations {
  const find = (key: string, condition: string | undefined): StoredObject => {
    const object = objects.get(key);
    if (!object) throw serviceError("NoSuchKey", 404);
    if (condition !== undefined && condition !== `"${object.etag}"`)
      throw serviceError("PreconditionFailed", 412);
    return object;
  };
  const headers = ({ etag, metadata, body }: StoredObject) => ({
    ETag: `"${etag}"`,
    Metadata: metadata ?? {},
    ContentLength: body.length,
  });
  return {
    HeadObject: ({ Key, IfMatch }: Request) => headers(find(Key, IfMatch)),
    GetObject({ Key, IfMatch }: Request) {
      const object = find(Key, IfMatch);
      const Body = {
        transformToString: async () => object.body.toString("utf8"),
        transformToByteArray: async () => object.body,
      };
      return { ...headers(object), Body };
    },
    PutObject({ Key, Body, Metadata }: Request) {
      objects.set(Key, storedObject(Buffer.from(Body as Buffer), Metadata));
    },
    CopyObject({ Key, CopySource, CopySourceIfMatch }: Request) {
      const source = CopySource.split("/").slice(1).map(decodeURIComponent).join("/");
      objects.set(Key, find(source, CopySourceIfMatch));
    },
    DeleteObject({ Key, IfMatch }: Request) {
      if (IfMatch !== undefined) find(Key, IfMatch);
      objects.delete(Key);
    },
  };
}

export function storedObject(body: Buffer, metadata?: Record<string, string>): StoredObject {
  const etag = createHash("md5").update(body).digest("hex");
  return { body, etag, ...(metadata && { metadata }) };
}

export type Objects = Map<string, StoredObject>;
