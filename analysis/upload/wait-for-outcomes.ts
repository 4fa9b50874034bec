import { setTimeout as sleep } from "node:timers/promises";
import { GetObjectCommand, type S3ServiceException } from "@aws-sdk/client-s3";
import { commandLine } from "../../core/command-line.ts";
import { counted } from "../../core/counted.ts";
import { photoName, photoRecordKey } from "../../core/key-layout.ts";
import type { PhotoRecord } from "../../core/photo-record.ts";
import type { Unreachable } from "../photos/find-photos.ts";
import { queueDepth } from "../queue/queue-depth.ts";
import type { Target } from "../target/target.ts";
import { CommandError } from "../terminal/command.ts";
import type { Outcome } from "./outcome-lines.ts";

export interface Awaited {
  photo: string;
  etag: string;
  /** ETag of the record that these bytes had before they were sent again: it tells of an earlier time. */
  earlierRecord?: string;
}

export interface WaitOptions {
  /** `note` tells of the queue. */
  onProgress?: (done: number, total: number, note: string) => void;
  signal?: AbortSignal;
  /** Milliseconds without any outcome, and without any photo let in, after which to give up. */
  patience?: number;
}

export interface Waited {
  /** Photos that were still processing when `signal` ended the wait. */
  left: Awaited[];
  /** Photos that a fault ended, and why. */
  failed: Unreachable[];
  /** Photos that ended as they should, but were not kept. */
  notKept: Outcome[];
}

/** Photos end roughly in the order in which they came: looking at the first few shows progress, and costs little. */
const WATCHED = 4;

/** Milliseconds between looks: often where few are left, since somebody waits for the last. */
const pause = (pending: number) => Math.min(100 * pending, 1000);

/**
 * Waits until `photos/<name>.json` tells what became of each photo, of these very bytes, this time.
 *
 * @throws CommandError when nothing moves any more, or the target cannot analyse photos
 */
export async function waitForOutcomes(
  target: Pick<Target, "s3" | "bucket" | "sqs" | "queueUrl" | "failure">,
  photos: Awaited[],
  { onProgress, signal, patience = 15 * 60_000 }: WaitOptions = {},
): Promise<Waited> {
  const failed: Unreachable[] = [];
  const notKept: Outcome[] = [];
  const queue = queueDepth(target);
  let pending = photos;
  let lastProgress = Date.now();
  let lastDepth: number | undefined;
  while (pending.length > 0 && !signal?.aborted) {
    target.failure?.throwIfAborted();
    const watched = pending.slice(0, WATCHED);
    const records = await Promise.all(watched.map((photo) => recordOf(target, photo)));
    for (const record of records) {
      if (!record || record.outcome === "DONE") continue;
      const { photo, outcome: status, message = null, reason = null } = record;
      if (status === "FAILED") failed.push({ photo, message: message ?? reason ?? "processing failed" });
      else notKept.push({ photo, status, message, reason });
    }
    const before = pending.length;
    pending = [...watched.filter((_, i) => !records[i]), ...pending.slice(WATCHED)];
    const depth = await queue.look();
    if (pending.length < before || depth !== lastDepth) lastProgress = Date.now();
    lastDepth = depth;
    onProgress?.(photos.length - pending.length, photos.length, queue.note());
    // All of them had ended: the next ones may have too.
    if (pending.length === before - watched.length) continue;
    if (Date.now() - lastProgress > patience) {
      throw new CommandError(
        `${counted(pending.length, "photo")} not processed, and nothing has moved for ${patience / 60_000} minutes. First: ${pending[0]?.photo}. Look for the cause: ${commandLine("doctor")}`,
      );
    }
    await sleep(pause(pending.length), undefined, signal ? { signal } : {}).catch(() => undefined);
  }
  return { left: pending, failed, notKept };
}

/** The photo's record, once it tells of these bytes and this time. */
async function recordOf(
  { s3, bucket }: Pick<Target, "s3" | "bucket">,
  { photo, etag, earlierRecord }: Awaited,
): Promise<PhotoRecord | undefined> {
  try {
    const Key = photoRecordKey(photoName(photo));
    const { Body, Metadata, ETag } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
    const text = (await Body?.transformToString()) ?? "";
    if (Metadata?.etag !== etag || ETag === earlierRecord) return undefined;
    return JSON.parse(text) as PhotoRecord;
  } catch (error) {
    if ((error as S3ServiceException).$metadata?.httpStatusCode === 404) return undefined;
    throw error;
  }
}
