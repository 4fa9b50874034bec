// @ts-nocheck
import type { Retrier } from "./definition.ts";

/** Wildcards: everything, and everything but a timeout. */
const matches = ({ ErrorEquals }: Retrier, error: string) =>
  ErrorEquals.includes(error) ||
  ErrorEquals.includes("States.ALL") ||
  (ErrorEquals.includes("States.TaskFailed") && error !== "States.Timeout");

/** Decides after each failure of one state how long to wait before the next attempt. */
export class Retries {
  readonly #retriers: readonly Retrier[];
  readonly #attempts = new Map<Retrier, number>();

  constructor(retriers: readonly Retrier[] = []) {
    this.#retriers = retriers;
  }

  /** Milliseconds; undefined when it is not tried again. Defaults as Step Functions documents them. */
  after(error: string): number | undefined {
    const retrier = this.#retriers.find((each) => matches(each, error));
    if (!retrier) return undefined;
    const { IntervalSeconds = 1, BackoffRate = 2, MaxAttempts = 3 } = retrier;
    const attempts = this.#attempts.get(retrier) ?? 0;
    if (attempts >= MaxAttempts) return undefined;
    this.#attempts.set(retrier, attempts + 1);
    const { MaxDelaySeconds = Number.POSITIVE_INFINITY, JitterStrategy = "NONE" } = retrier;
    const seconds = Math.min(IntervalSeconds * BackoffRate ** attempts, MaxDelaySeconds);
    return seconds * 1000 * (JitterStrategy === "FULL" ? Math.random() : 1);
  }
}
