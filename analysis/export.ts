import { join } from "node:path";
import { COMMON_OPTIONS, CommandError, command } from "./command.ts";
import { DATABASE_FILE, withDatabase } from "./database.ts";
import { type ExportFormat, exportTables } from "./export/export-tables.ts";
import { plainErrors } from "./load/settings.ts";

await command(import.meta.url, {
  usage: "DIR [--format parquet|csv]",
  summary:
    "Writes every table below DIR, <table>/ingest_date=YYYY-MM-DD/: the layout that the deployment's Athena tables read. An earlier export is replaced.",
  options: {
    format: {
      type: "string",
      default: "parquet",
      value: "NAME",
      help: "parquet or csv (default parquet; Athena reads parquet)",
    },
    db: { type: "string", value: "FILE", help: `the database (default ${DATABASE_FILE} in the data folder)` },
    datas: COMMON_OPTIONS.datas,
  },
  positionals: { min: 1, max: 1 },
  async run({ format, db, datas }, [folder]) {
    if (format !== "parquet" && format !== "csv") {
      throw new CommandError(`Expected parquet or csv for --format, found ${format}.`);
    }
    const database = db ?? join(datas, DATABASE_FILE);
    const done = await plainErrors(folder!, () =>
      withDatabase(database, { readOnly: true }, (connection) =>
        exportTables(connection, folder!, format satisfies ExportFormat),
      ),
    );
    for (const { table, rows, partitions } of done) {
      console.log(`${table}: ${rows} rows, ${partitions} ${partitions === 1 ? "day" : "days"}`);
    }
    return 0;
  },
});
