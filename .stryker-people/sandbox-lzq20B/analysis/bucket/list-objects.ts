// @ts-nocheck
import { ListObjectsV2Command, type S3Client } from "@aws-sdk/client-s3";

export interface ListedObject {
  key: string;
  /** Without quotes. */
  etag: string;
  bytes: number;
  /** Milliseconds since 1970. */
  modified: number;
}

/**
 * Every object under a prefix, page by page; folder markers are left out.
 * @param prepare sees each request before it is sent
 */
export async function* listObjects(
  s3: S3Client,
  bucket: string,
  prefix = "",
  prepare?: (command: ListObjectsV2Command) => void,
): AsyncGenerator<ListedObject[]> {
  let token: string | undefined;
  do {
    const command = new ListObjectsV2Command({
      Bucket: bucket,
      Prefix: prefix,
      ContinuationToken: token,
      // Keys may hold characters that XML cannot.
      EncodingType: "url",
    });
    prepare?.(command);
    const page = await s3.send(command);
    const decode = (key: string) =>
      page.EncodingType === "url" ? decodeURIComponent(key.replaceAll("+", " ")) : key;
    yield (page.Contents ?? [])
      .map(({ Key = "", ETag = "", Size = 0, LastModified }) => ({
        key: decode(Key),
        etag: ETag.replaceAll('"', ""),
        bytes: Size,
        modified: LastModified?.getTime() ?? 0,
      }))
      .filter(({ key, bytes }) => !(key.endsWith("/") && bytes === 0));
    token = page.NextContinuationToken;
  } while (token !== undefined);
}
