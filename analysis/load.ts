import { join } from "node:path";
import { counted } from "../core/counted.ts";
import { type CopiedDecisions, copyDecisions } from "./people/copy-decisions.ts";
import { DATABASE_FILE, withDatabase } from "./tables/database.ts";
import { loadSource } from "./tables/load/load-source.ts";
import { LOAD_SETTINGS, plainErrors } from "./tables/load/settings.ts";
import { claimSource } from "./tables/load/source.ts";
import { summaryText } from "./tables/load/summary.ts";
import { command } from "./terminal/command.ts";
import { startProgress } from "./terminal/progress.ts";

command({
  usage: "DIR [--searches DIR] [--db FILE]",
  summary:
    "Loads a folder of results (detect-faces/, index-faces/, keep-faces/, thumbnails/, photos/, searches/) into the database. Only what changed since the last time is read.",
  options: {
    searches: { type: "string", value: "DIR", help: "a folder of searches, <name>/<FaceId>.json each" },
    replace: { type: "boolean", help: "replace the results of another folder in the database" },
    db: { type: "string", value: "FILE", help: `the database (default ${DATABASE_FILE} in the data folder)` },
  },
  positionals: { min: 1, max: 1 },
  async run({ searches, replace, db, datas }, [folder]) {
    const path = db ?? join(datas, DATABASE_FILE);
    const wanted = { folder: folder!, ...(searches !== undefined && { searches }) };
    const progress = startProgress("load", 0);
    const summary = await plainErrors(path, () =>
      withDatabase(path, { settings: LOAD_SETTINGS }, async (connection) => {
        const source = await claimSource(connection, path, wanted, { replace });
        return await loadSource(connection, path, source, progress.update);
      }),
    );
    progress.end();
    console.log(summaryText(summary));
    // Decisions belong to a data folder; a database elsewhere has none of its own.
    if (db === undefined) {
      for (const line of decisionLines(await copyDecisions(folder!, datas), folder!, datas))
        console.log(line);
    }
    return summary.bad.length > 0 ? 1 : 0;
  },
});

function decisionLines({ copied, left }: CopiedDecisions, folder: string, datas: string): string[] {
  const decisions = (count: number) => `${counted(count, "decision")} about people`;
  if (copied > 0) return [`${decisions(copied)} copied`];
  if (left === 0) return [];
  return [`${decisions(left)} of ${folder} not copied: others were made in ${datas}`];
}
