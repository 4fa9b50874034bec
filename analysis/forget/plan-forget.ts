import type { DuckDBConnection } from "@duckdb/node-api";
import { commandLine } from "../../core/command-line.ts";
import {
  detectFacesKey,
  indexFacesKey,
  keepFacesKey,
  photoRecordKey,
  thumbnailKey,
} from "../../core/key-layout.ts";
import type { PersonSummary } from "../people/refusal.ts";
import { rows } from "../tables/database.ts";
import { CommandError } from "../terminal/command.ts";
import { subjectOf } from "./subject.ts";

export interface ForgottenPhoto {
  photo: string;
  name: string;
  /** Null where no record says it: the own bucket. */
  bucket: string | null;
  /** Object keys of the picture, where it is and where it was moved to. */
  pictures: string[];
  etag: string | null;
  contentSha256: string | null;
  faceIds: string[];
}

/** A face whose picture stays. */
export interface ForgottenFace {
  faceId: string;
  photo: string;
  name: string;
  etag: string | null;
}

export interface ForgetPlan {
  subject: string;
  /** Whom the subject names, where it is a person. */
  person?: PersonSummary;
  /** Erased altogether: picture, documents and every face on them. */
  photos: ForgottenPhoto[];
  /** Only the face is erased from what is known of the photo. */
  faces: ForgottenFace[];
  /** Photos that stay, though they show nearly the same picture as one that goes: these would be taken again. */
  nearDuplicates: string[];
}

export interface PlanForgetOptions {
  /** Erase the photos of a person that show others too. */
  deletePhotos: boolean;
}

/** Names the subject of a plan: what is about to be erased. */
export const faceIdsOf = ({ photos, faces }: ForgetPlan): string[] => [
  ...photos.flatMap(({ faceIds }) => faceIds),
  ...faces.map(({ faceId }) => faceId),
];

/** The documents of a photo, by object key. */
export const documentKeys = (name: string): string[] => [
  detectFacesKey(name),
  indexFacesKey(name),
  keepFacesKey(name),
  photoRecordKey(name),
];

/** The documents and thumbnails of a photo, by object key. */
export const resultKeys = ({ name, faceIds }: Pick<ForgottenPhoto, "name" | "faceIds">): string[] => [
  ...documentKeys(name),
  ...faceIds.map(thumbnailKey),
];

/**
 * What a photo, a face or a person stands for. A photo goes with every other photo of the same bytes. Of a person,
 * photos that show nobody else that was kept go altogether; on others only the person's face is forgotten, unless
 * `deletePhotos` says that these are to go too.
 */
export async function planForget(
  connection: DuckDBConnection,
  subject: string,
  { deletePhotos }: PlanForgetOptions,
): Promise<ForgetPlan> {
  const { photo, person } = await subjectOf(connection, subject);
  if (photo !== undefined) {
    const photos = await withSameBytes(connection, [photo]);
    return { subject, photos, faces: [], nearDuplicates: await nearDuplicatesOf(connection, photos) };
  }
  const faces = await rows<ForgottenFace & { kept: boolean; alone: boolean }>(
    connection,
    `SELECT f.face_id AS "faceId", f.photo, p.name, coalesce(p.etag, f.external_image_id) AS etag, f.kept,
       NOT EXISTS (
         FROM faces o LEFT JOIN people q ON q.face_id = o.face_id
         WHERE o.photo = f.photo AND o.kept AND o.face_id <> f.face_id
           AND q.person IS DISTINCT FROM people.person
       ) AS alone
     FROM faces f JOIN photos p USING (photo) LEFT JOIN people ON people.face_id = f.face_id
     WHERE f.face_id IS NOT NULL AND (f.face_id = $1 OR f.face_key = $1 OR people.person = $2)
     ORDER BY f.photo, f.ordinal`,
    [subject, person?.id ?? null],
  );
  if (faces.length === 0) {
    throw new CommandError(
      `No photo, face or person here is called ${subject}. Give a photo, a FaceId, photo#ordinal or a person. ` +
        `Sync first if it is newer than the data folder: ${commandLine("sync")}`,
    );
  }
  const isOneFace = faces.length === 1 && (faces[0]!.faceId === subject || subject.includes("#"));
  const goesWhole = (face: { alone: boolean }) => deletePhotos || (!isOneFace && face.alone);
  const photos = await withSameBytes(connection, [
    ...new Set(faces.filter(goesWhole).map(({ photo }) => photo)),
  ]);
  const whole = new Set(photos.map(({ photo }) => photo));
  return {
    subject,
    ...(person && { person }),
    photos,
    faces: faces
      .filter(({ photo }) => !whole.has(photo))
      .map(({ faceId, photo, name, etag }) => ({ faceId, photo, name, etag })),
    nearDuplicates: await nearDuplicatesOf(connection, photos),
  };
}

async function nearDuplicatesOf(
  connection: DuckDBConnection,
  photos: readonly ForgottenPhoto[],
): Promise<string[]> {
  const whole = JSON.stringify(photos.map(({ photo }) => photo));
  const found = await rows<{ photo: string }>(
    connection,
    `WITH whole AS (SELECT unnest(json_extract_string($1::JSON, '$[*]')) AS photo),
       pairs AS (
         SELECT photo, other_photo FROM duplicates_and_near_duplicates
         UNION SELECT other_photo, photo FROM duplicates_and_near_duplicates
       )
     SELECT DISTINCT other_photo AS photo FROM pairs
     WHERE photo IN (FROM whole) AND other_photo NOT IN (FROM whole) ORDER BY 1`,
    [whole],
  );
  return found.map(({ photo }) => photo);
}

async function withSameBytes(connection: DuckDBConnection, photos: string[]): Promise<ForgottenPhoto[]> {
  interface Row extends Omit<ForgottenPhoto, "pictures"> {
    key: string;
    movedTo: string | null;
  }
  const found = await rows<Row>(
    connection,
    `WITH wanted AS (SELECT unnest(json_extract_string($1::JSON, '$[*]')) AS photo),
       chosen AS (SELECT * FROM photos WHERE photo IN (FROM wanted))
     SELECT p.photo, p.name, p.bucket, p.key, p.moved_to AS "movedTo", p.etag, p.content_sha256 AS "contentSha256",
       coalesce(list(f.face_id) FILTER (f.face_id IS NOT NULL), []) AS "faceIds"
     FROM photos p LEFT JOIN faces f USING (photo)
     WHERE p.photo IN (SELECT photo FROM chosen)
       OR p.etag IN (SELECT etag FROM chosen) OR p.content_sha256 IN (SELECT content_sha256 FROM chosen)
       OR p.duplicate_of IN (SELECT photo FROM chosen)
     GROUP BY ALL ORDER BY p.photo`,
    [JSON.stringify(photos)],
  );
  return found.map(({ key, movedTo, ...photo }) => ({
    ...photo,
    pictures: [key, ...(movedTo === null ? [] : [movedTo])],
  }));
}
