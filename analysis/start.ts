import { join } from "node:path";
import { counted } from "../core/counted.ts";
import { findPhotos } from "./photos/find-photos.ts";
import { makeSamples } from "./photos/samples.ts";
import { knownPhotos } from "./start/known-photos.ts";
import { printSummary } from "./start/print-summary.ts";
import { updateReport } from "./start/update-report.ts";
import { assertWritable } from "./start/writable-folder.ts";
import { command, DESCRIPTOR_OPTION, SENDING_OPTIONS, VERBOSE_OPTION } from "./terminal/command.ts";

command({
  usage: "[DIR]",
  summary:
    "The main job, on this computer: analyses the photos of a folder, finds similar faces, writes the report.\n" +
    "Without a folder it takes sample photos. A second run does only what is new. Hidden files are left out.",
  options: {
    ...SENDING_OPTIONS,
    replay: { type: "string", value: "DIR", help: "answer from recorded Rekognition responses" },
    "replay-only": { type: "boolean", help: "with --replay: never ask the models" },
    descriptor: DESCRIPTOR_OPTION,
    verbose: VERBOSE_OPTION,
  },
  positionals: { min: 0, max: 1 },
  run: async (
    { datas, convert, "no-location": noLocation, "replay-only": replayOnly, verbose, ...options },
    [folder],
  ) => {
    const started = Date.now();
    const { state, stack, target = "local" } = options;
    const place = { datas, state, stack, target: options.target };
    const found = await findPhotos([folder ?? (await samples(state))], [datas, state]);
    await assertWritable("datas", datas);
    if (target === "local") await assertWritable("state", state);
    const known =
      target === "local" && options.descriptor === undefined
        ? await knownPhotos(found.photos, { ...options, datas, convert, noLocation })
        : undefined;
    if (known) {
      console.log(`Nothing new: ${counted(known.length, "photo")} already processed.`);
      if (await updateReport(datas)) console.log("Report updated with your decisions.");
      return await printSummary({
        ...found,
        ...place,
        started,
        known,
        failed: found.unreachable,
        unsent: 0,
        isConverting: convert,
        verbose,
        isReported: true,
      });
    }
    // Loaded only now: when nothing is new, no target is needed.
    const { runPipeline } = await import("./start/run-pipeline.ts");
    return await runPipeline({ ...options, target, replayOnly }, found, {
      place,
      started,
      convert,
      noLocation,
      verbose,
    });
  },
});

async function samples(state: string): Promise<string> {
  await assertWritable("state", state);
  console.log(
    "No folder given: using 6 sample photos and 5 edited copies of each, so that there is something to find.\n",
  );
  return makeSamples(join(state, "samples"));
}
