import type { HistoryEventType } from "@aws-sdk/client-sfn";
import { REGION, roleArn } from "../common/names.ts";
import type { RedrivePoint } from "./interpreter.ts";
import type { Call, InterpreterEvent, Trace } from "./trace.ts";

/** One event as GetExecutionHistory answers it; timestamps in seconds. */
export interface HistoryEvent {
  timestamp: number;
  type: HistoryEventType;
  id: number;
  previousEventId: number;
  [details: string]: unknown;
}

const WHOLE = { truncated: false };
const text = (value: unknown) => JSON.stringify(value ?? null);
const causeText = (cause: unknown) =>
  typeof cause === "string" ? cause : cause instanceof Error ? cause.message : text(cause);

/** A run's history in AWS's own event shapes. */
export function historyOf({ events, calls }: Trace): HistoryEvent[] {
  const history: HistoryEvent[] = [];
  const left = [...calls];
  const add = (type: HistoryEventType, milliseconds: number, details: Record<string, unknown> = {}) => {
    const id = history.length + 1;
    history.push({ timestamp: milliseconds / 1000, type, id, previousEventId: id - 1, ...details });
  };
  const addCall = (state: string, timedOut: boolean) => {
    const index = left.findIndex((call) => call.state === state);
    const [call] = index < 0 ? [] : left.splice(index, 1);
    if (call) addCallEvents(call, timedOut, add);
  };
  for (const [i, event] of events.entries()) {
    const { state } = event;
    if (state === undefined) addExecutionEvent(event, add);
    else if (event.type === "StateEntered") {
      const stateEnteredEventDetails = { name: state.name, input: text(state.input), inputDetails: WHOLE };
      add(`${state.type}StateEntered` as HistoryEventType, event.timestamp, { stateEnteredEventDetails });
    } else if (event.type === "StateExited") {
      const stateExitedEventDetails = { name: state.name, output: text(state.output), outputDetails: WHOLE };
      add(`${state.type}StateExited` as HistoryEventType, event.timestamp, { stateExitedEventDetails });
    }
    // Entered and retried: the two moments at which a Task calls its function.
    const calls = state?.type === "Task" && (event.type === "StateEntered" || event.type === "StateRetried");
    if (calls) addCall(state.name, timesOut(events.slice(i + 1), state.name));
  }
  return history;
}

type Add = (type: HistoryEventType, milliseconds: number, details?: Record<string, unknown>) => void;

/** The event that follows for this state is its timeout. */
function timesOut(later: InterpreterEvent[], name: string): boolean {
  const next = later.find(({ state }) => state?.name === name);
  return next?.type === "StateFailed" && next.Error === "States.Timeout";
}

/** The history of a redriven execution: the earlier events, then those of the new attempt. */
export function continued(before: HistoryEvent[], trace: Trace, redriveCount: number): HistoryEvent[] {
  if (redriveCount === 0) return historyOf(trace);
  const added = historyOf(trace).map((event): HistoryEvent => {
    const id = before.length + event.id;
    const numbered: HistoryEvent = { ...event, id, previousEventId: id - 1 };
    if (event.type !== "ExecutionStarted") return numbered;
    const { executionStartedEventDetails: _, ...redriven } = numbered;
    return { ...redriven, type: "ExecutionRedriven", executionRedrivenEventDetails: { redriveCount } };
  });
  return [...before, ...added];
}

/** Where an execution stood when it ended: the state that it entered and did not leave. */
export function unfinishedState(history: HistoryEvent[]): RedrivePoint | undefined {
  const entered = history.findLast(({ type }) => type.endsWith("StateEntered"));
  const { name, input } = (entered?.stateEnteredEventDetails ?? {}) as { name?: string; input?: string };
  return name === undefined || input === undefined ? undefined : { state: name, input: JSON.parse(input) };
}

const SERVICE = "arn:aws:states:::";

