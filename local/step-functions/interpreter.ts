import { ExecutionAbortedError, ExecutionError, ExecutionTimeoutError } from "aws-local-stepfunctions";
import { executionArn, NAME, roleArn, stateMachineArn } from "../common/names.ts";
import { FunctionError } from "../lambda/runtime.ts";
import { type Definition, REDRIVEN, type Task } from "./definition.ts";
import type { Ending, Execution } from "./execution.ts";
import type { Call, InterpreterEvent, Trace } from "./trace.ts";

/** How an execution ended. */
export interface Run {
  trace: Trace;
  ended: Promise<Ending>;
  abort(): void;
}

/** The state from which a redriven execution continues. */
export interface RedrivePoint {
  state: string;
  input: unknown;
}

/** Calls the function of an ARN. */
export type Invoke = (resource: string, input: unknown) => Promise<unknown>;

type RunInput = Parameters<Definition["machine"]["run"]>[0];

/** Step Functions takes no larger input, output or state in between, bytes. */
export const MAX_STATE_BYTES = 262_144;

/** Runs one execution by aws-local-stepfunctions. */
export function run(
  definition: Definition,
  { name, input = "{}", redriveCount = 0 }: Execution,
  invoke: Invoke,
  from?: RedrivePoint,
): Run {
  const trace: Trace = { events: [], calls: [] };
  let isAborted = false;
  const calling = async (state: string, task: Task, taskInput: RunInput) => {
    if (isAborted) throw new AbortedError();
    return (await call(trace, state, task, taskInput, invoke)) as RunInput;
  };
  const taskHandlers = Object.fromEntries(
    [...definition.tasks].map(([state, task]) => [
      state,
      (taskInput: RunInput) => calling(state, task, taskInput),
    ]),
  );
  const machine = from ? definition.from(from.state, from.input) : definition.machine;
  const execution = machine.run(JSON.parse(input) as RunInput, {
    overrides: { taskResourceLocalHandlers: taskHandlers },
    context: {
      Execution: {
        Id: executionArn(name),
        Name: name,
        RoleArn: roleArn("state-machine"),
        RedriveCount: redriveCount,
      },
      StateMachine: { Id: stateMachineArn(), Name: NAME },
    },
  });
  const logged = collect(execution.eventLogs as AsyncIterable<InterpreterEvent>, trace);
  const ended = execution.result.then(
    async (output): Promise<Ending> => {
      await logged;
      return { status: "SUCCEEDED", output: JSON.stringify(output) };
    },
    async (error: unknown): Promise<Ending> => {
      // Its log has no end where the interpreter itself failed: before the first state, say.
      if (ENDINGS.some((known) => error instanceof known)) await logged;
      else trace.events.push(runtimeFailure(error));
      return endingOf(error, trace);
    },
  );
  const abort = () => {
    isAborted = true;
    execution.abort();
  };
  return { trace, ended, abort };
}

/** The errors that the interpreter ends a run with. */
const ENDINGS = [ExecutionAbortedError, ExecutionError, ExecutionTimeoutError];

/** The error of an execution that Step Functions cannot run. */
export const runtimeFailure = (error: unknown): InterpreterEvent => ({
  type: "ExecutionFailed",
  timestamp: Date.now(),
  Error: "States.Runtime",
  Cause: error instanceof Error ? error.message : String(error),
});

async function collect(events: AsyncIterable<InterpreterEvent>, trace: Trace): Promise<void> {
  for await (const event of events) if (event.state?.name !== REDRIVEN) trace.events.push(event);
}

async function call(
  trace: Trace,
  state: string,
  task: Task,
  input: unknown,
  invoke: Invoke,
): Promise<unknown> {
  const record: Call = { state, ...task, input, startedAt: Date.now() };
  trace.calls.push(record);
  try {
    const output = (await invoke(task.resource, input)) ?? null;
    if (Buffer.byteLength(JSON.stringify(output)) > MAX_STATE_BYTES) throw new DataLimitError(state);
    record.output = output;
    return output;
  } catch (error) {
    if (!(error instanceof FunctionError)) throw error;
    record.failure = error.failure;
    // A Catch is given the error's name, and as its cause the JSON that Lambda answers for a failed function.
    throw Object.assign(new Error(JSON.stringify(error.failure)), { name: error.name });
  } finally {
    record.endedAt = Date.now();
  }
}

/** No Retry or Catch takes it, as on AWS. The interpreter asks the error itself. */
class DataLimitError extends Error {
  override name = "States.DataLimitExceeded";
  readonly isRetryable = false;
  readonly isCatchable = false;

  constructor(state: string) {
    super(
      `The state/task '${state}' returned a result with a size exceeding the maximum number of bytes service limit.`,
    );
  }
}

/** The interpreter goes on with its retries after an abort, without any delay. */
class AbortedError extends Error {
  readonly isRetryable = false;
  readonly isCatchable = false;
}

function endingOf(error: unknown, trace: Trace): Ending {
  if (error instanceof ExecutionAbortedError) return { status: "ABORTED" };
  if (error instanceof ExecutionTimeoutError) return { status: "TIMED_OUT" };
  const failed = trace.events.findLast(({ type }) => type === "ExecutionFailed");
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : undefined;
  return {
    status: "FAILED",
    error: failed?.Error ?? cause?.name ?? "States.Runtime",
    cause: cause?.message ?? String(error),
  };
}
