import { join } from "node:path";
import { counted } from "../core/counted.ts";
import { writeAtomically } from "../core/files/write-atomically.ts";
import { fitDescriptor } from "./calibrate/fit-descriptor.ts";
import { measurePairs } from "./calibrate/measure-pairs.ts";
import { calibrationLines } from "./calibrate/print-calibration.ts";
import { type Calibration, calibrate, recommend } from "./calibrate/rates.ts";
import { readPairs } from "./calibrate/read-pairs.ts";
import { errorRatesSpec } from "./charts/error-rates.ts";
import { renderSvg } from "./charts/render-svg.ts";
import { labelsByName } from "./people/evaluate.ts";
import { labelledLine } from "./people/labelled-line.ts";
import { readFaceGraph } from "./people/read-face-graph.ts";
import { resultLines } from "./search/search-options.ts";
import { searchWithProgress } from "./search/search-with-progress.ts";
import { DATABASE_FILE, withDatabase } from "./tables/database.ts";
import { refreshTables } from "./tables/ledger/refresh-tables.ts";
import { CommandError, command } from "./terminal/command.ts";
import { numberOption } from "./terminal/number-option.ts";

command({
  usage: "[by-name | FOLDER | PAIRS]",
  summary:
    "Which threshold? False-match and false-non-match rates by threshold on faces whose people are known, with 95 %\n" +
    "confidence intervals, a recommendation and a chart (calibration.svg in the data folder). Known are: the names of\n" +
    "the files (by-name: alice1.jpg is alice), a folder with one folder per person, or a file of faceA,faceB,same.",
  options: {
    db: { type: "string", value: "FILE", help: "the database (default faces.duckdb in the data folder)" },
    "max-fmr": {
      type: "string",
      default: "0.01",
      value: "SHARE",
      help: "wanted share of false matches (default 0.01)",
    },
    search: { type: "boolean", help: "first search the labelled faces, down to --threshold" },
    threshold: {
      type: "string",
      default: "0",
      value: "PERCENT",
      help: "with --search: lowest similarity to search for (default 0)",
    },
    "max-cost": { type: "string", value: "USD", help: "with --search: stop before this is exceeded" },
    yes: { type: "boolean", short: "y", help: "with --search: spend without asking" },
    fit: {
      type: "string",
      value: "FILE.onnx",
      help: "fit to these pairs how your own network's distances become percentages, and keep it beside the file",
    },
    json: { type: "boolean", help: "print JSON" },
  },
  positionals: { min: 0, max: 1 },
  run: async (options, [source = "by-name"]) => {
    const { datas, json } = options;
    const path = options.db ?? join(datas, DATABASE_FILE);
    const maxFmr = numberOption("max-fmr", options["max-fmr"], 1e-9, 1);
    if (options.db === undefined) await refreshTables(datas);
    if (options.search) {
      const labelled = await withDatabase(path, { readOnly: true }, async (connection) =>
        readPairs(source, await readFaceGraph(connection)),
      );
      const faces = new Set(labelled.flatMap(({ a, b }) => [a, b]));
      const searched = await searchWithProgress(options, {
        threshold: numberOption("threshold", options.threshold, 0, 100),
        source: "calibrate",
        only: ({ faceId }) => faces.has(faceId),
      });
      if (searched.calls > 0) for (const line of resultLines(searched)) console.error(line);
    }
    const pairs = await withDatabase(path, { readOnly: true }, async (connection) => {
      const graph = await readFaceGraph(connection);
      if (source === "by-name" && !json) console.log(labelledLine(labelsByName(graph.faces)));
      return await measurePairs(connection, await readPairs(source, graph));
    });
    if (options.fit !== undefined) {
      for (const line of await fitDescriptor(options.fit, pairs)) console.log(line);
      return 0;
    }
    const calibration = calibrate(pairs);
    assertUsable(calibration);
    const recommendation = recommend(calibration, maxFmr);
    const chart = join(datas, "calibration.svg");
    await writeAtomically(
      chart,
      await renderSvg(
        errorRatesSpec(calibration.rates, recommendation.isSupported ? recommendation.threshold : undefined),
      ),
    );
    if (json) console.log(JSON.stringify({ ...calibration, maxFmr, recommendation }));
    else for (const line of calibrationLines(calibration, recommendation, maxFmr)) console.log(line);
    if (!json) console.log(`Chart: ${chart}`);
    return 0;
  },
});

function assertUsable({ samePairs, differentPairs, unknownPairs }: Calibration): void {
  if (samePairs > 0 && differentPairs > 0) return;
  throw new CommandError(
    `Too few searched pairs: ${samePairs} of one person and ${differentPairs} of two; at least one of each is needed ` +
      `(never searched: ${counted(unknownPairs, "pair")}). Label more faces, or add --search.`,
  );
}
