import { accessSync, constants, existsSync, mkdirSync, rmSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type DuckDBConnection, DuckDBInstance, type DuckDBValue, type Json } from "@duckdb/node-api";
import { commandLine } from "../../core/command-line.ts";
import { CommandError } from "../terminal/command.ts";
import { asDuckDBError } from "./duckdb-error.ts";
import { applySchema } from "./schema/schema.ts";
import { toJson } from "./to-json.ts";

/** Where a data folder keeps its database. */
export const DATABASE_FILE = "faces.duckdb";

/** Another process that writes for a moment is waited for, this many milliseconds. */
const LOCK_PATIENCE = 3000;

export interface DatabaseOptions {
  /** Open without the right to write; the file must exist. */
  readOnly?: boolean;
  /** Further DuckDB settings, such as `memory_limit`. */
  settings?: Record<string, string>;
}

/**
 * Opens the database, brings it to the newest schema (unless read-only), and closes it after `use`.
 * @throws CommandError when it is missing (read-only), in use by another process, or cannot be written.
 */
export async function withDatabase<T>(
  path: string,
  { readOnly = false, settings = {} }: DatabaseOptions,
  use: (connection: DuckDBConnection) => Promise<T>,
): Promise<T> {
  if (readOnly && path !== ":memory:") assertDatabase(path);
  const instance = await open(path, { ...(readOnly ? { access_mode: "READ_ONLY" } : {}), ...settings });
  try {
    const connection = await connect(instance);
    try {
      if (!readOnly) await applySchema(connection);
      return await use(connection);
    } catch (error) {
      throw asDuckDBError(error);
    } finally {
      connection.closeSync();
    }
  } finally {
    instance.closeSync();
  }
}

/** @throws CommandError where there is none */
export function assertDatabase(path: string): void {
  if (existsSync(path) && !isEmpty(path)) return;
  throw new CommandError(
    `No database at ${path}. Make it first: ${commandLine("start")} DIR (from photos), ${commandLine("sync")} (from the bucket) or ${commandLine("load")} DIR (from a folder of results).`,
  );
}

/** A connection whose errors carry codes, see {@link asDuckDBError}. */
export async function connect(instance: DuckDBInstance): Promise<DuckDBConnection> {
  const connection = await instance.connect();
  await connection.run("SET errors_as_json = true");
  return connection;
}

/** A file without a byte is what a full disk leaves of a new database: there is none yet. */
const isEmpty = (path: string) => existsSync(path) && statSync(path).size === 0;

async function open(path: string, settings: Record<string, string>): Promise<DuckDBInstance> {
  const until = Date.now() + LOCK_PATIENCE;
  let wasEmpty = false;
  for (;;) {
    try {
      if (path !== ":memory:") mkdirSync(dirname(path), { recursive: true });
      return await DuckDBInstance.create(path, settings);
    } catch (error) {
      const { message } = error as Error;
      // Of what it cannot open DuckDB says so in words alone.
      const isLocked = message.includes("Conflicting lock");
      if (isLocked && Date.now() < until) await sleep(200);
      else if (isLocked) {
        throw new CommandError(
          `${path} is in use by another program (${owner(message)}): end it, then try again.`,
        );
      } else if (isEmpty(path)) {
        rmSync(path, { force: true });
        if (wasEmpty) throw cannotOpen(path, message);
        wasEmpty = true;
      } else throw cannotOpen(path, message);
    }
  }
}

const cannotOpen = (path: string, message: string) =>
  new CommandError(
    isWritable(path)
      ? `Cannot open the database ${path}: ${message.split("\n")[0]}. If it is damaged, delete it and make it again: ${commandLine("sync")}, or ${commandLine("load")} DIR`
      : `Cannot open the database ${path}: you may only read it. Change its permissions, or copy its folder and give the copy with --datas.`,
  );

function isWritable(path: string): boolean {
  try {
    for (const each of [path, dirname(path)]) if (existsSync(each)) accessSync(each, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

const owner = (message: string) => /PID \d+/.exec(message)?.[0] ?? "unknown";

/** Runs one statement with bound values (`$1`, `$2`, … or `$name`). */
export async function run(
  connection: DuckDBConnection,
  sql: string,
  values?: DuckDBValue[] | Record<string, DuckDBValue>,
): Promise<void> {
  await connection.run(sql, values).catch((error) => {
    throw asDuckDBError(error, sql);
  });
}

/** The rows of a query as objects of JSON values, see {@link toJson}; `values` are bound to `$1`, `$2`, … or `$name`. */
export async function rows<T = Record<string, Json>>(
  connection: DuckDBConnection,
  sql: string,
  values?: DuckDBValue[] | Record<string, DuckDBValue>,
): Promise<T[]> {
  const reader = await connection.runAndReadAll(sql, values).catch((error) => {
    throw asDuckDBError(error, sql);
  });
  return reader.convertRowObjects(toJson) as T[];
}

/** Runs `use` in one transaction: all of its changes are kept, or, when it throws, none. */
export async function transaction<T>(connection: DuckDBConnection, use: () => Promise<T>): Promise<T> {
  await connection.run("BEGIN");
  try {
    const result = await use();
    await connection.run("COMMIT");
    return result;
  } catch (error) {
    // After some errors DuckDB has already rolled back; the first error is the one to tell.
    await connection.run("ROLLBACK").catch(() => undefined);
    throw error;
  }
}
