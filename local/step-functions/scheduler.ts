import type { Ending, Execution } from "./execution.ts";
import type { ExecutionStore } from "./execution-store.ts";
import { continued, type HistoryEvent, unfinishedState } from "./history.ts";
import { type RedrivePoint, type Run, runtimeFailure } from "./interpreter.ts";
import type { Trace } from "./trace.ts";

export interface SchedulerOptions {
  store: ExecutionStore;
  /** Begins an execution, or goes on with one that was redriven. */
  run(execution: Execution, from?: RedrivePoint): Run;
  /** Executions under way at once; the rest wait, oldest first. */
  concurrency: number;
  onEnded?(execution: Execution, input: string, ending: Ending): void;
  /** Fewer executions are under way, or wait, than before. */
  onCapacity?(): void;
  onFault(error: unknown): void;
}

/** Runs executions, a bounded number at a time. To the outside a waiting one is RUNNING too. */
export class Scheduler {
  readonly #options: SchedulerOptions;
  readonly #waiting = new Map<string, Execution>();
  readonly #running = new Map<string, Run>();
  readonly #from = new Map<string, RedrivePoint>();
  /** What StopExecution gave as the reason. */
  readonly #stops = new Map<string, { error?: string; cause?: string }>();
  readonly #unsettled = new Set<Promise<void>>();
  /** Callers that wait for the end of an execution. */
  readonly #awaited = new Map<string, () => void>();
  #closed = false;

  constructor(options: SchedulerOptions) {
    this.#options = options;
  }

  get running(): number {
    return this.#running.size;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  /** Has an execution run when its turn comes; one that was redriven goes on from where it stood. */
  async add(execution: Execution): Promise<void> {
    if (this.#running.has(execution.name)) return;
    const from = execution.place && unfinishedState(await this.#before(execution));
    if (from) this.#from.set(execution.name, from);
    this.#waiting.set(execution.name, execution);
    this.#next();
  }

  /** Runs an execution that ended once more, from where it stood. */
  async redrive(execution: Execution): Promise<void> {
    await this.#options.store.redrive(execution);
    await this.add(execution);
  }

  /** Until an execution has ended; one waits for it. */
  async ended(execution: Execution): Promise<void> {
    if (execution.status !== "RUNNING") return;
    await new Promise<void>((resolve) => {
      this.#awaited.set(execution.name, resolve);
    });
  }

  async stop(execution: Execution, reason: { error?: string; cause?: string }): Promise<void> {
    if (this.#waiting.delete(execution.name)) {
      await this.#end(execution, { status: "ABORTED", ...reason }, aborted(execution));
      this.#options.onCapacity?.();
      return;
    }
    this.#stops.set(execution.name, reason);
    this.#running.get(execution.name)?.abort();
  }

  /** The history so far. */
  async historyOf(execution: Execution): Promise<HistoryEvent[]> {
    const before = await this.#before(execution);
    if (execution.status !== "RUNNING") return before;
    const trace = this.#running.get(execution.name)?.trace ?? { events: [started(execution)], calls: [] };
    return continued(before, trace, execution.redriveCount ?? 0);
  }

  /** Starts nothing more. What runs stays RUNNING in the store, and runs again at the next start. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#waiting.clear();
    for (const { abort } of this.#running.values()) abort();
    await Promise.allSettled(this.#unsettled);
  }

  #next(): void {
    const { concurrency, onFault } = this.#options;
    for (const execution of this.#waiting.values()) {
      if (this.#closed || this.#running.size >= concurrency) return;
      this.#waiting.delete(execution.name);
      const settled = this.#run(execution)
        .catch(onFault)
        .finally(() => this.#unsettled.delete(settled));
      this.#unsettled.add(settled);
    }
  }

  async #run(execution: Execution): Promise<void> {
    const { onEnded } = this.#options;
    const { name, input = "{}" } = execution;
    const current = this.#begin(execution, this.#from.get(name));
    this.#from.delete(name);
    this.#running.set(name, current);
    try {
      const ended = await current.ended;
      const ending = ended.status === "ABORTED" ? { ...ended, ...this.#stops.get(name) } : ended;
      if (this.#closed) return;
      await this.#end(execution, ending, current.trace);
      onEnded?.(execution, input, ending);
    } finally {
      this.#running.delete(name);
      this.#stops.delete(name);
      this.#next();
      this.#options.onCapacity?.();
    }
  }

  /** An execution that cannot begin fails; otherwise it would stay RUNNING for ever. */
  #begin(execution: Execution, from: RedrivePoint | undefined): Run {
    try {
      return this.#options.run(execution, from);
    } catch (error) {
      const failed = runtimeFailure(error);
      const { Error: name = "", Cause } = failed;
      const ended = Promise.resolve<Ending>({ status: "FAILED", error: name, cause: `${Cause}` });
      return { trace: { events: [started(execution), failed], calls: [] }, ended, abort() {} };
    }
  }

  async #end(execution: Execution, ending: Ending, trace: Trace): Promise<void> {
    const history = historyOf(execution, await this.#before(execution), trace);
    await this.#options.store.end(execution, ending, history);
    this.#awaited.get(execution.name)?.();
    this.#awaited.delete(execution.name);
  }

  /** Of the attempts before. */
  async #before(execution: Execution): Promise<HistoryEvent[]> {
    return (await this.#options.store.details(execution))?.history ?? [];
  }
}

/** If the details cannot be written, only the result is kept. */
function historyOf({ redriveCount = 0 }: Execution, before: HistoryEvent[], trace: Trace): HistoryEvent[] {
  try {
    return continued(before, trace, redriveCount);
  } catch {
    const events = trace.events.filter(
      ({ type }) => type.startsWith("Execution") && type !== "ExecutionStarted",
    );
    return continued(before, { events, calls: [] }, redriveCount);
  }
}

const started = ({ startedAt, input = "{}" }: Execution) => ({
  type: "ExecutionStarted",
  timestamp: startedAt,
  input: JSON.parse(input) as unknown,
});

const aborted = (execution: Execution) => ({
  events: [started(execution), { type: "ExecutionAborted", timestamp: Date.now() }],
  calls: [],
});
