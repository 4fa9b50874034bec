// @ts-nocheck
import { mkdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import sharp from "sharp";
import { DATABASE_FILE, withDatabase } from "../../analysis/tables/database.ts";

/** Different pictures; more faces share them. */
const PICTURES = 24;

export interface MadeUp {
  /** Kept faces, one a photo. */
  faces: number;
  /** Faces are given to people in turn. */
  people: number;
  /** How many other faces of the same person each face is similar to, at most. */
  matches?: number;
  /** Photos without a face. */
  rejected?: number;
  /** Whether thumbnails are written. */
  hasThumbnails?: boolean;
  /** Another folder for the thumbnails and photos, which the database says it was loaded from. */
  source?: string;
}

/**
 * A data folder with a database of made-up faces and thumbnails that are real JPEGs. Face `i` is in
 * `photo<i>.jpg`; its most similar face is the next one of its person, at 99.9 %, each further one 0.3 % less.
 */
export async function makeUpFaces(
  datas: string,
  { hasThumbnails = true, source, ...madeUp }: MadeUp,
): Promise<void> {
  if (hasThumbnails) await writeThumbnails(join(source ?? datas, "thumbnails"), madeUp.faces);
  await withDatabase(join(datas, DATABASE_FILE), {}, async (connection) => {
    await fillFaces(connection, madeUp);
    if (source !== undefined) {
      await connection.run("insert into source values ($1, null)", [relative(datas, source)]);
    }
  });
}

/** The rows of the made-up faces alone. */
export async function fillFaces(
  connection: DuckDBConnection,
  { faces, people, matches = 20, rejected = 0 }: MadeUp,
): Promise<void> {
  await connection.run(`
insert into photos (photo, name, key, status, detected_faces, kept_faces, engine, model_version, analysed_at)
  select format('photo{}.jpg', i), format('photo{}', i), format('uploads/photo{}.jpg', i), 'DONE', 1, 1,
    'lookalike', '1', now() from range(${faces}) t(i);
insert into photos (photo, name, key, status, reason, message, detected_faces, kept_faces, analysed_at)
  select format('empty{}.jpg', i), format('empty{}', i), format('uploads/empty{}.jpg', i), 'REJECTED',
    'NoFaceError', 'no face was found', 0, 0, now() from range(${rejected}) t(i);
insert into faces (face_key, face_id, photo, ordinal, kept, confidence, age_low, age_high, gender, smile, eyeglasses,
    brightness, sharpness, roll, yaw, pitch, top_emotion, thumbnail, engine, model_version,
    box_left, box_top, box_width, box_height)
  select format('photo{}.jpg#1', i), format('face-{:06d}', i), format('photo{}.jpg', i), 1, true, 99.9,
    15 + (i * 7) % 50, 25 + (i * 7) % 50, if(i % 2 = 0, 'Female', 'Male'), i % 3 = 0, i % 5 = 0,
    40 + (i * 13) % 60, 40 + (i * 29) % 60, (i * 3) % 40 - 20, (i * 11) % 120 - 60, (i * 5) % 60 - 30,
    ['CALM', 'HAPPY', 'SAD', 'SURPRISED'][1 + (i % 4)], format('thumbnails/face-{:06d}.jpg', i), 'lookalike', '1',
    (i * 37) % 60 / 100, (i * 23) % 50 / 100, 0.25, 0.4
  from range(${faces}) t(i);
insert into people (face_id, face_key, person, person_name)
  select format('face-{:06d}', i), format('photo{}.jpg#1', i), format('person-{:04d}', i % ${people}),
    if(i % ${people} = 0, 'Ada', null) from range(${faces}) t(i);
insert into matches (face_id, match_face_id, similarity, engine, model_version)
  select format('face-{:06d}', i), format('face-{:06d}', i + k * ${people}), 99.9 - (k - 1) * 0.3, 'lookalike', '1'
  from range(${faces}) t(i), range(1, ${matches + 1}) u(k) where i + k * ${people} < ${faces};`);
}

async function writeThumbnails(folder: string, faces: number): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const pictures = await Promise.all(Array.from({ length: PICTURES }, (_, index) => picture(index)));
  for (let index = 0; index < faces; index++) {
    writeFileSync(join(folder, `${faceId(index)}.jpg`), pictures[index % PICTURES]!);
  }
}

export const faceId = (index: number) => `face-${String(index).padStart(6, "0")}`;

/** Noise in one colour compresses about as badly as a face does. */
export async function picture(index: number, side = 160): Promise<Buffer> {
  const hue = (index * 360) / PICTURES;
  const [r, g, b] = [0, 120, 240].map((turn) => 150 + 70 * Math.cos(((hue + turn) * Math.PI) / 180));
  return sharp({
    create: {
      width: side,
      height: side,
      channels: 3,
      background: { r: r!, g: g!, b: b! },
      noise: { type: "gaussian", mean: 128, sigma: 12 },
    },
  })
    .blur(1.5)
    .tint({ r: r!, g: g!, b: b! })
    .jpeg({ quality: 90 })
    .toBuffer();
}
