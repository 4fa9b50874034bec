import { join } from "node:path";
import { COMMON_OPTIONS, command } from "./command.ts";
import { DATABASE_FILE, withDatabase } from "./database.ts";
import { untilInterrupted } from "./interrupt.ts";
import { type FoundPhotos, findPhotos } from "./photo-files.ts";
import { duration, startProgress } from "./progress.ts";
import { writeReport } from "./report.ts";
import { makeSamples } from "./samples.ts";
import { searchAll } from "./search/search-all.ts";
import { matchLines, outcomeLines, readBestMatches, readOutcomes, summaryLine } from "./start-summary.ts";
import { sync } from "./sync/sync-bucket.ts";
import { type Target, withTarget } from "./target.ts";
import { type UploadedPhoto, uploadPhotos } from "./upload-photos.ts";
import { waitForOutcomes } from "./wait-for-outcomes.ts";

const MATCHES_SHOWN = 10;

command(import.meta.url, {
  usage: "[DIR]",
  summary:
    "The main job, on this computer: analyses the photos of a folder, finds similar faces, writes the report.\n" +
    "Without a folder it takes sample photos. A second run does only what is new.",
  options: {
    ...COMMON_OPTIONS,
    replay: { type: "string", value: "DIR", help: "answer from recorded Rekognition responses" },
    "replay-only": { type: "boolean", help: "with --replay: never ask the models" },
  },
  positionals: { min: 0, max: 1 },
  run: async ({ datas, "replay-only": replayOnly, ...options }, [folder]) => {
    const started = Date.now();
    const found = await findPhotos([folder ?? (await samples(options.state))]);
    return await withTarget({ ...options, target: options.target ?? "local", replayOnly }, (target) =>
      untilInterrupted((signal) => analyse(target, found, { datas, signal, started })),
    );
  },
});

async function samples(state: string): Promise<string> {
  console.log(
    "No folder was named: these are 6 sample photos, and 5 edited copies of each to be found again.\n",
  );
  return makeSamples(join(state, "samples"));
}

interface Run {
  datas: string;
  signal: AbortSignal;
  started: number;
}

async function analyse(target: Target, { photos, others }: FoundPhotos, run: Run): Promise<number> {
  const { datas, signal, started } = run;
  const sending = startProgress("upload", photos.length);
  const uploaded = await uploadPhotos(target, photos, { signal, onProgress: sending.update });
  const open = uploaded.filter(({ status }) => status === "sent" || status === "waiting");
  const known = uploaded.filter(({ status }) => status === "known").length;
  sending.end(open.length === 0 ? `Nothing new: ${known} photos have their outcome.` : undefined);

  const analysing = startProgress("analyse", open.length);
  const left = await waitForOutcomes(target, open, { signal, onProgress: analysing.update });
  analysing.end();
  const syncing = startProgress("sync", 0);
  await sync(target, { datas, onProgress: syncing.update });
  syncing.end();
  if (!signal.aborted) await search(target, run);

  const failed = await tell(uploaded, others, left.length, datas, started);
  if (signal.aborted) {
    console.log("Stopped. The same command goes on from here.");
    return 130;
  }
  console.log(`\nLook at them: ${(await writeReport({ datas })).path}`);
  return failed ? 1 : 0;
}

async function search(target: Target, { datas, signal }: Run): Promise<void> {
  const searching = startProgress("search", 0);
  await searchAll(target, { datas, signal, onProgress: searching.update });
  searching.end();
}

/** Prints what became of the photos and which faces are most similar. True if one failed. */
async function tell(
  uploaded: UploadedPhoto[],
  others: number,
  waiting: number,
  datas: string,
  started: number,
) {
  return await withDatabase(join(datas, DATABASE_FILE), { readOnly: true }, async (connection) => {
    const unreadable = uploaded.filter(({ status }) => status === "unreadable");
    const outcomes = await readOutcomes(
      connection,
      uploaded.map(({ photo }) => photo),
    );
    for (const line of outcomeLines(outcomes)) console.log(line);
    for (const { photo, message } of unreadable) console.log(`${photo}  failed: ${message}`);
    if (others > 0) console.log(`${others} other files are no photos and were left alone`);
    const matches = await readBestMatches(connection, MATCHES_SHOWN);
    if (matches.length > 0) console.log(["\nMost similar faces", ...matchLines(matches)].join("\n"));
    console.log(`\n${summaryLine(outcomes, waiting)}, ${duration((Date.now() - started) / 1000)}`);
    return unreadable.length > 0 || outcomes.some(({ status }) => status === "FAILED");
  });
}
