import { createHash } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type AppendLog, openAppendLog } from "../common/append-log.ts";
import { type BlobFile, type BlobRange, openBlobFile } from "./blob-file.ts";
import type { Ending, Execution } from "./execution.ts";
import type { HistoryEvent } from "./history.ts";

/** What is read from disk when somebody asks. */
export interface ExecutionDetails {
  input: string;
  ending: Ending;
  history: HistoryEvent[];
}

type Entry =
  | { started: { name: string; at: number; input: string } }
  | { ended: { name: string; at: number; status: Ending["status"]; place: BlobRange } }
  | { redriven: { name: string; at: number; input: string } }
  /** All in one, after compaction. */
  | { done: Execution & { object?: string } };

/**
 * Executions, kept in two files under `root`: an index that is read whole at start, and the details of ended ones.
 * Whatever was started and has not ended is RUNNING again after a restart.
 */
export class ExecutionStore {
  /** In the order they were started. */
  readonly all: Execution[] = [];
  readonly #byName = new Map<string, Execution>();
  /** Objects that some execution was started for. */
  readonly #objects = new Map<string, string>();
  #index!: AppendLog<Entry>;
  #details!: BlobFile;

  static async open(root: string): Promise<ExecutionStore> {
    await mkdir(root, { recursive: true });
    const store = new ExecutionStore();
    let entries = 0;
    store.#index = await openAppendLog<Entry>(join(root, "index.ndjson"), {
      onEntry: (entry) => {
        entries++;
        store.#apply(entry);
      },
    });
    store.#details = await openBlobFile(join(root, "details.gz"));
    const wasted = entries - store.all.length;
    if (wasted > 100 && wasted > store.all.length / 2) await store.#index.rewrite(store.#compacted());
    return store;
  }

  get(name: string): Execution | undefined {
    return this.#byName.get(name);
  }

  unfinished(): Execution[] {
    return this.all.filter(({ status }) => status === "RUNNING");
  }

  /** True when some execution was ever started for these bytes under this key. */
  knows(bucket: string, key: string, etag: string): boolean {
    return this.#objects.has(fingerprint(bucket, key, etag));
  }

  async start(name: string, input: string): Promise<Execution> {
    const started = { name, at: Date.now(), input };
    this.#apply({ started });
    await this.#index.append({ started });
    return this.#byName.get(name)!;
  }

  async end(execution: Execution, ending: Ending, history: HistoryEvent[]): Promise<void> {
    const details: ExecutionDetails = { input: execution.input ?? "{}", ending, history };
    const place = await this.#details.append(JSON.stringify(details));
    const ended = { name: execution.name, at: Date.now(), status: ending.status, place };
    // On the disk first: an execution that is seen to have ended stays so, whatever happens to this process.
    await this.#index.append({ ended });
    this.#apply({ ended });
  }

  /** Has an execution that ended run again. */
  async redrive(execution: Execution): Promise<void> {
    const { input } = (await this.details(execution))!;
    const redriven = { name: execution.name, at: Date.now(), input };
    this.#apply({ redriven });
    await this.#index.append({ redriven });
  }

  async details({ place }: Execution): Promise<ExecutionDetails | undefined> {
    return place && (JSON.parse(await this.#details.read(place)) as ExecutionDetails);
  }

  async close(): Promise<void> {
    await this.#index.close();
    await this.#details.close();
  }

  #apply(entry: Entry): void {
    if ("started" in entry) {
      const { name, at, input } = entry.started;
      this.#add({ name, status: "RUNNING", startedAt: at, input }, objectOf(input));
    } else if ("done" in entry) {
      const { object, ...execution } = entry.done;
      this.#add(execution, object);
    } else if ("redriven" in entry) {
      const { name, at, input } = entry.redriven;
      const execution = this.#byName.get(name);
      if (!execution) return;
      const redriveCount = (execution.redriveCount ?? 0) + 1;
      Object.assign(execution, { status: "RUNNING", redrivenAt: at, redriveCount, input });
      delete execution.endedAt;
    } else {
      const { name, at, status, place } = entry.ended;
      const execution = this.#byName.get(name);
      if (!execution) return;
      Object.assign(execution, { status, endedAt: at, place });
      delete execution.input;
    }
  }

  #add(execution: Execution, object: string | undefined): void {
    this.all.push(execution);
    this.#byName.set(execution.name, execution);
    if (object !== undefined) this.#objects.set(object, execution.name);
  }

  *#compacted(): Iterable<Entry> {
    const objects = new Map([...this.#objects].map(([object, name]) => [name, object]));
    for (const execution of this.all) {
      const object = objects.get(execution.name);
      yield { done: { ...execution, ...(object !== undefined && { object }) } };
    }
  }
}

interface ObjectInput {
  detail?: { bucket?: { name?: string }; object?: { key?: string; etag?: string } };
}

function objectOf(input: string): string | undefined {
  const { bucket, object } = (JSON.parse(input) as ObjectInput | null)?.detail ?? {};
  if (bucket?.name === undefined || object?.key === undefined || object.etag === undefined) return undefined;
  return fingerprint(bucket.name, object.key, object.etag);
}

/** Short, since it is kept for every execution; 90 bits do not meet by chance. */
function fingerprint(bucket: string, key: string, etag: string): string {
  const whole = JSON.stringify([bucket, key, etag.replaceAll('"', "")]);
  return createHash("sha256").update(whole).digest("base64url").slice(0, 15);
}
