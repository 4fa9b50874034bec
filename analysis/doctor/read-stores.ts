import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Face, paginateListFaces } from "@aws-sdk/client-rekognition";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import pMap from "p-map";
import { FACES_PER_CALL } from "../../core/collection-limits.ts";
import {
  KEEP_FACES,
  photoName,
  photoOf,
  photoOfName,
  photoRecordKey,
  UPLOADS,
} from "../../core/key-layout.ts";
import type { PhotoRecord } from "../../core/photo-record.ts";
import { readAllPhotoItems } from "../../core/table/photo-items.ts";
import { type Endpoint, SeenEndpoint } from "../bucket/endpoint.ts";
import { type ListedObject, listObjects } from "../bucket/list-objects.ts";
import { objectReader } from "../bucket/object-reader.ts";
import { DATABASE_FILE, rows, withDatabase } from "../tables/database.ts";
import type { Target } from "../target/target.ts";
import type { DuplicateView, PhotoItemView, Stores } from "./findings.ts";

/** Documents read at the same time: enough to hide how far AWS is. */
const AT_ONCE = 64;
const ATTRIBUTES = ["Etag", "Status", "Photo", "Name", "Key", "LeaseUntil"] as const;

/** Reads collection, bucket, table and database. Free of charge but for the requests of S3 and DynamoDB. */
export async function readStores(target: Target, datas: string): Promise<Stores> {
  const { s3, bucket: Bucket, rekognition } = target;
  const bucket = new Set<string>();
  const documents: ListedObject[] = [];
  const seen = new SeenEndpoint();
  for await (const page of listObjects(s3, Bucket, "", seen.see)) {
    for (const object of page) {
      bucket.add(object.key);
      if (object.key.startsWith(KEEP_FACES) && object.key.endsWith(".json")) documents.push(object);
    }
  }
  const collection = new Map<string, string>();
  const pages = paginateListFaces(
    { client: rekognition },
    { CollectionId: target.collection, MaxResults: FACES_PER_CALL },
  );
  for await (const { Faces = [] } of pages) {
    for (const { FaceId, ExternalImageId } of Faces) collection.set(FaceId!, ExternalImageId ?? "");
  }
  const items: PhotoItemView[] = [];
  for await (const page of readAllPhotoItems(target, ATTRIBUTES)) {
    for (const { Etag, Status, Photo, Name, Key, LeaseUntil } of page)
      items.push({ etag: Etag, status: Status, photo: Photo, name: Name, key: Key, leaseUntil: LeaseUntil });
  }
  const kept = await readKept(target, seen.endpoint, documents);
  const duplicates = await readDuplicates(target, bucket, items);
  const database = await keptInDatabase(datas);
  return { bucket, collection, items, duplicates, kept, database, now: Date.now() };
}

/** FaceId to photo, by the keep-faces documents. */
async function readKept(
  { s3, bucket }: Target,
  endpoint: Endpoint,
  documents: ListedObject[],
): Promise<Map<string, string>> {
  const kept = new Map<string, string>();
  const reader = objectReader(s3, bucket, endpoint, AT_ONCE);
  try {
    await pMap(
      documents,
      async (document) => {
        const { content = Buffer.from("[]") } = (await reader.get(document)) ?? {};
        const faces = JSON.parse(Buffer.from(content).toString()) as Face[];
        const photo = photoOfName(document.key.slice(KEEP_FACES.length, -".json".length));
        for (const { FaceId } of faces) if (FaceId !== undefined) kept.set(FaceId, photo);
      },
      { concurrency: AT_ONCE },
    );
  } finally {
    reader.close();
  }
  return kept;
}

/** A duplicate has no item of its own, but a record. */
async function readDuplicates(
  { s3, bucket: Bucket }: Target,
  keys: Set<string>,
  items: PhotoItemView[],
): Promise<DuplicateView[]> {
  const known = new Set(items.map(({ key }) => key));
  const others = [...keys].filter((key) => key.startsWith(UPLOADS) && !known.has(key));
  const found = await pMap(
    others,
    async (key) => {
      const Key = photoRecordKey(photoName(photoOf(key)));
      if (!keys.has(Key)) return undefined;
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
      const { outcome, etag } = JSON.parse((await Body?.transformToString()) ?? "{}") as Partial<PhotoRecord>;
      return outcome === "DUPLICATE" && etag !== undefined ? { key, etag } : undefined;
    },
    { concurrency: AT_ONCE },
  );
  return found.filter((duplicate) => duplicate !== undefined);
}

async function keptInDatabase(datas: string): Promise<Set<string>> {
  const path = join(datas, DATABASE_FILE);
  if (!existsSync(path)) return new Set();
  const found = await withDatabase(path, { readOnly: true }, (connection) =>
    rows<{ face_id: string }>(connection, "SELECT face_id FROM faces WHERE kept AND face_id IS NOT NULL"),
  );
  return new Set(found.map(({ face_id }) => face_id));
}
