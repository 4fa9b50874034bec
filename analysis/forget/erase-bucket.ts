import {
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  type S3ServiceException,
} from "@aws-sdk/client-s3";
import pMap from "p-map";
import type { Target } from "../target/target.ts";

type Bucket = Pick<Target, "s3" | "bucket">;

export interface ObjectVersion {
  Key: string;
  VersionId: string | undefined;
  /** Not the one that a plain read gives. */
  isOld: boolean;
}

/** Every version and delete marker under a prefix. */
export async function* objectVersions({ s3, bucket }: Bucket, prefix: string): AsyncGenerator<ObjectVersion> {
  let position: { KeyMarker?: string; VersionIdMarker?: string } | undefined = {};
  while (position) {
    const page: import("@aws-sdk/client-s3").ListObjectVersionsCommandOutput = await s3.send(
      new ListObjectVersionsCommand({ Bucket: bucket, Prefix: prefix, ...position }),
    );
    for (const { Key, VersionId, IsLatest } of [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])]) {
      if (Key !== undefined) yield { Key, VersionId, isOld: IsLatest === false };
    }
    position = page.IsTruncated
      ? {
          ...(page.NextKeyMarker !== undefined && { KeyMarker: page.NextKeyMarker }),
          ...(page.NextVersionIdMarker !== undefined && { VersionIdMarker: page.NextVersionIdMarker }),
        }
      : undefined;
  }
}

/** Deletes every version of the objects. Returns how many versions there were. */
export async function eraseObjects(target: Bucket, keys: string[]): Promise<number> {
  const found = await pMap(new Set(keys), (key) => versionsOf(target, key, ({ Key }) => Key === key), {
    concurrency: 16,
  });
  return deleteVersions(target, found.flat());
}

/** Deletes every version of all objects under a prefix. Returns how many versions there were. */
export const eraseFolder = (target: Bucket, prefix: string) => eraseVersions(target, prefix, () => true);

type Which = (version: ObjectVersion) => boolean;

const eraseVersions = async (target: Bucket, prefix: string, which: Which): Promise<number> =>
  deleteVersions(target, await versionsOf(target, prefix, which));

async function versionsOf(target: Bucket, prefix: string, which: Which): Promise<ObjectVersion[]> {
  const versions: ObjectVersion[] = [];
  for await (const version of objectVersions(target, prefix)) if (which(version)) versions.push(version);
  return versions;
}

async function deleteVersions(target: Bucket, versions: ObjectVersion[]): Promise<number> {
  for (let i = 0; i < versions.length; i += 1000) {
    const Objects = versions.slice(i, i + 1000).map(({ Key, VersionId }) => ({
      Key,
      // Also "null": without it, a bucket that keeps versions would only hide that one behind a delete marker.
      ...(VersionId !== undefined && { VersionId }),
    }));
    const { Errors = [] } = await target.s3.send(
      new DeleteObjectsCommand({ Bucket: target.bucket, Delete: { Objects, Quiet: true } }),
    );
    if (Errors[0])
      throw new Error(`Could not delete ${Errors[0].Key}. ${Errors[0].Code}: ${Errors[0].Message}`);
  }
  return versions.length;
}

/**
 * Rewrites a JSON document of the bucket without what `change` takes out, and deletes what it was before. Returns
 * false when there is no such document.
 */
export async function rewriteObject(
  target: Bucket,
  key: string,
  change: (document: unknown) => unknown,
): Promise<boolean> {
  const { s3, bucket } = target;
  const found = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key })).catch((error) => {
    if ((error as S3ServiceException).$metadata?.httpStatusCode === 404) return undefined;
    throw error;
  });
  if (!found?.Body) return false;
  const document = change(JSON.parse(await found.Body.transformToString()));
  await s3.send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: key,
      Body: `${JSON.stringify(document)}\n`,
      ContentType: "application/json",
      // Says which photo the document is of; the pipeline looks for it.
      ...(found.Metadata && { Metadata: found.Metadata }),
    }),
  );
  await eraseVersions(target, key, ({ Key, isOld }) => Key === key && isOld);
  return true;
}
