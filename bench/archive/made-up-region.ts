import { createHash } from "node:crypto";
import { appendFileSync, linkSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Face } from "@aws-sdk/client-rekognition";
import { BatchWriteCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import pMap from "p-map";
import { withTarget } from "../../analysis/target/target.ts";
import { executionName } from "../../core/execution-name.ts";
import { keepFacesKey, photoName, photoRecordKey } from "../../core/key-layout.ts";
import { keyToPath } from "../../core/key-path.ts";
import { objectCreated } from "../../core/photo-event.ts";
import type { PhotoItem, PhotoRecord } from "../../core/photo-record.ts";
import { contentBinding, nameBinding } from "../../core/table/photo-items.ts";
import { NAME } from "../../local/common/names.ts";
import { CollectionStore } from "../../local/rekognition/collection-store.ts";
import { bodyPath } from "../../local/s3/store/body-path.ts";
import { Sequencer } from "../../local/s3/store/sequencer.ts";
import type { StoredObject } from "../../local/s3/store/stored-object.ts";
import { newVersionId } from "../../local/s3/version-id.ts";
import { ExecutionStore } from "../../local/step-functions/execution-store.ts";
import { madeUpFaces } from "../search/made-up.ts";
import { photoDocuments } from "../synthetic-results.ts";

/** Photos written at a time, so that memory stays as it is. */
const BATCH = 1000;
/** Items of one BatchWriteItem, which is DynamoDB's most. */
const ITEMS_PER_CALL = 25;

interface MadeUpPhoto {
  record: PhotoRecord;
  /** Every object of the bucket, the upload too, by key. */
  objects: Map<string, { body: string | Uint8Array; etag: string }>;
  faces: Face[];
}

/**
 * A local AWS in `state` in which `count` made-up photos were analysed, and a data folder with their results, as a sync
 * leaves it but for the database. Everything is there that the pipeline leaves: objects, items and tokens, faces with
 * vectors, executions. Bodies and journal are written past the server, which would take an hour.
 *
 * @returns the number of faces
 */
export async function makeUpRegion(state: string, datas: string, count: number): Promise<number> {
  const bucket = join(state, "s3", NAME);
  // Creates bucket, table and collection.
  await withTarget({ target: "local", state }, async () => {});
  const collections = await CollectionStore.open(join(state, "rekognition"));
  const executions = await ExecutionStore.open(join(state, "executions"));
  const sequencer = new Sequencer();
  let faces = 0;
  const items: object[] = [];
  for (let first = 0; first < count; first += BATCH) {
    const photos = Array.from({ length: Math.min(BATCH, count - first) }, (_, i) => madeUpPhoto(first + i));
    writeObjects(photos, { bucket, datas, sequencer });
    const found = photos.flatMap((photo) => photo.faces);
    const vectors = madeUpFaces(faces, faces + found.length);
    const stored = [...vectors].map(({ descriptor }, i) => {
      const face = found[i]! as Face & { FaceId: string };
      return { face, image: sha256(face.ExternalImageId!), ...(descriptor && { descriptor }) };
    });
    await collections.index(NAME, stored);
    faces += found.length;
    for (const { record } of photos) {
      items.push(...itemsOf(record));
      await addExecution(executions, record);
    }
  }
  await executions.close();
  await collections.close();
  await withTarget({ target: "local", state }, ({ dynamodb, table }) => putItems(dynamodb, table, items));
  return faces;
}

function madeUpPhoto(number: number): MadeUpPhoto {
  // Folders as people have them: a thousand photos in each.
  const photo = `album${Math.floor(number / 1000)}/photo${number}.jpg`;
  const documents = photoDocuments(number, photo);
  const name = photoName(photo);
  const record = JSON.parse(String(documents.get(photoRecordKey(name)))) as PhotoRecord;
  const upload = `made up as ${record.etag}`;
  const objects = new Map(
    [...documents].map(
      ([key, body]) => [key, { body, etag: md5(body) }] as [string, { body: string; etag: string }],
    ),
  );
  objects.set(record.key, { body: upload, etag: record.etag });
  const kept = documents.get(keepFacesKey(name));
  return { record, objects, faces: kept === undefined ? [] : (JSON.parse(String(kept)) as Face[]) };
}

/** Bodies and journal of the bucket; results are in the data folder too, as further names of the same files. */
function writeObjects(
  photos: MadeUpPhoto[],
  { bucket, datas, sequencer }: { bucket: string; datas: string; sequencer: Sequencer },
): void {
  const folder = join(bucket, "objects");
  const lines: string[] = [];
  for (const { record, objects } of photos) {
    for (const [key, { body, etag }] of objects) {
      const path = bodyPath(folder, key, false);
      const put: StoredObject = {
        key,
        path,
        etag,
        size: Buffer.byteLength(body),
        headers: { "content-type": "application/json" },
        time: Date.now(),
        sequencer: sequencer.next(),
        versionId: newVersionId(),
      };
      lines.push(`${JSON.stringify({ put })}\n`);
      const file = join(folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, body);
      if (key === record.key) continue;
      const copy = join(datas, keyToPath(key));
      mkdirSync(dirname(copy), { recursive: true });
      linkSync(file, copy);
    }
  }
  appendFileSync(join(bucket, "objects.jsonl"), lines.join(""));
}

/** A photo's item, and the tokens of its name and of its bytes. */
function itemsOf(record: PhotoRecord): object[] {
  const { etag, photo, key, bucket, contentSha256, outcome, endedAt } = record;
  const item: Partial<PhotoItem> = {
    Etag: etag,
    Status: outcome === "DONE" ? "DONE" : "REJECTED",
    Bucket: bucket,
    Key: key,
    Photo: photo,
    Name: photoName(photo),
    Owner: sha256(key).slice(0, 40),
    LeaseUntil: Math.round(Date.parse(endedAt) / 1000),
    ContentSha256: contentSha256!,
    Bytes: record.bytes!,
    Width: record.width!,
    Height: record.height!,
    DetectedFaces: record.detectedFaces!,
    KeptFaces: record.keptFaces!,
    RulesVersion: record.rulesVersion!,
    DetectFacesCalls: 1,
    UpdatedAt: endedAt,
  };
  return [
    item,
    { Etag: nameBinding(photoName(photo)), Of: etag },
    { Etag: contentBinding(contentSha256!), Of: etag },
  ];
}

async function addExecution(executions: ExecutionStore, record: PhotoRecord): Promise<void> {
  const { key, etag, bucket, bytes = 0 } = record;
  const input = JSON.stringify(objectCreated({ bucket, key, etag, size: bytes }));
  const execution = await executions.start(executionName(input), input);
  await executions.end(execution, { status: "SUCCEEDED", output: "{}" }, []);
}

async function putItems(dynamodb: DynamoDBDocumentClient, table: string, items: object[]): Promise<void> {
  const calls = Array.from({ length: Math.ceil(items.length / ITEMS_PER_CALL) }, (_, i) =>
    items.slice(i * ITEMS_PER_CALL, (i + 1) * ITEMS_PER_CALL),
  );
  await pMap(
    calls,
    (some) => {
      const requests = some.map((Item) => ({ PutRequest: { Item: { ...Item } } }));
      return dynamodb.send(new BatchWriteCommand({ RequestItems: { [table]: requests } }));
    },
    { concurrency: 4 },
  );
}

const md5 = (body: string | Uint8Array) => createHash("md5").update(body).digest("hex");
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
