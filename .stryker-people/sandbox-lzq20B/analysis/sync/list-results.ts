// @ts-nocheck
import type { ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { RESULT_PREFIXES } from "../../core/key-layout.ts";
import { type ListedObject, listObjects } from "../bucket/list-objects.ts";

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

/** All results in the bucket; each prefix is listed beside the others. */
export async function listResults(
  s3: S3Client,
  bucket: string,
  onListed?: (count: number) => void,
): Promise<Listing> {
  let endpoint: Endpoint | undefined;
  let count = 0;
  const seeEndpoint = (command: ListObjectsV2Command) =>
    command.middlewareStack.add(
      (next) => async (args) => {
        endpoint ??= endpointOf(args.request as SentRequest);
        return next(args);
      },
      { step: "finalizeRequest", priority: "low" },
    );
  const lists = await Promise.all(
    RESULT_PREFIXES.map(async (prefix) => {
      const objects: ListedObject[] = [];
      for await (const page of listObjects(s3, bucket, prefix, seeEndpoint)) {
        objects.push(...page);
        count += page.length;
        onListed?.(count);
      }
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
