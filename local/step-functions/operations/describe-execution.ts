import { executionArn, mapRunArn, stateMachineArn } from "../../common/names.ts";
import { redrivable } from "../redrivable.ts";
import { type Fields, type Found, findExecution } from "../requests.ts";
import type { StepFunctionsService } from "../service.ts";

const INCLUDED = { included: true };

export async function describeExecution(service: StepFunctionsService, fields: Fields) {
  const { group, execution } = findExecution(service, fields);
  const details = await group.store.details(execution);
  const isOver = execution.status !== "RUNNING";
  const { output, error, cause } = (isOver && details?.ending) || {};
  return {
    ...summaryOf({ group, execution }),
    input: execution.input ?? details?.input,
    inputDetails: INCLUDED,
    ...(output !== undefined && { output, outputDetails: INCLUDED }),
    ...(error !== undefined && { error }),
    ...(cause !== undefined && { cause }),
    ...redrivable(execution, group.name.includes("/")),
  };
}

/** The fields that lists of executions have too. */
export function summaryOf({ group, execution }: Found) {
  const { name, status, startedAt, endedAt, redriveCount = 0, redrivenAt } = execution;
  const [machine = "", label] = group.name.split("/");
  return {
    executionArn: executionArn(name, group.name),
    // A map's children are of a state machine within the state machine.
    stateMachineArn: stateMachineArn(group.name),
    name,
    status,
    startDate: startedAt / 1000,
    ...(endedAt !== undefined && { stopDate: endedAt / 1000 }),
    ...(label !== undefined && { mapRunArn: mapRunArn(`${machine}/${label}`, runOf(name)) }),
    redriveCount,
    ...(redrivenAt !== undefined && { redriveDate: redrivenAt / 1000 }),
  };
}

/** A child is named after its map run. */
export const runOf = (child: string) => child.slice(0, child.lastIndexOf("-"));
