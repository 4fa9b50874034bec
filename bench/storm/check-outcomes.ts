import { readdirSync } from "node:fs";
import { type Face, paginateListFaces } from "@aws-sdk/client-rekognition";
import { GetObjectCommand, paginateListObjectsV2 } from "@aws-sdk/client-s3";
import { keepFacesKey, photoRecordKey, thumbnailKey } from "../../core/key-layout.ts";
import type { PhotoRecord } from "../../core/photo-record.ts";
import type { Services } from "../../functions/clients.ts";
import type { StormPhoto } from "./photos.ts";

export interface CheckedOutcomes {
  /** What is not as it should be, a line each. */
  wrong: string[];
  outcomes: Record<string, number>;
}

/** What is written beside a file before it takes its place, and bodies that are still on their way into the bucket. */
const TEMPORARY = /\.tmp$|[\\/]tmp[\\/]./;

/** Compares what is left after the storm with what every photo should have become. */
export async function checkOutcomes(
  services: Services,
  photos: StormPhoto[],
  state: string,
): Promise<CheckedOutcomes> {
  const wrong: string[] = [];
  const outcomes: Record<string, number> = {};
  const faces = await listFaces(services);
  const facesOf = new Map<string, Face[]>();
  for (const face of faces) {
    const etag = face.ExternalImageId ?? "";
    facesOf.set(etag, [...(facesOf.get(etag) ?? []), face]);
  }
  const done = new Map<string, string>();
  for (const { name, etag, expected } of photos) {
    const record = await read<PhotoRecord>(services, photoRecordKey(name));
    const became = record?.reason ?? record?.outcome ?? "nothing";
    outcomes[became] = (outcomes[became] ?? 0) + 1;
    if (!expected.includes(became)) wrong.push(`${name} became ${became}, not ${expected.join(" or ")}`);
    if (became === "DONE") {
      const other = done.get(etag);
      if (other) wrong.push(`${name} and ${other} have the same bytes, and both were kept`);
      done.set(etag, name);
      const kept = (await read<Face[]>(services, keepFacesKey(name))) ?? [];
      const ids = (list: Face[]) => list.map(({ FaceId }) => FaceId).sort();
      if (kept.length !== 1 || ids(kept).join() !== ids(facesOf.get(etag) ?? []).join())
        wrong.push(`${name}: ${kept.length} faces are kept, the collection has ${facesOf.get(etag)?.length}`);
    }
  }
  for (const etag of facesOf.keys()) if (!done.has(etag)) wrong.push(`a face of ${etag} belongs to nobody`);
  const thumbnails = new Set(await listKeys(services, "thumbnails/"));
  for (const { FaceId } of faces)
    if (!thumbnails.delete(thumbnailKey(FaceId!))) wrong.push(`face ${FaceId} has no thumbnail`);
  for (const key of thumbnails) wrong.push(`${key} belongs to no face`);
  for (const file of readdirSync(state, { recursive: true, encoding: "utf8" }))
    if (TEMPORARY.test(file)) wrong.push(`${file} is left`);
  return { wrong, outcomes };
}

async function read<T>({ s3, settings }: Services, Key: string): Promise<T | undefined> {
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: settings.bucket, Key }));
    return JSON.parse(await Body!.transformToString()) as T;
  } catch (error) {
    if ((error as Error).name === "NoSuchKey") return undefined;
    throw error;
  }
}

async function listKeys({ s3, settings }: Services, Prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { Contents = [] } of paginateListObjectsV2(
    { client: s3 },
    { Bucket: settings.bucket, Prefix },
  ))
    keys.push(...Contents.map(({ Key }) => Key!));
  return keys;
}

async function listFaces({ rekognition, settings }: Services): Promise<Face[]> {
  const faces: Face[] = [];
  for await (const { Faces = [] } of paginateListFaces(
    { client: rekognition },
    { CollectionId: settings.collection },
  ))
    faces.push(...Faces);
  return faces;
}
