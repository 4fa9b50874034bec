import { existsSync } from "node:fs";
import { join } from "node:path";
import { readRecords } from "../../analysis/files/read-records.ts";
import { BenchError } from "../arguments.ts";
import type { PersonPhoto } from "./photos.ts";

/** Two photos of which it is known whether they show one person. */
export interface KnownPair {
  a: string;
  b: string;
  same: boolean;
}

/**
 * Pairs of a CSV: two files below `folder`, and Yes where they show one person, No where two. A first line without
 * Yes or No is a heading.
 */
export async function readPairs(csv: string, folder: string): Promise<KnownPair[]> {
  const records = await readRecords(csv, ["file_x", "file_y", "same"]).catch(() => {
    throw new BenchError(`Cannot read ${csv}. Give a CSV of file_x,file_y,Yes|No.`);
  });
  const isAnswer = (word: string | undefined) => /^(yes|no)$/i.test(word?.trim() ?? "");
  const heading = records.length > 0 && !isAnswer(records[0]!.fields[2]) ? 1 : 0;
  return records.slice(heading).map(({ fields: [x, y, answer], line }, i) => {
    const place = `line ${i + 1 + heading} of ${csv}`;
    if (!x || !y || !isAnswer(answer)) {
      throw new BenchError(
        `Unusable line in ${place}: ${line}. Write it as file_x,file_y,Yes or file_x,file_y,No.`,
      );
    }
    const [a, b] = [join(folder, x), join(folder, y)];
    const missing = [a, b].find((path) => !existsSync(path));
    if (missing) throw new BenchError(`${missing} is not there, which ${place} names.`);
    return { a, b, same: /^yes$/i.test(answer!.trim()) };
  });
}

/** Every pair of photos, each once. */
export function* allPairs(photos: readonly PersonPhoto[]): Generator<KnownPair> {
  for (const [i, a] of photos.entries()) {
    for (const b of photos.slice(i + 1)) yield { a: a.path, b: b.path, same: a.person === b.person };
  }
}
