// @ts-nocheck
import type { Execution } from "./execution-store.ts";

/** Whether RedriveExecution takes an execution, and why not. A map's children go on with their map alone. */
export function redrivable({ status }: Execution, isChild: boolean) {
  if (status !== "RUNNING" && status !== "SUCCEEDED")
    return { redriveStatus: isChild ? "REDRIVABLE_BY_MAP_RUN" : "REDRIVABLE" };
  const redriveStatusReason = `Execution is ${status} and cannot be redriven`;
  return { redriveStatus: "NOT_REDRIVABLE", redriveStatusReason };
}
