import { join } from "node:path";
import { counted } from "../core/counted.ts";
import { type ExportFormat, exportTables } from "./export/export-tables.ts";
import { uploadExport } from "./export/upload-export.ts";
import { updateOlderTables } from "./people/update-older-tables.ts";
import { DATABASE_FILE, withDatabase } from "./tables/database.ts";
import { plainErrors } from "./tables/load/settings.ts";
import { withTarget } from "./target/target.ts";
import { CommandError, command } from "./terminal/command.ts";

command({
  usage: "DIR [--format parquet|csv] [--upload]",
  summary:
    "Writes every table below DIR, <table>/ingest_date=YYYY-MM-DD/: the layout that the deployment's Athena tables read.\n" +
    "An earlier export is replaced.",
  options: {
    format: {
      type: "string",
      default: "parquet",
      value: "NAME",
      help: "parquet or csv (default parquet; Athena reads parquet)",
    },
    db: { type: "string", value: "FILE", help: `the database (default ${DATABASE_FILE} in the data folder)` },
    upload: { type: "boolean", help: "put it under exports/ of the bucket too, where Athena reads it" },
  },
  positionals: { min: 1, max: 1 },
  async run({ format, db, datas, upload, ...options }, [folder]) {
    if (format !== "parquet" && format !== "csv") {
      throw new CommandError(`Unknown --format ${format}. It takes: parquet, csv.`);
    }
    if (upload && format !== "parquet") {
      throw new CommandError(`--upload takes --format parquet only, not ${format}: Athena reads parquet.`);
    }
    if (db === undefined) await updateOlderTables(datas);
    const database = db ?? join(datas, DATABASE_FILE);
    const done = await plainErrors(folder!, () =>
      withDatabase(database, { readOnly: true }, (connection) =>
        exportTables(connection, folder!, format satisfies ExportFormat),
      ),
    );
    for (const { table, rows, partitions } of done) {
      console.log(`${table}: ${counted(rows, "row")}, ${counted(partitions, "day")}`);
    }
    if (!upload) return 0;
    const { sent, unchanged, deleted } = await withTarget(options, (target) =>
      uploadExport(target, folder!, done),
    );
    console.log(`exports/ of the bucket: ${sent} files sent, ${unchanged} unchanged, ${deleted} deleted`);
    return 0;
  },
});
