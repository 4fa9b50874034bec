import { setTimeout as sleep } from "node:timers/promises";
import { HeadObjectCommand, type S3ServiceException } from "@aws-sdk/client-s3";
import { photoName, photoRecordKey } from "../../core/key-layout.ts";
import type { Target } from "../target/target.ts";
import { CommandError } from "../terminal/command.ts";

export interface Awaited {
  photo: string;
  etag: string;
}

export interface WaitOptions {
  onProgress?: (done: number) => void;
  signal?: AbortSignal;
  /** Milliseconds without any outcome after which to give up. */
  patience?: number;
}

/** Photos end roughly in the order in which they came: looking at the first few shows progress, and costs little. */
const WATCHED = 4;

/** Milliseconds between looks: often where few are left, since somebody waits for the last. */
const pause = (pending: number) => Math.min(100 * pending, 1000);

/**
 * Waits until `photos/<name>.json` tells what became of each photo. Returns those that were still on their way when
 * `signal` ended the wait.
 */
export async function waitForOutcomes(
  target: Pick<Target, "s3" | "bucket">,
  photos: Awaited[],
  { onProgress, signal, patience = 15 * 60_000 }: WaitOptions = {},
): Promise<Awaited[]> {
  let pending = photos;
  let lastProgress = Date.now();
  while (pending.length > 0 && !signal?.aborted) {
    const watched = pending.slice(0, WATCHED);
    const ended = await Promise.all(watched.map((photo) => hasRecord(target, photo)));
    const before = pending.length;
    pending = [...watched.filter((_, i) => !ended[i]), ...pending.slice(WATCHED)];
    if (pending.length < before) {
      lastProgress = Date.now();
      onProgress?.(photos.length - pending.length);
    }
    // All of them had ended: the next ones may have too.
    if (pending.length === before - watched.length) continue;
    if (Date.now() - lastProgress > patience) {
      throw new CommandError(
        `Expected an outcome of ${pending.length} photos, got none for ${patience / 60_000} minutes. First: ${pending[0]?.photo}`,
      );
    }
    await sleep(pause(pending.length), undefined, signal ? { signal } : {}).catch(() => undefined);
  }
  return pending;
}

async function hasRecord(
  { s3, bucket }: Pick<Target, "s3" | "bucket">,
  { photo, etag }: Awaited,
): Promise<boolean> {
  try {
    const Key = photoRecordKey(photoName(photo));
    const { Metadata } = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key }));
    return Metadata?.etag === etag;
  } catch (error) {
    if ((error as S3ServiceException).$metadata?.httpStatusCode === 404) return false;
    throw error;
  }
}
