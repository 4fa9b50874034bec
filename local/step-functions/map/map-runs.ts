import { createHash } from "node:crypto";
import { join } from "node:path";
import { type AppendLog, openAppendLog } from "../../common/append-log.ts";

export type MapRunStatus = "RUNNING" | "SUCCEEDED" | "FAILED" | "ABORTED";

const COUNTS = [
  "pending",
  "running",
  "succeeded",
  "failed",
  "timedOut",
  "aborted",
  "total",
  "resultsWritten",
] as const;
export type Counts = Record<(typeof COUNTS)[number], number>;
export const noCounts = () => Object.fromEntries(COUNTS.map((name) => [name, 0])) as Counts;

/** One run of a Distributed Map. */
export interface MapRun {
  id: string;
  /** The state machine whose map it is, and the execution's name. */
  machine: string;
  execution: string;
  label: string;
  status: MapRunStatus;
  /** Milliseconds. */
  startedAt: number;
  endedAt?: number;
  maxConcurrency: number;
  toleratedFailurePercentage: number;
  items: Counts;
  executions: Counts;
  redriveCount: number;
  redrivenAt?: number;
}

/** Counts a child and its items under its new status; `from` is undefined for a new child. */
export function count(run: MapRun, items: number, from: keyof Counts | undefined, to: keyof Counts): void {
  for (const [counts, by] of [
    [run.items, items],
    [run.executions, 1],
  ] as const) {
    counts[from ?? "total"] += from === undefined ? by : -by;
    counts[to] += by;
  }
}

/** One per execution: a run that goes on after a restart, or is redriven, is the same one, with the same children. */
export function mapRunId(execution: string): string {
  const hex = createHash("sha256").update(execution).digest("hex");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}

/** The map runs there were, kept in a file; counts of one that runs are as of now only in memory. */
export class MapRuns {
  readonly #runs = new Map<string, MapRun>();
  #log!: AppendLog<MapRun>;

  static async open(root: string): Promise<MapRuns> {
    const runs = new MapRuns();
    runs.#log = await openAppendLog<MapRun>(join(root, "map-runs.ndjson"), {
      onEntry: (run) => runs.#runs.set(run.id, run),
    });
    return runs;
  }

  get(id: string): MapRun | undefined {
    return this.#runs.get(id);
  }

  of(execution: string): MapRun[] {
    return [...this.#runs.values()].filter((run) => run.execution === execution);
  }

  async save(run: MapRun): Promise<void> {
    this.#runs.set(run.id, run);
    await this.#log.append(run);
  }

  close(): Promise<void> {
    return this.#log.close();
  }
}
