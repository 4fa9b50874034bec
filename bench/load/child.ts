import { DuckDBInstance } from "@duckdb/node-api";
import { withDatabase } from "../../analysis/tables/database.ts";
import { loadFolder } from "../../analysis/tables/load/load-folder.ts";
import { LOAD_SETTINGS } from "../../analysis/tables/load/settings.ts";

/**
 * `child.ts load|read_json|read_json_typed INPUT DATABASE`: one way into DuckDB in a process of its own; prints
 * seconds, processor seconds and the most memory it held, megabytes.
 */
const [way, input, database] = process.argv.slice(2);
if (!input || !database) throw new Error("Usage: child.ts WAY INPUT DATABASE");

const started = performance.now();
if (way === "load") {
  await withDatabase(database, { settings: LOAD_SETTINGS }, (connection) =>
    loadFolder(connection, { datas: input }),
  );
} else {
  const instance = await DuckDBInstance.create(database);
  const connection = await instance.connect();
  let columns = "";
  if (way === "read_json_typed") {
    const described = await connection.runAndReadAll(
      `DESCRIBE FROM read_json('${input}', format = 'newline_delimited', sample_size = -1)`,
    );
    columns = `, columns = {${described.getRows().map(([name, type]) => `"${name}": '${type}'`)}}`;
  }
  const typed = performance.now();
  await connection.run(
    `CREATE TABLE answers AS FROM read_json('${input}', format = 'newline_delimited'${columns})`,
  );
  connection.closeSync();
  instance.closeSync();
  if (columns)
    console.error(`types found beforehand in ${((typed - started) / 1000).toFixed(2)} s, not counted`);
  finish(typed);
}
if (way === "load") finish(started);

function finish(since: number): void {
  const { user, system } = process.cpuUsage();
  console.log(
    JSON.stringify({
      seconds: (performance.now() - since) / 1000,
      processorSeconds: (user + system) / 1e6,
      megabytes: process.resourceUsage().maxRSS / 1024,
    }),
  );
}
