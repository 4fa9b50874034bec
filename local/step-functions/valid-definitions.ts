import { createHash } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Definitions found valid before, here and by other processes: an empty file each, by its text. To check one compiles
 * the rules anew, which takes longer than all else of a start.
 */
const FOLDER = fileURLToPath(
  new URL("../../node_modules/.cache/lookalike/valid-definitions/", import.meta.url),
);

const known = new Set<string>();

const pathOf = (document: string) => join(FOLDER, createHash("sha256").update(document).digest("hex"));

export const isKnownValid = (document: string): boolean =>
  known.has(document) || existsSync(pathOf(document));

export function rememberValid(document: string): void {
  if (known.has(document)) return;
  known.add(document);
  try {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(pathOf(document), "");
  } catch {
    // Where nothing can be kept, each process checks once.
  }
}
