import { join } from "node:path";
import { DATABASE_FILE, withDatabase } from "../database.ts";
import { printable } from "../printable.ts";
import { duration } from "../progress.ts";
import type { UploadedPhoto } from "../upload-photos.ts";
import {
  convertLine,
  matchLines,
  outcomeLines,
  readBestMatches,
  readOutcomes,
  summaryLine,
} from "./summary.ts";

const MATCHES_SHOWN = 10;

export interface Told {
  datas: string;
  /** Milliseconds since 1970. */
  started: number;
  /** What the photos of this run are called. */
  known: string[];
  unreadable: UploadedPhoto[];
  /** Files that are no photos. */
  others: number;
  /** Photos that are still on their way. */
  waiting: number;
}

/**
 * Prints what became of the photos and which faces are most similar, from the tables. The exit status: 1 if a photo
 * failed, 0 otherwise.
 */
export async function tell({ datas, started, known, unreadable, others, waiting }: Told): Promise<number> {
  const { outcomes, matches } = await withDatabase(
    join(datas, DATABASE_FILE),
    { readOnly: true },
    async (connection) => ({
      outcomes: await readOutcomes(connection, known),
      matches: await readBestMatches(connection, MATCHES_SHOWN),
    }),
  );
  for (const line of outcomeLines(outcomes)) console.log(line);
  const hint = convertLine(outcomes);
  if (hint) console.log(hint);
  for (const { photo, message } of unreadable) console.log(`${printable(photo)}  failed: ${message}`);
  if (others > 0) console.log(`${others} other files are no photos and were left alone`);
  if (matches.length > 0) console.log(["\nMost similar faces", ...matchLines(matches)].join("\n"));
  const seconds = (Date.now() - started) / 1000;
  console.log(`\n${summaryLine(outcomes, { waiting, unreadable: unreadable.length })}, ${duration(seconds)}`);
  console.log(`Look at them: ${join(datas, "report.html")}`);
  return unreadable.length > 0 || outcomes.some(({ status }) => status === "FAILED") ? 1 : 0;
}
