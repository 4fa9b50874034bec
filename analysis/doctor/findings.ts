import { commandLine } from "../../core/command-line.ts";
import { counted } from "../../core/counted.ts";
import {
  DOCUMENT_FOLDERS,
  keepFacesKey,
  photoName,
  photoOf,
  photoRecordKey,
  thumbnailKey,
  UPLOADS,
} from "../../core/key-layout.ts";

/** One kind of drift: stores that disagree. */
export type FindingKind =
  | "orphan face"
  | "missing face"
  | "missing picture"
  | "orphan thumbnail"
  | "missing thumbnail"
  | "stuck photo"
  | "unprocessed upload"
  | "missing document"
  | "failed photo"
  | "lost duplicate"
  | "stale table row"
  | "results from elsewhere";

export interface Finding {
  kind: FindingKind;
  /** Photo, object key or FaceId: where to look. */
  where: string;
  /** What `fix` does about it, free of charge; absent where nothing free and safe helps. */
  fix?:
    | "delete the face"
    | "delete the thumbnail"
    | "delete the claim"
    | "start the photo again"
    | "index the photo again"
    | "sync";
  /** The upload that is started again. */
  key?: string;
  /** Calls that a repair costs, by operation, where it is not free. */
  costs?: Record<string, number>;
}

export const EXPLANATIONS: Record<FindingKind, string> = {
  "orphan face":
    "in the collection, but no photo's documents know it: it is found by searches and billed each month",
  "missing face": "a photo's documents keep it, but the collection does not have it: no search finds it",
  "missing picture": `the photo is done, but no longer in ${UPLOADS}: missing results cannot be rebuilt`,
  "orphan thumbnail": "no kept face has it",
  "missing thumbnail": "a kept face has none",
  "stuck photo": "its lease expired before it finished",
  "unprocessed upload": `in ${UPLOADS}, but nothing is known of it`,
  "missing document": "the photo ended, but a document of it is not there",
  "failed photo": "processing failed",
  "lost duplicate": "it has the same bytes as a photo that is no more, so that its faces are nowhere",
  "stale table row": "the database differs from the bucket",
  "results from elsewhere": `the bucket has none of the database's faces. Were they made with another --state or --target? Give that one. If not: ${commandLine("sync")} --replace`,
};

/** Nothing that is still there helps: it takes the picture. */
export const lacksPicture = ({ kind, fix }: Finding): boolean =>
  fix === undefined && kind !== "results from elsewhere";

/** What the stores hold, as far as the comparison needs it. */
export interface Stores {
  /** FaceId to ExternalImageId. */
  collection: Map<string, string>;
  /** Object keys. */
  bucket: Set<string>;
  items: PhotoItemView[];
  /** Uploads that were taken for duplicates. */
  duplicates: DuplicateView[];
  /** Kept faces by the bucket's keep-faces documents: FaceId to photo. */
  kept: Map<string, string>;
  /** Kept faces by the database. */
  database: Set<string>;
  now: number;
}

export interface DuplicateView {
  key: string;
  etag: string;
}

export interface PhotoItemView {
  etag: string;
  status: string;
  photo: string;
  name: string;
  key: string;
  /** Seconds since 1970. */
  leaseUntil: number;
}

const IN_FLIGHT = ["CLAIMED", "DETECTED", "INDEXED"];

