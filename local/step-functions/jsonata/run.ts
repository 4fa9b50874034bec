import { setTimeout as sleep } from "node:timers/promises";
import type { Ending } from "../execution.ts";
import { MAX_STATE_BYTES, type RedrivePoint, type Run } from "../interpreter.ts";
import { StatesError } from "../states-error.ts";
import type { Call, Trace } from "../trace.ts";
import type { Machine, MapState, State, TaskState } from "./definition.ts";
import { evaluate, type Json } from "./evaluate.ts";
import { Retries } from "./retry.ts";

/** Whose run it is; what expressions see of it as `$states.context`. */
export interface Context {
  Execution: {
    Id: string;
    Name: string;
    Input: Json;
    RoleArn: string;
    StartTime: string;
    RedriveCount: number;
  };
  StateMachine: { Id: string; Name: string };
}

export interface RunServices {
  /** Calls a service: the integration's ARN. Throws an error whose name is the one that Step Functions gives it. */
  call(resource: string, input: Json, signal: AbortSignal): Promise<Json>;
  map?(state: MapState, input: Json, context: Context, trace: Trace, signal: AbortSignal): Promise<Json>;
}

/** Runs one execution of a state machine in JSONata. */
export function runJsonata(
  machine: Machine,
  context: Context,
  machinery: RunServices,
  from?: RedrivePoint,
): Run {
  const trace: Trace = { events: [], calls: [] };
  const stopping = new AbortController();
  const { Input } = context.Execution;
  const say = (type: string, details: object = {}) =>
    trace.events.push({ type, timestamp: Date.now(), ...details });

  const walk = async (): Promise<Ending> => {
    say("ExecutionStarted", { input: Input });
    let name = from?.state ?? machine.StartAt;
    let input = from ? (from.input as Json) : Input;
    for (;;) {
      const state = machine.States[name]!;
      say("StateEntered", { state: { name, type: state.Type, input } });
      const [output, next] = await enter(name, state, input);
      if (Buffer.byteLength(JSON.stringify(output)) > MAX_STATE_BYTES) {
        throw new StatesError(
          "States.DataLimitExceeded",
          `The state '${name}' returned more than ${MAX_STATE_BYTES} bytes`,
        );
      }
      say("StateExited", { state: { name, type: state.Type, input, output } });
      if (next === undefined) {
        say("ExecutionSucceeded", { output });
        return { status: "SUCCEEDED", output: JSON.stringify(output) };
      }
      [name, input] = [next, output];
    }
  };

  /** The state's output, and what comes next. */
  const enter = async (name: string, state: State, input: Json): Promise<[Json, (string | undefined)?]> => {
    const states = { input, context: context as unknown as Json };
    switch (state.Type) {
      case "Task":
        return [await attempt(name, state, input), state.Next];
      case "Map":
        return [await machinery.map!(state, input, context, trace, stopping.signal), state.Next];
      case "Wait":
        await sleep(state.Seconds * 1000, undefined, { signal: stopping.signal });
        return [input, state.Next];
      case "Choice": {
        for (const { Condition, Next } of state.Choices) {
          if ((await evaluate(Condition, states)) === true) return [input, Next];
        }
        return [input, state.Default];
      }
      case "Succeed":
        return [state.Output === undefined ? input : await evaluate(state.Output, states)];
    }
  };

  const attempt = async (name: string, state: TaskState, input: Json): Promise<Json> => {
    const retries = new Retries(state.Retry);
    for (;;) {
      try {
        return await call(name, state, input);
      } catch (error) {
        stopping.signal.throwIfAborted();
        const { name: reason, message } = error as Error;
        say("StateFailed", { state: { name, type: "Task", input }, Error: reason, Cause: message });
        const delay = retries.after(reason);
        if (delay === undefined) throw error;
        await sleep(delay, undefined, { signal: stopping.signal });
        say("StateRetried", { state: { name, type: "Task", input } });
      }
    }
  };

  const call = async (name: string, state: TaskState, input: Json): Promise<Json> => {
    const { Resource, Arguments, Output, TimeoutSeconds } = state;
    const states = { input, context: context as unknown as Json };
    const parameters = await evaluate(Arguments, states);
    const record: Call = {
      state: name,
      resource: Resource,
      timeoutSeconds: TimeoutSeconds,
      input: parameters,
      startedAt: Date.now(),
    };
    trace.calls.push(record);
    const tooLate = AbortSignal.timeout(TimeoutSeconds * 1000);
    try {
      const result = await machinery.call(Resource, parameters, AbortSignal.any([stopping.signal, tooLate]));
      record.output = result;
      return Output === undefined ? result : await evaluate(Output, { ...states, result });
    } catch (error) {
      const { name: errorType, message: errorMessage } = error as Error;
      if (tooLate.aborted) throw new StatesError("States.Timeout", "");
      record.failure = { errorType, errorMessage, trace: [] };
      throw error;
    } finally {
      record.endedAt = Date.now();
    }
  };

  const aborted = new Promise<Ending>((resolve) => {
    stopping.signal.addEventListener("abort", () => {
      say("ExecutionAborted");
      resolve({ status: "ABORTED" });
    });
  });
  const walked = walk().catch((error: Error): Ending => {
    if (!stopping.signal.aborted) say("ExecutionFailed", { Error: error.name, Cause: error.message });
    return { status: "FAILED", error: error.name, cause: error.message };
  });
  return { trace, ended: Promise.race([aborted, walked]), abort: () => stopping.abort() };
}
