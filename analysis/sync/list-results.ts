import type { S3Client } from "@aws-sdk/client-s3";
import { RESULT_FOLDERS } from "../../core/key-layout.ts";
import { type Endpoint, SeenEndpoint } from "../bucket/endpoint.ts";
import { type ListedObject, listObjects } from "../bucket/list-objects.ts";

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
  const seen = new SeenEndpoint();
  let count = 0;
  const lists = await Promise.all(
    RESULT_FOLDERS.map(async (folder) => {
      const prefix = `${folder}/`;
      const objects: ListedObject[] = [];
      for await (const page of listObjects(s3, bucket, prefix, seen.see)) {
        objects.push(...page);
        count += page.length;
        onListed?.(count);
      }
      return objects;
    }),
  );
  return { objects: lists.flat(), endpoint: seen.endpoint };
}
