import { mkdir } from "node:fs/promises";
import type { Server } from "node:http";
import { createRequire } from "node:module";
import type { Handler } from "../gateway/server.ts";
import { ACCOUNT, REGION } from "../names.ts";

/** The part of dynalite's store that is used here. It has no types of its own. */
interface Store {
  tableDb: {
    get(name: string, callback: (error: unknown, table?: { TableStatus: string }) => void): void;
    put(name: string, table: unknown, callback: (error: unknown) => void): void;
  };
  lifecycleManager: { gracefulClose(): Promise<void> };
}
interface DynaliteOptions {
  path: string;
  createTableMs: number;
  deleteTableMs: number;
  updateTableMs: number;
}

export interface DynamoDb {
  handle: Handler;
  /** Finishes a CreateTable that a killed process left half done: dynalite would wait for it for ever. */
  repair(table: string): Promise<void>;
  close(): Promise<void>;
}

/** DynamoDB by dynalite, kept in a LevelDB under `root`. What was answered survives a killed process. */
export async function openDynamoDb(root: string): Promise<DynamoDb> {
  await mkdir(root, { recursive: true });
  const options = { path: root, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 };
  const { server, store } = create(options);
  return {
    handle: (request, response) => {
      server.emit("request", request, response);
    },
    repair: (name) =>
      new Promise((resolve, reject) => {
        store.tableDb.get(name, (_absent, table) => {
          if (table?.TableStatus !== "CREATING") return resolve();
          const settled = (error: unknown) => (error ? reject(error) : resolve());
          store.tableDb.put(name, { ...table, TableStatus: "ACTIVE" }, settled);
        });
      }),
    // The server never listens, and then its own close would leave the database open: close that one.
    close: () => store.lifecycleManager.gracefulClose(),
  };
}

/** dynalite gives its server but not its store, so the store is caught where it is made. */
function create(options: DynaliteOptions): { server: Server; store: Store } {
  const require = createRequire(import.meta.url);
  const db = require("dynalite/db") as { create(options: DynaliteOptions): Store };
  const dynalite = require("dynalite") as (options: DynaliteOptions) => Server;
  const { create } = db;
  const environment = { AWS_ACCOUNT_ID: ACCOUNT, AWS_REGION: REGION };
  const saved = Object.keys(environment).map((name) => [name, process.env[name]] as const);
  let store: Store | undefined;
  db.create = (given) => {
    store = create(given);
    return store;
  };
  try {
    Object.assign(process.env, environment); // Read once, for the table's ARN.
    const server = dynalite(options);
    return { server, store: store! };
  } finally {
    db.create = create;
    for (const [name, value] of saved) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}
