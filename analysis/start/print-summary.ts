import { join } from "node:path";
import type { Unreachable } from "../photos/find-photos.ts";
import { skippedFiles } from "../photos/skipped-files.ts";
import { DATABASE_FILE, withDatabase } from "../tables/database.ts";
import { duration } from "../terminal/progress.ts";
import { failedLines, outcomeLines } from "../upload/outcome-lines.ts";
import { nextSteps, type Place } from "./next-steps.ts";
import {
  convertLine,
  countOthers,
  matchLines,
  othersLine,
  readBestMatches,
  readOutcomes,
  type SentPhoto,
  summaryLine,
} from "./summary.ts";
import { variantLines } from "./variants.ts";

const MATCHES_SHOWN = 10;

export interface Summary extends Place {
  /** Milliseconds since 1970. */
  started: number;
  /** The photos of this run that were sent, or were there. */
  known: SentPhoto[];
  /** Photos that could not be sent. */
  failed: Unreachable[];
  /** Photos that were not sent because the run was stopped. */
  unsent: number;
  /** Files that are no photos. */
  others: number;
  /** Files and folders that are hidden. */
  hidden: number;
  /** `--convert` was given. */
  isConverting: boolean;
  /** List every photo that was not kept. */
  verbose: boolean;
  /** The report was written. */
  isReported: boolean;
}

/**
 * Prints what became of the photos and which faces are most similar, from the tables. The exit status: 1 if a photo
 * failed, 0 otherwise.
 */
export async function printSummary(summary: Summary): Promise<number> {
  const { datas, started, known, failed, unsent } = summary;
  const { outcomes, others, matches, variants } = await withDatabase(
    join(datas, DATABASE_FILE),
    { readOnly: true },
    async (connection) => ({
      outcomes: await readOutcomes(connection, known),
      others: await countOthers(connection, known),
      ...(await readBestMatches(
        connection,
        known.map(({ photo }) => photo),
        MATCHES_SHOWN,
      )),
    }),
  );
  for (const line of outcomeLines(outcomes, summary.verbose)) console.log(line);
  const hint = summary.isConverting ? undefined : await convertLine(outcomes, known);
  if (hint) console.log(hint);
  for (const line of failedLines(failed, summary.verbose)) console.log(line);
  for (const line of skippedFiles(summary)) console.log(line);
  if (variants.length > 0) {
    console.log(
      [
        "\nVariants of the same picture (view duplicates_and_near_duplicates)",
        ...variantLines(variants),
      ].join("\n"),
    );
  }
  if (matches.length > 0) {
    console.log(["\nMost similar faces on different pictures", ...matchLines(matches)].join("\n"));
  }
  const seconds = (Date.now() - started) / 1000;
  // A run stopped before its photos were in the tables prints the same as one that was stopped earlier.
  const waiting = known.length - outcomes.length;
  const left = { waiting, unsent, failed: failed.length };
  console.log(`\n${summaryLine(outcomes, left)}, ${duration(seconds)}`);
  if (summary.isReported) {
    if (others > 0) console.log(othersLine(others));
    const hasFaces = others > 0 || outcomes.some(({ kept_faces }) => kept_faces > 0);
    for (const line of nextSteps(summary, hasFaces)) console.log(line);
  }
  return failed.length > 0 || outcomes.some(({ status }) => status === "FAILED") ? 1 : 0;
}
