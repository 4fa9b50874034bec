import { statSync } from "node:fs";
import { join } from "node:path";
import { decisionsPath } from "../people/decision-ledger.ts";
import { peoplePath } from "../people/person-ids.ts";
import { DATABASE_FILE, withDatabase } from "../tables/database.ts";

/** What people are made of besides the tables: decisions, and the groups of the last run. */
const MADE_OF = [decisionsPath, peoplePath];

/** Writes the report again where somebody has decided about people since it was written; no target is needed. */
export async function updateReport(datas: string): Promise<boolean> {
  const written = modified(join(datas, "report.html"));
  if (MADE_OF.every((pathIn) => modified(pathIn(datas)) <= written)) return false;
  // Loaded only now: the report brings the charts.
  const [{ updatePeople }, { writeReport }] = await Promise.all([
    import("../people/update-people.ts"),
    import("../report/write-report.ts"),
  ]);
  await withDatabase(join(datas, DATABASE_FILE), {}, (connection) => updatePeople(connection, { datas }));
  await writeReport({ datas });
  return true;
}

/** Milliseconds since 1970; 0 where there is no such file. */
const modified = (path: string) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
