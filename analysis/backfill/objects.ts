import { ListObjectsV2Command, type S3Client } from "@aws-sdk/client-s3";
import { EXPORTS, QUERY_RESULTS, REJECTED, RESULT_PREFIXES, UPLOADS } from "../../core/key-layout.ts";
import { CommandError } from "../terminal/command.ts";

/** An object that is to go through the pipeline. */
export interface SourceObject {
  key: string;
  /** Without quotes. */
  etag: string;
  bytes: number;
}

/** Every object under a prefix, page by page; folder markers are left out. */
export async function* listObjects(
  s3: S3Client,
  bucket: string,
  prefix: string,
): AsyncGenerator<SourceObject[]> {
  let token: string | undefined;
  do {
    const page = await s3.send(
      new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: token }),
    );
    yield (page.Contents ?? [])
      .filter(({ Key }) => Key !== undefined && !Key.endsWith("/"))
      .map(({ Key, ETag = "", Size = 0 }) => ({ key: Key!, etag: ETag.replaceAll('"', ""), bytes: Size }));
    token = page.NextContinuationToken;
  } while (token !== undefined);
}

/**
 * What the pipeline itself has written is no source.
 * @throws CommandError for a prefix that reaches into results
 */
export function checkPrefix(prefix: string): void {
  const results = [...RESULT_PREFIXES, REJECTED, "backfill/", EXPORTS, QUERY_RESULTS];
  const reached = results.filter((folder) => folder.startsWith(prefix) || prefix.startsWith(folder));
  if (reached.length === 0) return;
  throw new CommandError(
    `Expected a prefix of photos, such as ${UPLOADS}, got "${prefix}", which holds ${reached[0]}`,
  );
}
