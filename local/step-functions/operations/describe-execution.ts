import { executionArn, stateMachineArn } from "../../names.ts";
import { type Fields, findExecution } from "../requests.ts";
import type { StepFunctionsService } from "../service.ts";

const INCLUDED = { included: true };

export async function describeExecution(service: StepFunctionsService, fields: Fields) {
  const execution = findExecution(service, fields);
  const { name, status, startedAt, endedAt } = execution;
  const details = await service.store.details(execution);
  const { output, error, cause } = details?.ending ?? {};
  return {
    executionArn: executionArn(name),
    stateMachineArn: stateMachineArn(),
    name,
    status,
    startDate: startedAt / 1000,
    ...(endedAt !== undefined && { stopDate: endedAt / 1000 }),
    input: details?.input ?? execution.input,
    inputDetails: INCLUDED,
    ...(output !== undefined && { output, outputDetails: INCLUDED }),
    ...(error !== undefined && { error }),
    ...(cause !== undefined && { cause }),
    redriveCount: 0,
  };
}
