import { AwsError } from "../../gateway/aws-error.ts";
import { executionArn, stateMachineArn } from "../../names.ts";
import type { Execution } from "../execution-store.ts";
import { checkStateMachine, type Fields, pageSize, readToken, text, writeToken } from "../requests.ts";
import type { StepFunctionsService } from "../service.ts";

const STATUSES = ["RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED", "PENDING_REDRIVE"];

/** The latest started first. A page token is the position in the list below which the next page begins. */
export function listExecutions({ store }: StepFunctionsService, fields: Fields) {
  checkStateMachine(fields);
  const status = text(fields, "statusFilter");
  if (status !== undefined && !STATUSES.includes(status)) {
    throw new AwsError(
      "ValidationException",
      `1 validation error detected: Value '${status}' at 'statusFilter' failed to satisfy constraint: ` +
        `Member must satisfy enum value set: [${STATUSES.join(", ")}]`,
    );
  }
  const size = pageSize(fields, 100);
  const page: Execution[] = [];
  let position = Math.min(readToken(fields) ?? store.all.length, store.all.length);
  while (position > 0 && page.length < size) {
    const execution = store.all[--position]!;
    if (status === undefined || execution.status === status) page.push(execution);
  }
  return { executions: page.map(item), ...(position > 0 && { nextToken: writeToken(position) }) };
}

function item({ name, status, startedAt, endedAt }: Execution) {
  return {
    executionArn: executionArn(name),
    stateMachineArn: stateMachineArn(),
    name,
    status,
    startDate: startedAt / 1000,
    ...(endedAt !== undefined && { stopDate: endedAt / 1000 }),
  };
}
