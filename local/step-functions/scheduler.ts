import type { Definition } from "./definition.ts";
import type { Execution, ExecutionStore } from "./execution-store.ts";
import { type HistoryEvent, historyOf } from "./history.ts";
import { type Ending, type Invoke, type Run, run } from "./interpreter.ts";

export interface SchedulerOptions {
  definition: Definition;
  store: ExecutionStore;
  invoke: Invoke;
  /** Executions under way at once; the rest wait, oldest first. */
  concurrency: number;
  onEnded?(execution: Execution, input: string, ending: Ending): void;
  /** Fewer executions are under way, or wait, than before. */
  onRoom?(): void;
  onFault(error: unknown): void;
}

/** Runs executions, a bounded number at a time. To the outside a waiting one is RUNNING too. */
export class Scheduler {
  readonly #options: SchedulerOptions;
  readonly #waiting = new Map<string, Execution>();
  readonly #running = new Map<string, Run>();
  /** What StopExecution gave as the reason. */
  readonly #stops = new Map<string, { error?: string; cause?: string }>();
  readonly #unsettled = new Set<Promise<void>>();
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

  add(execution: Execution): void {
    this.#waiting.set(execution.name, execution);
    this.#next();
  }

  async stop(execution: Execution, reason: { error?: string; cause?: string }): Promise<void> {
    if (this.#waiting.delete(execution.name)) {
      await this.#options.store.end(
        execution,
        { status: "ABORTED", ...reason },
        historyOf(aborted(execution)),
      );
      this.#options.onRoom?.();
      return;
    }
    this.#stops.set(execution.name, reason);
    this.#running.get(execution.name)?.abort();
  }

  /** The history so far of an execution that has not ended. */
  historyOf(execution: Execution): HistoryEvent[] {
    const current = this.#running.get(execution.name);
    return historyOf(current?.trace ?? { events: [started(execution)], calls: [] });
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
    const { definition, store, invoke, onEnded } = this.#options;
    const { name, input = "{}" } = execution;
    const current = run(definition, name, input, invoke);
    this.#running.set(name, current);
    try {
      const ended = await current.ended;
      const ending = ended.status === "ABORTED" ? { ...ended, ...this.#stops.get(name) } : ended;
      if (this.#closed) return;
      await store.end(execution, ending, historyOf(current.trace));
      onEnded?.(execution, input, ending);
    } finally {
      this.#running.delete(name);
      this.#stops.delete(name);
      this.#next();
      this.#options.onRoom?.();
    }
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
