import { executionArn } from "../../common/names.ts";
import { AwsError } from "../../gateway/aws-error.ts";
import { redrivable } from "../redrivable.ts";
import { type Fields, findExecution } from "../requests.ts";
import type { StepFunctionsService } from "../service.ts";

/** Goes on from the state that did not succeed, with that state's input. */
export async function redriveExecution(service: StepFunctionsService, fields: Fields) {
  const { group, execution } = findExecution(service, fields);
  const { redriveStatus, redriveStatusReason } = redrivable(execution, group.name.includes("/"));
  if (redriveStatus !== "REDRIVABLE") {
    const arn = executionArn(execution.name, group.name);
    const why = redriveStatusReason ?? "It is redriven with its map run";
    throw new AwsError("ExecutionNotRedrivable", `Execution is not redrivable: '${arn}'. ${why}`);
  }
  await group.scheduler.redrive(execution);
  return { redriveDate: execution.redrivenAt! / 1000 };
}
