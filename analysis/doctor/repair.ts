import { randomUUID } from "node:crypto";
import { HeadObjectCommand } from "@aws-sdk/client-s3";
import { indexFacesKey, keepFacesKey, thumbnailKey } from "../../core/key-layout.ts";
import { objectCreated } from "../../core/photo-event.ts";
import { changeItem, deleteItem, ifEquals } from "../../core/table/photo-items.ts";
import { eraseObjects } from "../forget/erase-bucket.ts";
import { eraseFaces } from "../forget/erase-collection.ts";
import { callsUsd } from "../plan/prices.ts";
import { sendPhoto, untilEnded } from "../queue/send-photo.ts";
import { sync } from "../sync/sync-bucket.ts";
import type { Target } from "../target/target.ts";
import { type Finding, findDrift, type PhotoItemView, type Stores } from "./findings.ts";
import { readStores } from "./read-stores.ts";

/** Dollars that a repair costs by AWS's price list. */
export function repairUsd(findings: Finding[], region: string): number {
  const calls = new Map<string, number>();
  for (const { costs = {} } of findings) {
    for (const [operation, count] of Object.entries(costs)) {
      calls.set(operation, (calls.get(operation) ?? 0) + count);
    }
  }
  return [...calls].reduce((sum, [operation, count]) => sum + callsUsd(operation, count, region), 0);
}

/** The findings that can be repaired safely and free of charge. */
export const isFree = ({ fix, costs = {} }: Finding) => fix !== undefined && Object.keys(costs).length === 0;

/**
 * Repairs the findings that can be repaired. Returns those that are gone afterwards: a photo that was started again may
 * have failed again.
 */
export async function repair(
  target: Target,
  findings: Finding[],
  { datas, stores }: { datas: string; stores: Stores },
): Promise<Finding[]> {
  const keysOf = (fix: Finding["fix"]) => new Set(by(fix).flatMap(({ key = [] }) => key));
  const by = (fix: Finding["fix"]) => findings.filter((finding) => finding.fix === fix);
  await eraseFaces(
    target,
    by("delete the face").map(({ where }) => where),
  );
  await eraseObjects(
    target,
    by("delete the thumbnail").map(({ where }) => where),
  );
  const claims = new Set(by("delete the claim").map(({ where }) => where));
  for (const { photo, etag, status, leaseUntil } of stores.items)
    if (claims.has(photo))
      await deleteItem(target, etag, ifEquals({ Status: status, LeaseUntil: leaseUntil }));
  const indexed = keysOf("index the photo again");
  const started: string[] = [];
  for (const key of new Set([...indexed, ...keysOf("start the photo again")])) {
    const item = stores.items.find((item) => item.key === key);
    if (item && indexed.has(key)) await takeOut(target, item, stores);
    if (item?.status === "DONE") await reopen(target, item.etag);
    started.push(await startAgain(target, key));
  }
  for (const execution of started) await untilEnded(target, execution);
  if (started.length > 0 || by("sync").length > 0) await sync(target, { datas });
  if (findings.length === 0) return [];
  const left = new Set(findDrift(await readStores(target, datas)).map(nameOf));
  return findings.filter((finding) => !left.has(nameOf(finding)));
}

/** The same finding at another time. */
const nameOf = ({ kind, where }: Finding) => (kind === "stale table row" ? kind : `${kind} ${where}`);

/** Removes what is left of a photo's indexed faces, and every document that names them; its paid DetectFaces answer stays. */
async function takeOut(
  target: Target,
  { etag, name, photo }: PhotoItemView,
  { collection, kept }: Stores,
): Promise<void> {
  await eraseFaces(
    target,
    [...collection].filter(([, imageId]) => imageId === etag).map(([faceId]) => faceId),
  );
  const thumbnails = [...kept].filter(([, of]) => of === photo).map(([faceId]) => thumbnailKey(faceId));
  await eraseObjects(target, [...thumbnails, keepFacesKey(name), indexFacesKey(name)]);
}

/** The pipeline takes no photo that is done; one that failed it does, and goes on from what was saved. */
async function reopen(target: Target, etag: string): Promise<void> {
  await changeItem(target, etag, { set: { Status: "FAILED" }, condition: ifEquals({ Status: "DONE" }) });
}

/** Has the photo wait for its turn as its upload would have. Returns the execution's ARN. */
async function startAgain(target: Target, key: string): Promise<string> {
  const { s3, bucket } = target;
  const { ETag, ContentLength, VersionId } = await s3.send(
    new HeadObjectCommand({ Bucket: bucket, Key: key }),
  );
  const etag = ETag?.replaceAll('"', "") ?? "";
  return await sendPhoto(target, {
    id: `doctor-${randomUUID()}`,
    ...objectCreated({ bucket, key, etag, size: ContentLength, versionId: VersionId }),
  });
}
