import { access, readdir, readFile } from "node:fs/promises";
import { join, parse } from "node:path";
import type { FaceDetail, FaceRecord, SearchFacesResponse } from "@aws-sdk/client-rekognition";
import type { Box } from "../../local/faces/face.ts";

type RecordedFace = NonNullable<FaceRecord["Face"]>;

export interface RecordedPhoto {
  name: string;
  path: string;
  faces: FaceDetail[];
  /** The faces that stayed in the collection. */
  kept: { id: string; box: Box }[];
}

export interface RecordedSearch {
  faceId: string;
  /** FaceId to similarity. */
  matches: Map<string, number>;
}

export interface Recorded {
  photos: RecordedPhoto[];
  searches: RecordedSearch[];
}

/** Reads photos and Amazon Rekognition's answers for them, in the layout of the bucket. */
export async function readRecorded(folder: string): Promise<Recorded> {
  const answers = (await readdir(join(folder, "datas/detect-faces"))).filter((file) =>
    file.endsWith(".json"),
  );
  const images = new Map((await readdir(join(folder, "images"))).map((file) => [parse(file).name, file]));
  const photos: RecordedPhoto[] = [];
  for (const file of answers.sort()) {
    const name = parse(file).name;
    const image = images.get(name);
    if (!image) continue; // An answer without its photo cannot be compared.
    const answer = await readJson<{ FaceDetails: FaceDetail[] }>(join(folder, "datas/detect-faces", file));
    const keptFaces = await readOptionalJson<RecordedFace[]>(join(folder, "datas/keep-faces", file), []);
    const kept = keptFaces.map((face) => ({ id: face.FaceId!, box: boxOf(face.BoundingBox!) }));
    photos.push({ name, path: join(folder, "images", image), faces: answer.FaceDetails, kept });
  }
  return { photos, searches: await readSearches(join(folder, "searchs")) };
}

export function boxOf(box: NonNullable<FaceDetail["BoundingBox"]>): Box {
  return { left: box.Left!, top: box.Top!, width: box.Width!, height: box.Height! };
}

async function readSearches(folder: string): Promise<RecordedSearch[]> {
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith(".json")).sort();
  return Promise.all(
    files.map(async (file) => {
      const answer = await readJson<SearchFacesResponse>(join(folder, file));
      const matches = (answer.FaceMatches ?? []).map(
        ({ Face, Similarity }) => [Face!.FaceId!, Similarity!] as [string, number],
      );
      return { faceId: answer.SearchedFaceId!, matches: new Map(matches) };
    }),
  );
}

async function readJson<T>(path: string): Promise<T> {
  return JSON.parse(await readFile(path, "utf8"));
}

async function readOptionalJson<T>(path: string, absent: T): Promise<T> {
  const exists = await access(path).then(
    () => true,
    () => false,
  );
  return exists ? readJson(path) : absent;
}
