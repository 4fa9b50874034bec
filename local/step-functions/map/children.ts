import { createHash } from "node:crypto";
import { executionArn, stateMachineArn } from "../../common/names.ts";
import type { Caller } from "../../iam/caller.ts";
import type { Execution } from "../execution.ts";
import { redrivable } from "../redrivable.ts";
import type { Executions } from "../service.ts";
import { StatesError } from "../states-error.ts";
import type { ChildResult } from "./write-results.ts";

export interface Parent {
  /** The state machine's name. */
  machine: string;
  children: Executions;
  /** With the state machine's own rights. */
  caller: Caller;
}

/** A batch of a Distributed Map's items, and the execution that takes it. */
export interface Child {
  name: string;
  /** JSON. */
  input: string;
  items: number;
}

/** The same batch is the same child, so that what succeeded is not done again. */
export const childName = (mapRun: string, input: string) =>
  `${mapRun}-${createHash("sha256").update(input).digest("hex").slice(0, 16)}`;

/** Has a child run, unless it has succeeded: it may be there from before a restart, or a redrive. */
export async function startChild(
  { children, caller, machine }: Parent,
  { name, input }: Child,
): Promise<Execution> {
  const { store, scheduler } = children;
  const before = store.get(name);
  if (!before) {
    allow(caller, "states:StartExecution", stateMachineArn(machine));
    const child = await store.start(name, input);
    await scheduler.add(child);
    return child;
  }
  if (before.status === "RUNNING") await scheduler.add(before);
  else if (before.status !== "SUCCEEDED") {
    allow(caller, "states:RedriveExecution", executionArn(name, children.name));
    await scheduler.redrive(before);
  }
  return before;
}

/** Without the right to, it goes on. */
export function stopChild({ children, caller }: Parent, child: Execution): void {
  const resource = executionArn(child.name, children.name);
  if (caller.denial({ action: "states:StopExecution", resource }) === undefined)
    children.scheduler.stop(child, {}).catch(() => undefined);
}

/** @throws StatesError as a Map that lacks a right ends */
function allow(caller: Caller, action: string, resource: string): void {
  const refusal = caller.denial({ action, resource });
  if (refusal !== undefined) throw new StatesError("States.Permissions", refusal);
}

/** The children as the result files have them. */
export async function* resultsOf({ children }: Parent, names: string[]): AsyncGenerator<ChildResult> {
  const { store, name: map } = children;
  for (const name of names) {
    const execution = store.get(name);
    const details = execution && (await store.details(execution));
    if (!execution || !details) continue;
    const { startedAt, endedAt = startedAt, status, redriveCount = 0 } = execution;
    const { output, error, cause } = details.ending;
    yield {
      ExecutionArn: executionArn(name, map),
      Input: details.input,
      InputDetails: { Included: true },
      Name: name,
      ...(output !== undefined && { Output: output, OutputDetails: { Included: true } }),
      ...(error !== undefined && { Error: error }),
      ...(cause !== undefined && { Cause: cause }),
      RedriveCount: redriveCount,
      RedriveStatus: redrivable(execution, true).redriveStatus,
      StartDate: new Date(startedAt).toISOString(),
      StateMachineArn: stateMachineArn(map),
      Status: status,
      StopDate: new Date(endedAt).toISOString(),
    };
  }
}
