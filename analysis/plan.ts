import { existsSync } from "node:fs";
import { join } from "node:path";
import { countPhotos } from "./plan/count-photos.ts";
import { DESIGNS, estimate, TYPICAL } from "./plan/designs.ts";
import { PRICES, PRICES_NOTED_ON } from "./plan/prices.ts";
import { countedLine, estimateLines, footnotes, type Spent, spentLines } from "./plan/print-plan.ts";
import { DATABASE_FILE, rows, withDatabase } from "./tables/database.ts";
import { refreshTables } from "./tables/ledger/refresh-tables.ts";
import { CommandError, command } from "./terminal/command.ts";
import { wholeNumberOption } from "./terminal/number-option.ts";
import { startProgress } from "./terminal/progress.ts";

command({
  usage: "[DIR]",
  summary:
    "What analysing a folder would cost on AWS, before anything is spent: the original design, the default, economy.\n" +
    "Without a folder: what was spent so far.",
  options: {
    photos: {
      type: "string",
      value: "N",
      help: "this many photos like the recorded ones, instead of a folder",
    },
    region: {
      type: "string",
      default: "eu-west-1",
      value: "REGION",
      help: "prices of eu-west-1 (default) or us-east-1",
    },
    json: { type: "boolean", help: "print JSON" },
  },
  positionals: { min: 0, max: 1 },
  run: async ({ datas, state, region, photos, json }, [folder]) => {
    if (!Object.hasOwn(PRICES, region)) {
      throw new CommandError(
        `No prices for the region "${region}". --region takes: ${Object.keys(PRICES).join(", ")}.`,
      );
    }
    if (photos !== undefined)
      return plan(wholeNumberOption("photos", photos, 1, 1e12), TYPICAL.megabytes, region, json);
    if (folder === undefined) return await ledger(datas, json);
    const progress = startProgress("look at photos", 0);
    const counted = await countPhotos(folder, [datas, state], progress.update);
    progress.end();
    if (!json) console.log(countedLine(counted));
    return plan(counted.accepted, counted.bytes / 1e6 / Math.max(1, counted.accepted), region, json, counted);
  },
});

function plan(photos: number, megabytes: number, region: string, json: boolean, counted?: object): number {
  const estimates = DESIGNS.map((design) => estimate(design, { ...TYPICAL, photos, megabytes }, region));
  if (json)
    console.log(JSON.stringify({ ...(counted && { counted }), pricesNotedOn: PRICES_NOTED_ON, estimates }));
  else for (const line of [...estimateLines(estimates), "", ...footnotes(region)]) console.log(line);
  return 0;
}

async function ledger(datas: string, json: boolean): Promise<number> {
  const path = join(datas, DATABASE_FILE);
  if (existsSync(datas)) await refreshTables(datas);
  const spent = existsSync(path)
    ? await withDatabase(path, { readOnly: true }, (connection) =>
        rows<Spent>(
          connection,
          `SELECT source, engine, operation, sum(calls)::BIGINT AS calls, sum(usd) AS usd, sum(list_usd) AS "listUsd" FROM api_calls
           GROUP BY ALL ORDER BY source, operation, engine`,
        ),
      )
    : [];
  if (json) console.log(JSON.stringify(spent));
  else {
    for (const line of spentLines(spent)) console.log(line);
  }
  return 0;
}
