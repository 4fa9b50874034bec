import { ListObjectsV2Command, type S3Client } from "@aws-sdk/client-s3";
import { RESULT_PREFIXES } from "../../core/key-layout.ts";

export interface ListedObject {
  key: string;
  /** Without quotes. */
  etag: string;
  bytes: number;
  /** Milliseconds since 1970. */
  modified: number;
}

/** Where the bucket answers: what a request's path begins with, and whom it is sent to. */
export interface Endpoint {
  protocol: string;
  hostname: string;
  port: number | undefined;
  /** `Host` header. */
  host: string;
  /** Before the key: `/` or `/bucket/`. */
  base: string;
}

export interface Listing {
  objects: ListedObject[];
  endpoint: Endpoint;
}

/** All results in the bucket; each prefix is listed beside the others. Folder markers are left out. */
export async function listObjects(
  s3: S3Client,
  bucket: string,
  onListed?: (count: number) => void,
): Promise<Listing> {
  let endpoint: Endpoint | undefined;
  let count = 0;
  const lists = await Promise.all(
    RESULT_PREFIXES.map(async (prefix) => {
      const objects: ListedObject[] = [];
      let token: string | undefined;
      do {
        const command = new ListObjectsV2Command({
          Bucket: bucket,
          Prefix: prefix,
          ContinuationToken: token,
          // Keys may hold characters that XML cannot.
          EncodingType: "url",
        });
        command.middlewareStack.add(
          (next) => async (args) => {
            endpoint ??= endpointOf(args.request as SentRequest);
            return next(args);
          },
          { step: "finalizeRequest", priority: "low" },
        );
        const page = await s3.send(command);
        for (const { Key = "", ETag = "", Size = 0, LastModified } of page.Contents ?? []) {
          const key = page.EncodingType === "url" ? decodeURIComponent(Key.replaceAll("+", " ")) : Key;
          if (key.endsWith("/") && Size === 0) continue;
          const modified = LastModified?.getTime() ?? 0;
          objects.push({ key, etag: ETag.replaceAll('"', ""), bytes: Size, modified });
        }
        count += page.Contents?.length ?? 0;
        onListed?.(count);
        token = page.NextContinuationToken;
      } while (token);
      return objects;
    }),
  );
  return { objects: lists.flat(), endpoint: endpoint! };
}

interface SentRequest {
  protocol: string;
  hostname: string;
  port?: number;
  path: string;
  headers: Record<string, string>;
}

/** The SDK knows where a bucket answers, whatever was configured: its own request shows it. */
function endpointOf({ protocol, hostname, port, path, headers }: SentRequest): Endpoint {
  const host = headers.host ?? (port === undefined ? hostname : `${hostname}:${port}`);
  return { protocol, hostname, port, host, base: path.endsWith("/") ? path : `${path}/` };
}
