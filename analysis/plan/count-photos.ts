import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import pMap from "p-map";
import { REJECTIONS } from "../../core/errors.ts";
import { checkByteSize, checkImage } from "../../core/image-gate.ts";
import { findPhotos } from "../photos/find-photos.ts";

export interface CountedPhotos {
  /** Photos that the gate would let through, each content once. */
  accepted: number;
  bytes: number;
  /** Photos with bytes that another one has: paid for once. */
  duplicates: number;
  /** Photos that would be rejected before any paid call, by reason. */
  rejected: Record<string, number>;
  /** Photos and folders that could not be read. */
  unreadable: number;
  /** Files that are no photos. */
  others: number;
  /** Hidden files and folders. */
  hidden: number;
}

/** Looks at every photo as the pipeline's gate would. Nothing leaves this computer. */
export async function countPhotos(
  folder: string,
  own: string[] = [],
  onProgress?: (done: number, total: number) => void,
): Promise<CountedPhotos> {
  const { photos, others, hidden, unreachable } = await findPhotos([folder], own);
  const counted: CountedPhotos = {
    accepted: 0,
    bytes: 0,
    duplicates: 0,
    rejected: {},
    unreadable: unreachable.length,
    others,
    hidden,
  };
  const seen = new Set<string>();
  let done = 0;
  await pMap(
    photos,
    async ({ path }) => {
      try {
        const bytes = await readFile(path);
        checkByteSize(basename(path), bytes.length);
        await checkImage(bytes);
        const hash = createHash("sha256").update(bytes).digest("base64");
        if (seen.has(hash)) counted.duplicates += 1;
        else {
          seen.add(hash);
          counted.accepted += 1;
          counted.bytes += bytes.length;
        }
      } catch (error) {
        const { name } = error as Error;
        if (isRejection(name)) counted.rejected[name] = (counted.rejected[name] ?? 0) + 1;
        else counted.unreadable += 1;
      }
      done += 1;
      onProgress?.(done, photos.length);
    },
    { concurrency: 4 },
  );
  return counted;
}

const isRejection = (name: string) => REJECTIONS.some((rejection) => rejection === name);
