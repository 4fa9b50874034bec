import type { DetectFacesResponse } from "@aws-sdk/client-rekognition";
import {
  CopyObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  type S3ServiceException,
} from "@aws-sdk/client-s3";
import pMap from "p-map";
import { detectFacesKey, photoName, photoRecordKey, rejectedKey, uploadKey } from "../../core/key-layout.ts";
import type { PhotoRecord } from "../../core/photo-record.ts";
import { meetsRequirements, requirementsOf, sizeOf } from "../../core/requirements.ts";
import { listObjects } from "../bucket/list-objects.ts";
import type { Target } from "../target/target.ts";
import { CommandError } from "../terminal/command.ts";
import type { Awaited } from "../upload/wait-for-outcomes.ts";

/** A photo under `rejected/` that the current rules would not reject. */
export interface ReprocessablePhoto {
  photo: string;
  /** Where it is now. */
  key: string;
  etag: string;
  /** ETag of the record that says that it was rejected. */
  record: string;
  /** Its faces are known: DetectFaces is not paid for again. */
  isDetected: boolean;
}

/** Of the photos that the rules rejected. */
export interface RejectedPhotos {
  photos: ReprocessablePhoto[];
  /** These fail the current rules as well. */
  stillRejected: number;
  /** These were rejected by the current rules. */
  underSameRules: number;
}

/** Photos that fail requirements are kept here; every other reason lies in the bytes. */
const FOLDER = rejectedKey("FaceRequirementError", "");
const AT_ONCE = 16;

type Store = Pick<Target, "s3" | "bucket" | "rulesVersion">;

/**
 * Judges photos that earlier rules rejected by the current rules. That takes no call of Rekognition: what their faces are
 * like is saved.
 */
export async function checkRejected(
  target: Store,
  onProgress?: (done: number) => void,
): Promise<RejectedPhotos> {
  const rules = requirementsOf(target.rulesVersion);
  if (!rules)
    throw new CommandError(
      `The deployment has rules that are not known here, "${target.rulesVersion}". Deploy again.`,
    );
  const found: RejectedPhotos = { photos: [], stillRejected: 0, underSameRules: 0 };
  let done = 0;
  for await (const page of listObjects(target.s3, target.bucket, FOLDER)) {
    await pMap(
      page,
      async ({ key, etag }) => {
        const photo = key.slice(FOLDER.length);
        const name = photoName(photo);
        const record = await readJson<PhotoRecord>(target, photoRecordKey(name));
        onProgress?.(++done);
        // A newer photo has the name, or it was taken up again before.
        if (record?.document.outcome !== "REJECTED" || record.document.movedTo !== key) return;
        if (record.document.rulesVersion === target.rulesVersion) {
          found.underSameRules++;
          return;
        }
        const answer = await readJson<DetectFacesResponse>(target, detectFacesKey(name));
        const faces = answer?.of === record.document.etag ? answer.document.FaceDetails : undefined;
        const size = sizeOf(record.document.width, record.document.height);
        if (faces && !faces.some((face) => meetsRequirements(face, rules, size))) found.stillRejected++;
        else {
          // A copy has an ETag of its own where the photo came in parts: nothing is known of that.
          const isDetected = faces !== undefined && etag === record.document.etag;
          found.photos.push({ photo, key, etag, record: record.etag, isDetected });
        }
      },
      { concurrency: AT_ONCE },
    );
  }
  return found;
}

/**
 * Copies a photo back to `uploads/`, from where the pipeline takes it as if it had just come. The copy under `rejected/`
 * goes when its time is up. Undefined if another photo has its place.
 */
export async function reprocess(
  { s3, bucket }: Pick<Target, "s3" | "bucket">,
  { photo, key, etag, record }: ReprocessablePhoto,
): Promise<Awaited | undefined> {
  const destination = uploadKey(photo);
  const isOccupied = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: destination })).then(
    () => true,
    (error: S3ServiceException) => {
      if (error.$metadata?.httpStatusCode === 404) return false;
      throw error;
    },
  );
  if (isOccupied) return undefined;
  const CopySource = [bucket, ...key.split("/")].map(encodeURIComponent).join("/");
  const copied = await s3.send(
    new CopyObjectCommand({ Bucket: bucket, Key: destination, CopySource, CopySourceIfMatch: `"${etag}"` }),
  );
  return {
    photo,
    etag: copied.CopyObjectResult?.ETag?.replaceAll('"', "") ?? etag,
    earlierRecord: record,
  };
}

/** A document with its ETag, and the ETag of the photo that it is of; undefined if there is none. */
async function readJson<T>({ s3, bucket }: Store, Key: string) {
  try {
    const { Body, ETag = "", Metadata } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
    const document = JSON.parse((await Body?.transformToString()) ?? "null") as T;
    return { document, etag: ETag, of: Metadata?.etag };
  } catch (error) {
    if ((error as S3ServiceException).$metadata?.httpStatusCode === 404) return undefined;
    throw error;
  }
}
