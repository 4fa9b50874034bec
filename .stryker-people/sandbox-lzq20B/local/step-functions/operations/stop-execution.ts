// @ts-nocheck
import { type Fields, findExecution, text } from "../requests.ts";
import type { StepFunctionsService } from "../service.ts";

/** The function that is under way is not interrupted, as on AWS; what comes after it does not happen. */
export async function stopExecution(service: StepFunctionsService, fields: Fields) {
  const { group, execution } = findExecution(service, fields);
  const error = text(fields, "error");
  const cause = text(fields, "cause");
  if (execution.status === "RUNNING") {
    await group.scheduler.stop(execution, {
      ...(error !== undefined && { error }),
      ...(cause !== undefined && { cause }),
    });
  }
  return { stopDate: (execution.endedAt ?? Date.now()) / 1000 };
}
