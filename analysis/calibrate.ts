import { join } from "node:path";
import { counted } from "../core/counted.ts";
import { writeAtomically } from "../core/files/write-atomically.ts";
import { measurePairs } from "./calibrate/measure-pairs.ts";
import { calibrationLines } from "./calibrate/print-calibration.ts";
import { type Calibration, calibrate, recommend } from "./calibrate/rates.ts";
import { readPairs } from "./calibrate/read-pairs.ts";
import { errorRatesSpec } from "./charts/error-rates.ts";
import { renderSvg } from "./charts/render-svg.ts";
import { readFaceGraph } from "./people/read-face-graph.ts";
import { searchAll } from "./search/search-all.ts";
import { announcePlan, maxCostOf, numberOption, resultLines } from "./search/search-options.ts";
import { DATABASE_FILE, withDatabase } from "./tables/database.ts";
import { refreshTables } from "./tables/ledger/refresh-tables.ts";
import { type TargetOptions, withTarget } from "./target/target.ts";
import { CommandError, command } from "./terminal/command.ts";
import { untilInterrupted } from "./terminal/interrupt.ts";
import { startProgress } from "./terminal/progress.ts";

command({
  usage: "[by-name | FOLDER | PAIRS]",
  summary:
    "Which threshold? False-match and false-non-match rates by threshold on faces whose people are known, with 95 %\n" +
    "confidence intervals, a recommendation and a chart (calibration.svg in the data folder). Known are: the names of\n" +
    "the files (by-name: alice1.jpg is alice), a folder with one folder per person, or a file of faceA,faceB,same.",
  options: {
    db: { type: "string", value: "FILE", help: "the database (default DATAS/faces.duckdb)" },
    "max-fmr": {
      type: "string",
      default: "0.01",
      value: "SHARE",
      help: "wanted share of false matches (default 0.01)",
    },
    search: { type: "boolean", help: "search the labelled faces down to --threshold first" },
    threshold: {
      type: "string",
      default: "0",
      value: "PERCENT",
      help: "with --search: how far down (default 0)",
    },
    "max-cost": { type: "string", value: "USD", help: "with --search: stop before this is exceeded" },
    yes: { type: "boolean", short: "y", help: "with --search: spend without asking" },
    json: { type: "boolean", help: "print JSON" },
  },
  positionals: { min: 0, max: 1 },
  run: async (options, [source = "by-name"]) => {
    const { datas, json } = options;
    const path = options.db ?? join(datas, DATABASE_FILE);
    const maxFmr = numberOption("max-fmr", options["max-fmr"], 1e-9, 1);
    if (options.db === undefined) await refreshTables(datas);
    if (options.search) await searchLabelled(source, options);
    const calibration = await withDatabase(path, { readOnly: true }, async (connection) => {
      const graph = await readFaceGraph(connection);
      return calibrate(await measurePairs(connection, await readPairs(source, graph)));
    });
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

async function searchLabelled(
  source: string,
  options: {
    datas: string;
    state: string;
    target: TargetOptions["target"];
    stack: string | undefined;
    threshold: string;
    "max-cost": string | undefined;
    yes: boolean;
  },
): Promise<void> {
  const { datas } = options;
  const pairs = await withDatabase(join(datas, DATABASE_FILE), { readOnly: true }, async (connection) =>
    readPairs(source, await readFaceGraph(connection)),
  );
  const labelled = new Set(pairs.flatMap(({ a, b }) => [a, b]));
  const maxCost = maxCostOf(options["max-cost"]);
  const progress = startProgress("search", 0);
  const result = await untilInterrupted((signal) =>
    withTarget(options, (target) =>
      searchAll(target, {
        datas,
        threshold: numberOption("threshold", options.threshold, 0, 100),
        maxCost,
        signal,
        source: "calibrate",
        only: ({ faceId }) => labelled.has(faceId),
        onPlan: announcePlan(options.yes || maxCost !== undefined),
        onProgress: progress.update,
      }),
    ),
  );
  progress.end();
  if (result.calls > 0) for (const line of resultLines(result)) console.error(line);
}

function assertUsable({ samePairs, differentPairs, unknownPairs }: Calibration): void {
  if (samePairs > 0 && differentPairs > 0) return;
  throw new CommandError(
    `Too few searched pairs: ${samePairs} of one person and ${differentPairs} of two; at least one of each is needed ` +
      `(never searched: ${counted(unknownPairs, "pair")}). Label more faces, or add --search.`,
  );
}
