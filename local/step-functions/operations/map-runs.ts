import { executionArn, mapRunArn, stateMachineArn } from "../../common/names.ts";
import type { MapRun } from "../map/map-runs.ts";
import { type Fields, findExecution, findMapRun } from "../requests.ts";
import type { Executions, StepFunctionsService } from "../service.ts";

/** Those of one execution. */
export function listMapRuns(service: StepFunctionsService, fields: Fields) {
  const { group, execution } = findExecution(service, fields);
  const map = service.machines.find(({ name }) => name === group.name)?.map;
  return { mapRuns: map?.runs.of(execution.name).map((run) => itemOf(run, map.children)) ?? [] };
}

export function describeMapRun(service: StepFunctionsService, fields: Fields) {
  const { run, children } = findMapRun(service, fields);
  const { stateMachineArn: _, ...about } = itemOf(run, children);
  const { status, maxConcurrency, toleratedFailurePercentage, items, executions } = run;
  return {
    ...about,
    status,
    maxConcurrency,
    toleratedFailurePercentage,
    toleratedFailureCount: 0,
    itemCounts: items,
    executionCounts: executions,
    redriveCount: run.redriveCount,
    ...(run.redrivenAt !== undefined && { redriveDate: run.redrivenAt / 1000 }),
  };
}

const itemOf = ({ id, execution, machine, startedAt, endedAt }: MapRun, children: Executions) => ({
  executionArn: executionArn(execution, machine),
  mapRunArn: mapRunArn(children.name, id),
  stateMachineArn: stateMachineArn(children.name),
  startDate: startedAt / 1000,
  ...(endedAt !== undefined && { stopDate: endedAt / 1000 }),
});
