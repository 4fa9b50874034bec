import { AwsError } from "../../gateway/aws-error.ts";
import type { Execution } from "../execution.ts";
import {
  type Fields,
  findMapRun,
  findStateMachine,
  pageSize,
  readToken,
  text,
  writeToken,
} from "../requests.ts";
import type { Executions, StepFunctionsService } from "../service.ts";
import { runOf, summaryOf } from "./describe-execution.ts";

const STATUSES = ["RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED", "PENDING_REDRIVE"];
const REDRIVES: Record<string, (count: number) => boolean> = {
  REDRIVEN: (count) => count > 0,
  NOT_REDRIVEN: (count) => count === 0,
};

/** The latest started first. A page token is the position in the list below which the next page begins. */
export function listExecutions(service: StepFunctionsService, fields: Fields) {
  const { group, belongs } = groupOf(service, fields);
  const status = oneOf(fields, "statusFilter", STATUSES);
  const redrive = oneOf(fields, "redriveFilter", Object.keys(REDRIVES));
  const isWanted = (execution: Execution) =>
    belongs(execution) &&
    (status === undefined || execution.status === status) &&
    (redrive === undefined || REDRIVES[redrive]!(execution.redriveCount ?? 0));
  const { all } = group.store;
  const size = pageSize(fields, 100);
  const page: Execution[] = [];
  let position = Math.min(readToken(fields) ?? all.length, all.length);
  while (position > 0 && page.length < size) {
    const execution = all[--position]!;
    if (isWanted(execution)) page.push(execution);
  }
  return {
    executions: page.map((execution) => summaryOf({ group, execution })),
    ...(position > 0 && { nextToken: writeToken(position) }),
  };
}

interface Group {
  group: Executions;
  belongs(execution: Execution): boolean;
}

/** The executions of a state machine, or of one run of a map. */
function groupOf(service: StepFunctionsService, fields: Fields): Group {
  if (text(fields, "mapRunArn") === undefined)
    return { group: findStateMachine(service, fields), belongs: () => true };
  if (text(fields, "stateMachineArn") !== undefined) {
    throw new AwsError(
      "ValidationException",
      "You must specify either stateMachineArn or mapRunArn, not both",
    );
  }
  const { run, children } = findMapRun(service, fields);
  return { group: children, belongs: ({ name }) => runOf(name) === run.id };
}

function oneOf(fields: Fields, name: string, values: string[]): string | undefined {
  const value = text(fields, name);
  if (value === undefined || values.includes(value)) return value;
  throw new AwsError(
    "ValidationException",
    `1 validation error detected: Value '${value}' at '${name}' failed to satisfy constraint: ` +
      `Member must satisfy enum value set: [${values.join(", ")}]`,
  );
}