/** Compares the stores. Photos that are still processing are skipped: their results are still to come. */
export function findDrift(stores: Stores): Finding[] {
  const { collection, bucket, items, kept, database, now } = stores;
  const findings: Finding[] = [];
  const running = items.filter(
    ({ status, leaseUntil }) => IN_FLIGHT.includes(status) && leaseUntil * 1000 > now,
  );
  const runningEtags = new Set(running.map(({ etag }) => etag));
  // While the document is missing, it is not known which faces were kept: they must not count as orphans.
  const undocumented = new Set(
    items
      .filter(({ status, name }) => status === "DONE" && !bucket.has(keepFacesKey(name)))
      .map(({ etag }) => etag),
  );
  const isUncertain = (faceId: string) => {
    const etag = collection.get(faceId);
    return etag !== undefined && (runningEtags.has(etag) || undocumented.has(etag));
  };
  const runningPhotos = new Set(running.map(({ photo }) => photo));
  const itemOf = new Map(items.map((item) => [item.photo, item]));
  const indexed = new Set(collection.values());

  for (const faceId of collection.keys()) {
    if (kept.has(faceId) || isUncertain(faceId)) continue;
    findings.push({ kind: "orphan face", where: faceId, fix: "delete the face" });
  }
  for (const [faceId, photo] of kept) {
    if (!collection.has(faceId)) {
      const key = itemOf.get(photo)?.key;
      findings.push({
        kind: "missing face",
        where: `${photo} ${faceId}`,
        costs: { IndexFaces: 1 },
        ...(key !== undefined && bucket.has(key) && { fix: "index the photo again", key }),
      });
    }
    if (!bucket.has(thumbnailKey(faceId)) && !runningPhotos.has(photo)) {
      const item = itemOf.get(photo);
      findings.push({
        kind: "missing thumbnail",
        where: `${photo} ${faceId}`,
        ...(item && startAgain(item, bucket, indexed)),
      });
    }
  }
  const known = new Set(items.map(({ key }) => key));
  for (const key of bucket) {
    const thumbnail = /^thumbnails\/(.+)\.jpg$/.exec(key)?.[1];
    if (thumbnail !== undefined && !kept.has(thumbnail) && !isUncertain(thumbnail)) {
      findings.push({ kind: "orphan thumbnail", where: key, fix: "delete the thumbnail" });
    }
    if (key.startsWith(UPLOADS) && !key.endsWith("/") && !known.has(key) && !hasRecord(bucket, key)) {
      findings.push({
        kind: "unprocessed upload",
        where: key,
        fix: "start the photo again",
        key,
        costs: { DetectFaces: 1, IndexFaces: 1 },
      });
    }
  }
  const analysed = new Set(
    items.flatMap(({ etag, status }) => (status === "DONE" || IN_FLIGHT.includes(status) ? etag : [])),
  );
  for (const { key, etag } of stores.duplicates) {
    if (analysed.has(etag)) continue;
    const costs = { DetectFaces: 1, IndexFaces: 1 };
    findings.push({ kind: "lost duplicate", where: key, fix: "start the photo again", key, costs });
  }
  for (const item of items) findings.push(...driftOfItem(item, stores, indexed));
  const drifted = [...kept.keys()].filter((faceId) => !database.has(faceId)).length;
  const gone = [...database].filter((faceId) => !kept.has(faceId) && !isUncertain(faceId)).length;
  if (kept.size === 0 && gone > 0) {
    findings.push({ kind: "results from elsewhere", where: counted(gone, "face") });
  } else if (drifted + gone > 0) {
    const where = `${counted(drifted, "kept face is", "kept faces are")} not in the database, ${gone} of its faces not in the bucket`;
    findings.push({ kind: "stale table row", where, fix: "sync" });
  }
  return findings;
}

function driftOfItem(item: PhotoItemView, { bucket, now }: Stores, indexed: Set<string>): Finding[] {
  const { status, photo, name, key, leaseUntil } = item;
  const again = startAgain(item, bucket, indexed);
  if (IN_FLIGHT.includes(status) && leaseUntil * 1000 <= now) {
    const isClaimAll = status === "CLAIMED" && !bucket.has(key) && !hasAnything(item, bucket, indexed);
    return [{ kind: "stuck photo", where: photo, ...(isClaimAll ? { fix: "delete the claim" } : again) }];
  }
  if (status === "FAILED") return [{ kind: "failed photo", where: photo, ...again }];
  if (status !== "DONE") return [];
  const isGone = key.startsWith(UPLOADS) && !bucket.has(key);
  const pictures: Finding[] = isGone ? [{ kind: "missing picture", where: key }] : [];
  const documents = DOCUMENT_FOLDERS.map((folder) => `${folder}/${name}.json`)
    .filter((key) => !bucket.has(key))
    .map((where): Finding => ({ kind: "missing document", where, ...again }));
  return [...pictures, ...documents];
}

/** Whether anything is known of the photo besides its item. */
const hasAnything = ({ name, etag }: PhotoItemView, bucket: Set<string>, indexed: Set<string>) =>
  indexed.has(etag) || DOCUMENT_FOLDERS.some((folder) => bucket.has(`${folder}/${name}.json`));

/**
 * Whatever a photo lacks, another run through the pipeline gives back, if its picture is still there. Answers that
 * are saved are not paid for again, and a lost IndexFaces answer is restored from the faces in the collection.
 */
function startAgain(
  { key, name, etag }: PhotoItemView,
  bucket: Set<string>,
  indexed: Set<string>,
): Pick<Finding, "fix" | "key" | "costs"> {
  if (!bucket.has(key)) return {};
  const isDetected = bucket.has(`detect-faces/${name}.json`);
  const isIndexed = bucket.has(`index-faces/${name}.json`) || indexed.has(etag);
  const costs = { ...(!isDetected && { DetectFaces: 1 }), ...(!isIndexed && { IndexFaces: 1 }) };
  return { fix: "start the photo again", key, costs };
}

/** Whether an upload's outcome is known although the table has no item of its own for it: a duplicate. */
function hasRecord(bucket: Set<string>, key: string): boolean {
  return bucket.has(photoRecordKey(photoName(photoOf(key))));
}
