import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { DuckDBConnection } from "@duckdb/node-api";

const TABLE_FILES = ["photos", "faces", "searches", "people", "ledger", "files"];
const VIEW_FILES = ["views"];

/** Everything but the ledger can be made again from the files; the ledger's own rows must outlive a new schema. */
const LEDGER = "api_calls";

const read = (name: string) => readFileSync(new URL(`./${name}.sql`, import.meta.url), "utf8");

/**
 * Brings the database to the tables and views of this folder's SQL. Nothing happens when it has them already.
 * When it has older ones, all tables are made again, empty (the next load or sync fills them from the files),
 * except that the ledger keeps the calls that no file tells.
 */
export async function applySchema(connection: DuckDBConnection): Promise<void> {
  const sql = [...TABLE_FILES, ...VIEW_FILES].map(read).join("\n");
  const version = createHash("sha256").update(sql).digest("hex");
  const found = await currentVersion(connection);
  if (found === version) return;
  await connection.run("BEGIN");
  if (found !== undefined) await dropAll(connection);
  await connection.run(sql);
  if (found !== undefined) await keepLedger(connection);
  await connection.run("CREATE OR REPLACE TABLE schema_version (version VARCHAR NOT NULL)");
  await connection.run(
    `COMMENT ON TABLE schema_version IS 'Internal: which tables and views this database has';
     COMMENT ON COLUMN schema_version.version IS 'SHA-256 of their SQL'`,
  );
  await connection.run("INSERT INTO schema_version VALUES ($1)", [version]);
  await connection.run("COMMIT");
}

async function currentVersion(connection: DuckDBConnection): Promise<string | undefined> {
  const tables = await connection.runAndReadAll(
    "SELECT 1 FROM duckdb_tables() WHERE table_name = 'schema_version'",
  );
  if (tables.currentRowCount === 0) return undefined;
  const rows = await connection.runAndReadAll("SELECT version FROM schema_version");
  return String(rows.getRows()[0]?.[0] ?? "");
}

async function dropAll(connection: DuckDBConnection): Promise<void> {
  const objects = await connection.runAndReadAll(
    `SELECT 'VIEW', view_name FROM duckdb_views() WHERE NOT internal
     UNION ALL SELECT 'TABLE', table_name FROM duckdb_tables() WHERE NOT internal AND table_name <> '${LEDGER}'`,
  );
  for (const [kind, name] of objects.getRows()) {
    await connection.run(`DROP ${kind} IF EXISTS "${String(name).replaceAll('"', '""')}"`);
  }
  await connection.run(`DROP TABLE IF EXISTS old_ledger`);
  await connection.run(`ALTER TABLE ${LEDGER} RENAME TO old_ledger`);
}

async function keepLedger(connection: DuckDBConnection): Promise<void> {
  await connection.run(`INSERT INTO ${LEDGER} BY NAME SELECT * FROM old_ledger WHERE source <> 'pipeline'`);
  await connection.run("DROP TABLE old_ledger");
}
