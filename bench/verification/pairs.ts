import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { rows, withDatabase } from "../../analysis/tables/database.ts";
import type { PersonPhoto } from "./photos.ts";

/** Two photos of which it is known whether they show one person. */
export interface KnownPair {
  a: string;
  b: string;
  same: boolean;
}

/** What was asked for cannot be measured; its message is all that the user needs to read. */
export class VerificationError extends Error {
  override name = "VerificationError";
}

/**
 * Pairs of a CSV: two files below `folder`, and Yes where they show one person, No where two. A first line without
 * Yes or No is a heading.
 */
export async function readPairs(csv: string, folder: string): Promise<KnownPair[]> {
  const text = await readFile(csv, "utf8").catch(() => {
    throw new VerificationError(`Cannot read ${csv}. Give a CSV of file_x,file_y,Yes|No.`);
  });
  const isAnswer = (word: string | undefined) => /^(yes|no)$/i.test(word?.trim() ?? "");
  const header = !isAnswer(text.split(/\r?\n/, 1)[0]?.split(",").at(-1));
  const lines = await withDatabase(":memory:", {}, (connection) =>
    rows<Record<string, string | null>>(
      connection,
      `SELECT COLUMNS(*)::VARCHAR FROM read_csv($1, header = ${header}, all_varchar = true, delim = ',', quote = '"')`,
      [csv],
    ),
  ).catch((error: Error) => {
    throw new VerificationError(`${csv} is no CSV of file_x,file_y,Yes|No: ${error.message.split("\n")[0]}`);
  });
  return lines.map((line, i) => {
    const [x, y, answer] = Object.values(line);
    const place = `line ${i + 1 + Number(header)} of ${csv}`;
    if (!x || !y || !isAnswer(answer ?? "")) {
      throw new VerificationError(
        `Unusable line in ${place}: ${Object.values(line).join(",")}. Write it as file_x,file_y,Yes or file_x,file_y,No.`,
      );
    }
    const [a, b] = [join(folder, x), join(folder, y)];
    const missing = [a, b].find((path) => !existsSync(path));
    if (missing) throw new VerificationError(`${missing} is not there, which ${place} names.`);
    return { a, b, same: /^yes$/i.test(answer!.trim()) };
  });
}

/** Every pair of photos, each once. */
export function* allPairs(photos: readonly PersonPhoto[]): Generator<KnownPair> {
  for (const [i, a] of photos.entries()) {
    for (const b of photos.slice(i + 1)) yield { a: a.path, b: b.path, same: a.person === b.person };
  }
}
