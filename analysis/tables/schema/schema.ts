import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { DuckDBConnection } from "@duckdb/node-api";

const TABLE_FILES = ["photos", "faces", "searches", "people", "ledger", "files"];
const VIEW_FILES = ["views"];

/**
 * Everything else can be made again from the files. Of the ledger, what files do not tell must outlive a new schema;
 * so must the folder that the tables were loaded from, or nothing would fill them again.
 */
const KEPT: Record<string, string> = { api_calls: "WHERE source <> 'pipeline'", source: "" };

const read = (name: string) => readFileSync(new URL(`./${name}.sql`, import.meta.url), "utf8");

/**
 * Brings the database to the tables and views of this folder's SQL. Nothing happens when it has them already.
 * When it has older ones, they are made again, empty (the next load or sync fills them from the files), except for
 * what no file tells. Tables and views that somebody made for themselves stay.
 */
export async function applySchema(connection: DuckDBConnection): Promise<void> {
  const [sql, version] = schema();
  const found = await currentVersion(connection);
  if (found === version) return;
  await connection.run("BEGIN");
  const kept = found === undefined ? [] : await keptTables(connection);
  if (found !== undefined) await dropAll(connection, kept);
  await connection.run(sql);
  await takeOver(connection, kept);
  await connection.run("CREATE OR REPLACE TABLE schema_version (version VARCHAR NOT NULL)");
  await connection.run(
    `COMMENT ON TABLE schema_version IS 'Internal: which tables and views this database has';
     COMMENT ON COLUMN schema_version.version IS 'SHA-256 of their SQL'`,
  );
  await connection.run("INSERT INTO schema_version VALUES ($1)", [version]);
  await connection.run("COMMIT");
}

/** Whether the database has today's tables; one that has none of ours is not older. */
export async function isOlder(connection: DuckDBConnection): Promise<boolean> {
  const found = await currentVersion(connection);
  return found !== undefined && found !== schema()[1];
}

function schema(): [sql: string, version: string] {
  const sql = [...TABLE_FILES, ...VIEW_FILES].map(read).join("\n");
  return [sql, createHash("sha256").update(sql).digest("hex")];
}

async function currentVersion(connection: DuckDBConnection): Promise<string | undefined> {
  const tables = await connection.runAndReadAll(
    "SELECT 1 FROM duckdb_tables() WHERE table_name = 'schema_version'",
  );
  if (tables.currentRowCount === 0) return undefined;
  const rows = await connection.runAndReadAll("SELECT version FROM schema_version");
  return String(rows.getRows()[0]?.[0] ?? "");
}

/** Those of {@link KEPT} that this database has: very old ones lack some. */
async function keptTables(connection: DuckDBConnection): Promise<string[]> {
  const reader = await connection.runAndReadAll("SELECT table_name FROM duckdb_tables() WHERE NOT internal");
  return reader
    .getRows()
    .map(([name]) => String(name))
    .filter((name) => name in KEPT);
}

/** Ours have a comment, all of them; what somebody made for themselves has none. */
async function dropAll(connection: DuckDBConnection, kept: string[]): Promise<void> {
  const objects = await connection.runAndReadAll(
    `SELECT 'VIEW', view_name FROM duckdb_views() WHERE NOT internal AND comment IS NOT NULL
     UNION ALL SELECT 'TABLE', table_name FROM duckdb_tables()
     WHERE NOT internal AND comment IS NOT NULL AND table_name NOT IN ('${kept.join("', '")}')`,
  );
  for (const [kind, name] of objects.getRows()) {
    await connection.run(`DROP ${kind} IF EXISTS "${String(name).replaceAll('"', '""')}"`);
  }
  for (const name of kept) await connection.run(`ALTER TABLE ${name} RENAME TO old_${name}`);
}

async function takeOver(connection: DuckDBConnection, kept: string[]): Promise<void> {
  for (const name of kept) {
    await connection.run(`INSERT INTO ${name} BY NAME SELECT * FROM old_${name} ${KEPT[name]}`);
    await connection.run(`DROP TABLE old_${name}`);
  }
}