/** The call of a service: `arn:aws:states:::aws-sdk:sqs:sendMessageBatch`. */
function addServiceEvents(call: Call, timedOut: boolean, add: Add): void {
  const { timeoutSeconds, input, startedAt, endedAt = Date.now(), output, failure } = call;
  const parts = call.resource.slice(SERVICE.length).split(":");
  const resource = parts.pop()!;
  const of = { resourceType: parts.join(":"), resource };
  const parameters = text(input);
  const taskScheduledEventDetails = { ...of, region: REGION, parameters, timeoutInSeconds: timeoutSeconds };
  add("TaskScheduled", startedAt, { taskScheduledEventDetails });
  add("TaskStarted", startedAt, { taskStartedEventDetails: of });
  if (timedOut) {
    add("TaskTimedOut", endedAt, { taskTimedOutEventDetails: { ...of, error: "States.Timeout", cause: "" } });
  } else if (failure) {
    const { errorType: error, errorMessage: cause } = failure;
    add("TaskFailed", endedAt, { taskFailedEventDetails: { ...of, error, cause } });
  } else if (output !== undefined) {
    const taskSucceededEventDetails = { ...of, output: text(output), outputDetails: WHOLE };
    add("TaskSucceeded", endedAt, { taskSucceededEventDetails });
  }
}

function addCallEvents(call: Call, timedOut: boolean, add: Add): void {
  if (call.resource.startsWith(SERVICE)) {
    addServiceEvents(call, timedOut, add);
    return;
  }
  const { resource, timeoutSeconds, input, startedAt, endedAt = Date.now(), output, failure } = call;
  const lambdaFunctionScheduledEventDetails = {
    resource,
    input: text(input),
    inputDetails: WHOLE,
    timeoutInSeconds: timeoutSeconds,
  };
  add("LambdaFunctionScheduled", startedAt, { lambdaFunctionScheduledEventDetails });
  add("LambdaFunctionStarted", startedAt);
  if (timedOut) {
    const lambdaFunctionTimedOutEventDetails = { error: "States.Timeout", cause: "" };
    add("LambdaFunctionTimedOut", startedAt + timeoutSeconds * 1000, { lambdaFunctionTimedOutEventDetails });
  } else if (failure) {
    const lambdaFunctionFailedEventDetails = { error: failure.errorType, cause: text(failure) };
    add("LambdaFunctionFailed", endedAt, { lambdaFunctionFailedEventDetails });
  } else if (output !== undefined) {
    const lambdaFunctionSucceededEventDetails = { output: text(output), outputDetails: WHOLE };
    add("LambdaFunctionSucceeded", endedAt, { lambdaFunctionSucceededEventDetails });
  }
}

function addExecutionEvent(
  { type, timestamp, input, output, mapRunArn, Error: error, Cause }: InterpreterEvent,
  add: Add,
) {
  switch (type) {
    case "ExecutionStarted": {
      const executionStartedEventDetails = {
        input: text(input),
        inputDetails: WHOLE,
        roleArn: roleArn("state-machine"),
      };
      return add(type, timestamp, { executionStartedEventDetails });
    }
    case "ExecutionSucceeded": {
      const executionSucceededEventDetails = { output: text(output), outputDetails: WHOLE };
      return add(type, timestamp, { executionSucceededEventDetails });
    }
    case "ExecutionFailed": {
      const executionFailedEventDetails = { error, cause: causeText(Cause) };
      return add(type, timestamp, { executionFailedEventDetails });
    }
    case "MapRunStarted":
    case "MapRunRedriven":
      return add(type, timestamp, { [`m${type.slice(1)}EventDetails`]: { mapRunArn } });
    case "MapRunSucceeded":
    case "MapRunFailed":
      return add(type, timestamp);
    case "ExecutionAborted":
      return add("ExecutionAborted", timestamp, { executionAbortedEventDetails: {} });
    case "ExecutionTimeout":
      return add("ExecutionTimedOut", timestamp, { executionTimedOutEventDetails: {} });
  }
}
