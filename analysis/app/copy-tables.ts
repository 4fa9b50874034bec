import { setTimeout as sleep } from "node:timers/promises";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { connect, rows } from "../tables/database.ts";
import { asDuckDBError, type DuckDBError } from "../tables/duckdb-error.ts";
import { applySchema } from "../tables/schema/schema.ts";

/** The tables that the page needs; landmarks, by far the largest, is not among them. */
const TABLES = ["photos", "faces", "emotions", "matches", "searches", "people", "source"];

/** A run that writes holds the file for its whole load; it is waited for. Milliseconds. */
const PATIENCE = 120_000;

export interface TablesCopy {
  connection: DuckDBConnection;
  /** The same for the same faces, searches and photos. */
  fingerprint: string;
  close(): void;
}

/**
 * The tables in memory. The file is open, read-only, for no longer than it takes to copy, so that other commands can
 * write to it while the app runs.
 */
export async function copyTables(path: string): Promise<TablesCopy> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await connect(instance);
  await applySchema(connection);
  await attach(connection, path);
  try {
    const fingerprint = await fingerprintOf(connection, "file.");
    for (const table of TABLES) {
      await connection.run(`INSERT INTO ${table} BY NAME SELECT * FROM file.${table}`);
    }
    return {
      connection,
      fingerprint,
      close() {
        connection.closeSync();
        instance.closeSync();
      },
    };
  } finally {
    await connection.run("DETACH file");
  }
}

/** @param from `file.` for the tables of an attached database */
export async function fingerprintOf(connection: DuckDBConnection, from = ""): Promise<string> {
  const [row] = await rows<Record<string, string>>(
    connection,
    `SELECT
  (SELECT (count(*), bit_xor(hash(face_key, face_id, kept))) FROM ${from}faces)::VARCHAR AS faces,
  (SELECT (count(*), bit_xor(hash(photo, status, etag))) FROM ${from}photos)::VARCHAR AS photos,
  (SELECT (count(*), bit_xor(hash(face_id, match_face_id, similarity))) FROM ${from}matches)::VARCHAR AS matches,
  (SELECT count(*) FROM ${from}searches)::VARCHAR AS searches`,
  );
  return JSON.stringify(row);
}

async function attach(connection: DuckDBConnection, path: string): Promise<void> {
  const until = Date.now() + PATIENCE;
  for (;;) {
    try {
      await connection.run(`ATTACH '${path.replaceAll("'", "''")}' AS file (READ_ONLY)`);
      return;
    } catch (error) {
      const known = asDuckDBError(error);
      // Another process has the file locked.
      if (Date.now() > until || (known as DuckDBError).code !== "EAGAIN") throw known;
      await sleep(200);
    }
  }
}
