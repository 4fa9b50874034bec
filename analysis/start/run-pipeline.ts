import { join } from "node:path";
import { updatePeople } from "../people/update-people.ts";
import type { FoundPhotos } from "../photos/find-photos.ts";
import type { Sending } from "../photos/read-photo-file.ts";
import { writeReport } from "../report/write-report.ts";
import { searchAll } from "../search/search-all.ts";
import { sync } from "../sync/sync-bucket.ts";
import { syncProgress } from "../sync/sync-progress.ts";
import { DATABASE_FILE, withDatabase } from "../tables/database.ts";
import { type Target, type TargetOptions, withTarget } from "../target/target.ts";
import { untilInterrupted } from "../terminal/interrupt.ts";
import { startProgress } from "../terminal/progress.ts";
import { notAccepted, uploadPhotos } from "../upload/upload-photos.ts";
import { waitForOutcomes } from "../upload/wait-for-outcomes.ts";
import { guardSpace } from "./disk-space.ts";
import type { Place } from "./next-steps.ts";
import { printSummary } from "./print-summary.ts";

interface Run extends Sending {
  place: Place;
  /** Milliseconds since 1970. */
  started: number;
  /** List every photo that was not kept. */
  verbose: boolean;
}

/** Exit status of a run that Ctrl-C ended. */
const INTERRUPTED = 130;

/** Uploads, waits, syncs, searches, groups into people, writes the report, prints the summary. Resolves to the exit status. */
export async function runPipeline(options: TargetOptions, found: FoundPhotos, run: Run): Promise<number> {
  const isLocal = options.target === "local";
  const space = await guardSpace(
    { datas: run.place.datas, ...(isLocal && { state: options.state }) },
    found.photos,
  );
  try {
    const status = await withTarget(options, (target) =>
      untilInterrupted((signal) => analyse(target, found, run, AbortSignal.any([signal, space.signal]))),
    );
    space.signal.throwIfAborted();
    return status;
  } catch (error) {
    // Whatever failed on a disk that is full, failed for that.
    throw space.signal.aborted ? space.signal.reason : error;
  } finally {
    space.stop();
  }
}

async function analyse(target: Target, found: FoundPhotos, run: Run, signal: AbortSignal) {
  const { place, started, convert, noLocation, verbose } = run;
  const { photos } = found;
  const { datas } = place;
  const sending = startProgress("upload", photos.length);
  const uploaded = await uploadPhotos(target, photos, {
    convert,
    noLocation,
    signal,
    onProgress: sending.update,
  });
  sending.end();
  const open = uploaded.filter(({ status }) => status === "sent" || status === "waiting");
  const analysing = startProgress("analyse", open.length);
  await waitForOutcomes(target, open, { signal, onProgress: analysing.update });
  analysing.end();
  const syncing = syncProgress();
  // A new state for old results is what somebody wants who begins again.
  await sync(target, { datas, replace: true, onProgress: syncing.onProgress });
  syncing.end();
  const searching = startProgress("search", 0);
  if (!signal.aborted) await searchAll(target, { datas, signal, onProgress: searching.update });
  searching.end();
  const isWhole = !signal.aborted;
  if (isWhole) {
    await withDatabase(join(datas, DATABASE_FILE), {}, (connection) => updatePeople(connection, { datas }));
    await writeReport({ datas });
  }

  const failed = [...found.unreachable, ...notAccepted(uploaded)];
  const known = uploaded.filter(({ message }) => message === undefined);
  const unsent = photos.length - uploaded.length;
  const status = await printSummary({
    ...found,
    ...place,
    started,
    known,
    failed,
    unsent,
    isConverting: convert,
    verbose,
    isReported: isWhole,
  });
  if (isWhole) return status;
  console.log("Stopped. The same command goes on from here.");
  return INTERRUPTED;
}
