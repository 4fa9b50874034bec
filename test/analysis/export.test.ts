import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { exportTables } from "../../analysis/export/export-tables.ts";
import { rows, withDatabase } from "../../analysis/tables/database.ts";
import { loadFolder } from "../../analysis/tables/load/load-folder.ts";
import { exportedTables } from "../../analysis/tables/schema/athena.ts";
import { writePhotos } from "../../bench/synthetic-results.ts";
import { FIRST_INGEST_DATE } from "../../core/ingest-dates.ts";
import { runCommand, temporaryFolder, write } from "./load-helpers.ts";

/** Records end a minute apart, so these are on three days. */
const DAYS = [0, 1440, 2880];

async function loaded() {
  const root = temporaryFolder();
  const datas = join(root, "datas");
  for (const first of DAYS) writePhotos(datas, 4, first);
  const database = join(root, "faces.duckdb");
  await withDatabase(database, {}, async (connection) => {
    await loadFolder(connection, { datas });
    await connection.run(
      `INSERT INTO people BY NAME SELECT face_id, 'p' || row_number() OVER (ORDER BY face_id) AS person FROM faces WHERE kept`,
    );
  });
  return { root, datas, database, out: join(root, "out") };
}

const filesOf = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort();

const exported = (database: string, out: string, format: "parquet" | "csv" = "parquet") =>
  withDatabase(database, { readOnly: true }, (connection) => exportTables(connection, out, format));

test.each(["parquet", "csv"] as const)("every row of every table is in its day's %s file", async (format) => {
  const { database, out } = await loaded();
  await exported(database, out, format);
  expect(filesOf(join(out, "photos"))).toEqual(
    ["2026-01-01", "2026-01-02", "2026-01-03"].map((day) => `ingest_date=${day}/data.${format}`),
  );
  await withDatabase(database, { readOnly: true }, async (connection) => {
    for (const { name, columns } of await exportedTables()) {
      if (filesOf(join(out, name)).length === 0) {
        expect([name, await rows(connection, `FROM ${name}`)]).toEqual([name, []]);
        continue;
      }
      const names = columns.map((column) => `"${column.name}"`).join();
      const types = columns.map(({ name: column, type }) => `'${column}': '${type}'`).join();
      const options =
        format === "csv"
          ? `, columns = {${types}}, header = true, delim = ',', quote = '"', escape = '"', auto_detect = false`
          : "";
      const read = `read_${format}('${join(out, name, "*/*")}', hive_partitioning = true${options})`;
      const back = await rows(connection, `SELECT ${names} FROM ${read} ORDER BY ALL`);
      expect(back).toEqual(await rows(connection, `SELECT ${names} FROM ${name} ORDER BY ALL`));
    }
    const days = await rows(
      connection,
      `SELECT count(*) AS wrong FROM read_${format}('${join(out, "photos/*/*")}', hive_partitioning = true) WHERE ingest_date::DATE <> analysed_at::DATE`,
    );
    expect(days).toEqual([{ wrong: 0 }]);
  });
});

test("the same rows give the same bytes", async () => {
  const { root, database, out } = await loaded();
  await exported(database, out);
  await exported(database, join(root, "again"));
  const files = filesOf(out);
  expect(files.length).toBeGreaterThan(15);
  expect(filesOf(join(root, "again"))).toEqual(files);
  for (const file of files) {
    expect(readFileSync(join(out, file)).equals(readFileSync(join(root, "again", file)))).toBe(true);
  }
});

test("a day that is gone from the tables is gone from the next export", async () => {
  const { database, out } = await loaded();
  await exported(database, out);
  await withDatabase(database, {}, async (connection) => {
    await connection.run("DELETE FROM photos WHERE analysed_at < TIMESTAMP '2026-01-02'");
  });
  await exported(database, out);
  expect(readdirSync(join(out, "photos"))).toEqual(["ingest_date=2026-01-02", "ingest_date=2026-01-03"]);
  expect(readdirSync(out)).not.toContain(".preparing");
});

test("a row of a date for which Athena does not look is in the nearest folder that it finds", async () => {
  const { database, out } = await loaded();
  await withDatabase(database, {}, async (connection) => {
    await connection.run(
      "UPDATE photos SET analysed_at = TIMESTAMP '1970-01-01' WHERE analysed_at < '2026-01-02'",
    );
    await connection.run(
      "UPDATE photos SET analysed_at = TIMESTAMP '2999-01-01' WHERE analysed_at >= '2026-01-03'",
    );
  });
  const before = new Date().toISOString().slice(0, 10);
  await exported(database, out);
  const [first, second, last = ""] = readdirSync(join(out, "photos"));
  expect([first, second]).toEqual([`ingest_date=${FIRST_INGEST_DATE}`, "ingest_date=2026-01-02"]);
  expect(last >= `ingest_date=${before}` && last < "ingest_date=2999").toBe(true);
});

test("a folder that holds anything else is left alone", async () => {
  const { database, out } = await loaded();
  write(out, "photos/holiday.jpg", "mine");
  await expect(exported(database, out)).rejects.toThrow(
    /photos holds holiday.jpg, which is not from an earlier export/,
  );
  expect(filesOf(out)).toEqual(["photos/holiday.jpg"]);
});

test("the command tells what it wrote and refuses other formats", async () => {
  const { database, out } = await loaded();
  const good = runCommand("analysis/export.ts", out, "--db", database);
  expect(good).toMatchObject({ status: 0, stderr: "" });
  expect(good.stdout).toMatch(/^photos: 12 rows, 3 days$/m);
  const bad = runCommand("analysis/export.ts", out, "--db", database, "--format", "xml");
  expect(bad).toMatchObject({ status: 2, stderr: "Unknown --format xml. It takes: parquet, csv.\n" });
});
