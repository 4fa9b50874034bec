import type { VirtualClock } from "./clock.ts";

interface Retrier {
  ErrorEquals: string[];
  IntervalSeconds: number;
  BackoffRate: number;
  MaxDelaySeconds: number;
  MaxAttempts: number;
  JitterStrategy?: string;
}

interface State {
  Type: string;
  Resource?: string;
  Parameters?: Record<string, string>;
  TimeoutSeconds?: number;
  Retry?: Retrier[];
  Catch?: { ErrorEquals: string[]; ResultPath?: string; Next: string }[];
  ResultPath?: string;
  Next?: string;
  Choices?: { Variable: string; StringEquals: string; Next: string }[];
  Default?: string;
  Error?: string;
}

export interface StateMachine {
  StartAt: string;
  TimeoutSeconds: number;
  States: Record<string, State>;
}

export interface Walk {
  clock: VirtualClock;
  random(): number;
  /** Calls the function of a Task. */
  invoke(resource: string, input: unknown): Promise<unknown>;
  /** Every state entered, and every retry: what AWS bills. */
  onTransition(): void;
}

export type Ending = "SUCCEEDED" | "FAILED" | "TIMED_OUT";

/** Between two states, milliseconds. */
const TRANSITION = 30;

/**
 * Walks one execution through a state machine as Amazon's documentation has it: each retrier counts its own attempts,
 * waits `IntervalSeconds * BackoffRate^n`, at most `MaxDelaySeconds`, by full jitter anything between nothing and that.
 */
export async function execute(
  machine: StateMachine,
  execution: string,
  input: unknown,
  walk: Walk,
): Promise<Ending> {
  const { clock, onTransition } = walk;
  const deadline = clock.now() + machine.TimeoutSeconds * 1000;
  let data = input;
  let name = machine.StartAt;
  for (;;) {
    const state = machine.States[name]!;
    onTransition();
    await clock.sleep(TRANSITION);
    if (clock.now() > deadline) return "TIMED_OUT";
    switch (state.Type) {
      case "Succeed":
        return "SUCCEEDED";
      case "Fail":
        return "FAILED";
      case "Choice":
        name =
          state.Choices!.find(({ Variable, StringEquals }) => read(data, Variable) === StringEquals)?.Next ??
          state.Default!;
        break;
      case "Task": {
        const ended = await perform(state, data, { execution, input, deadline }, walk);
        if (!ended) return "TIMED_OUT";
        ({ data, next: name } = ended);
        break;
      }
      default:
        throw new Error(`The flood does not know states of the type ${state.Type}`);
    }
  }
}

interface Context {
  execution: string;
  input: unknown;
  deadline: number;
}

async function perform(state: State, data: unknown, context: Context, walk: Walk) {
  const { clock, random, invoke, onTransition } = walk;
  const attempts = new Map<Retrier, number>();
  for (;;) {
    if (clock.now() > context.deadline) return undefined;
    try {
      const parameters = Object.entries(state.Parameters ?? {}).map(([key, path]) => [
        key.replace(/\.\$$/, ""),
        resolve(path, data, context),
      ]);
      const result = await invoke(state.Resource!, Object.fromEntries(parameters));
      return { data: write(data, state.ResultPath ?? "$", result), next: state.Next! };
    } catch (thrown) {
      const error = thrown as Error;
      const retrier = state.Retry?.find(({ ErrorEquals }) => matches(ErrorEquals, error.name));
      const made = retrier ? (attempts.get(retrier) ?? 0) : 0;
      if (retrier && made < retrier.MaxAttempts) {
        attempts.set(retrier, made + 1);
        const { IntervalSeconds, BackoffRate, MaxDelaySeconds, JitterStrategy } = retrier;
        const most = Math.min(MaxDelaySeconds, IntervalSeconds * BackoffRate ** made);
        onTransition();
        await clock.sleep(1000 * most * (JitterStrategy === "FULL" ? random() : 1));
        continue;
      }
      const catcher = state.Catch?.find(({ ErrorEquals }) => matches(ErrorEquals, error.name));
      if (!catcher) throw error;
      const Cause = JSON.stringify({ errorType: error.name, errorMessage: error.message });
      return {
        data: write(data, catcher.ResultPath ?? "$", { Error: error.name, Cause }),
        next: catcher.Next,
      };
    }
  }
}

const matches = (names: string[], name: string) => names.includes(name) || names.includes("States.ALL");

function resolve(path: string, data: unknown, { execution, input }: Context): unknown {
  if (path === "$$.Execution.Id") return execution;
  if (path === "$$.Execution.Input") return input;
  return read(data, path);
}

/** `$`, or `$.a.b`. */
function read(data: unknown, path: string): unknown {
  const names = path === "$" ? [] : path.slice("$.".length).split(".");
  return names.reduce((value, name) => (value as Record<string, unknown> | undefined)?.[name], data);
}

function write(data: unknown, path: string, value: unknown): unknown {
  return path === "$" ? value : { ...(data as object), [path.slice("$.".length)]: value };
}
