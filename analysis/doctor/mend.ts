import { randomUUID } from "node:crypto";
import { HeadObjectCommand } from "@aws-sdk/client-s3";
import { StartExecutionCommand } from "@aws-sdk/client-sfn";
import { eraseObjects } from "../forget/erase-bucket.ts";
import { eraseFaces } from "../forget/erase-collection.ts";
import { callsUsd } from "../prices.ts";
import { sync } from "../sync/sync-bucket.ts";
import type { Target } from "../target.ts";
import type { Finding, PhotoItemView } from "./findings.ts";

/** Dollars that mending costs by AWS's price list. */
export function mendingUsd(findings: Finding[], region: string): number {
  const calls = new Map<string, number>();
  for (const { costs = {} } of findings) {
    for (const [operation, count] of Object.entries(costs)) {
      calls.set(operation, (calls.get(operation) ?? 0) + count);
    }
  }
  return [...calls].reduce((sum, [operation, count]) => sum + callsUsd(operation, count, region), 0);
}

/** What can be mended safely and for nothing. */
export const isFree = ({ fix, costs = {} }: Finding) => fix !== undefined && Object.keys(costs).length === 0;

/** Mends the findings that have a way to be mended. Returns those it mended. */
export async function mend(
  target: Target,
  findings: Finding[],
  { datas, items }: { datas: string; items: PhotoItemView[] },
): Promise<Finding[]> {
  const by = (fix: Finding["fix"]) => findings.filter((finding) => finding.fix === fix);
  await eraseFaces(
    target,
    by("delete the face").map(({ where }) => where),
  );
  await eraseObjects(
    target,
    by("delete the thumbnail").map(({ where }) => where),
  );
  for (const { where } of by("start the photo again")) {
    const key = items.find(({ photo }) => photo === where)?.key ?? where;
    await startAgain(target, key);
  }
  if (by("sync").length > 0) await sync(target, { datas });
  return findings.filter(({ fix }) => fix !== undefined);
}

/** Starts the state machine as the upload's event would have. */
async function startAgain(
  { s3, stepFunctions, bucket, stateMachineArn }: Target,
  key: string,
): Promise<void> {
  const { ETag, ContentLength, VersionId } = await s3.send(
    new HeadObjectCommand({ Bucket: bucket, Key: key }),
  );
  const object = {
    key,
    size: ContentLength,
    etag: ETag?.replaceAll('"', ""),
    ...(VersionId !== undefined && VersionId !== "null" && { "version-id": VersionId }),
  };
  await stepFunctions.send(
    new StartExecutionCommand({
      stateMachineArn,
      name: `doctor-${randomUUID()}`,
      input: JSON.stringify({ detail: { bucket: { name: bucket }, object } }),
    }),
  );
}
