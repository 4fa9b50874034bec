import { mkdir } from "node:fs/promises";
import type { IncomingHttpHeaders, Server } from "node:http";
import { createRequire } from "node:module";
import { Readable } from "node:stream";
import { LocalAwsError } from "../common/local-aws-error.ts";
import { ACCOUNT, REGION } from "../common/names.ts";

type Callback = (error: unknown) => void;
type Write = (...given: [...unknown[], Callback]) => void;
type Part = Record<"put" | "del" | "batch", Write>;

/** The part of dynalite's store that is used here. It has no types of its own. */
interface Store extends Record<"getItemDb" | "getIndexDb" | "getTagDb", (...names: string[]) => Part> {
  tableDb: Part & {
    get(name: string, callback: (error: unknown, table?: { TableStatus: string }) => void): void;
    put(name: string, table: unknown, callback: Callback): void;
  };
  db: { open(): Promise<void> };
  lifecycleManager: { gracefulClose(): Promise<void> };
}
interface DynaliteOptions {
  path: string;
  createTableMs: number;
  deleteTableMs: number;
  updateTableMs: number;
}

/** A request whose body has been read, and its answer. */
export interface DynaliteRequest {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export interface DynaliteResponse {
  status: number;
  headers: Record<string, string | number>;
  body: string;
}

export interface Dynalite {
  send(request: DynaliteRequest): Promise<DynaliteResponse>;
  /** Finishes a CreateTable that a killed process left half done: dynalite would wait for it for ever. */
  repair(table: string): Promise<void>;
  close(): Promise<void>;
}

/** dynalite without its port, kept in a LevelDB under `root`. What was answered survives a killed process. */
export async function openDynalite(root: string): Promise<Dynalite> {
  await mkdir(root, { recursive: true });
  const options = { path: root, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 };
  const { server, store } = create(options);
  // It opens by itself and tells nobody when that fails.
  await store.db.open().catch((error: Error) => {
    const cause = error.cause instanceof Error ? error.cause : error;
    throw new LocalAwsError(
      `The table in ${root} cannot be opened (${cause.message}). Restore that folder, or choose another with --state DIR.`,
      { cause },
    );
  });
  return {
    send: ({ body, ...head }) =>
      new Promise((resolve) => {
        const request = Object.assign(Readable.from(body.length > 0 ? [body] : []), head);
        const answer: DynaliteResponse = { status: 200, headers: {}, body: "" };
        server.emit("request", request, {
          set statusCode(status: number) {
            answer.status = status;
          },
          setHeader: (name: string, value: string | number) => {
            answer.headers[name.toLowerCase()] = value;
          },
          end: (body = "") => resolve(Object.assign(answer, { body })),
        });
      }),
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
    store = answering(create(given));
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

/** As DynamoDB answers what is its own fault; clients try again then. */
const FAULT = {
  statusCode: 500,
  body: {
    __type: "com.amazonaws.dynamodb.v20120810#InternalServerError",
    message: "The table could not be written",
  },
};

/** dynalite answers errors that have a status, and throws all others: a full disk would end the process. */
function answering(store: Store): Store {
  const known = new WeakSet<Part>();
  const guarded = (part: Part) => {
    if (known.has(part)) return part;
    known.add(part);
    for (const name of ["put", "del", "batch"] as const) {
      const write = part[name];
      part[name] = (...given) => {
        const done = given.pop() as Callback;
        write(...given, (error) => done(error instanceof Error ? Object.assign(error, FAULT) : error));
      };
    }
    return part;
  };
  guarded(store.tableDb);
  for (const name of ["getItemDb", "getIndexDb", "getTagDb"] as const) {
    const get = store[name];
    store[name] = (...names) => guarded(get(...names));
  }
  return store;
}
