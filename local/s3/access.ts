import type { Caller, Need } from "../iam/caller.ts";
import type { Call } from "./call.ts";
import { S3Error } from "./errors.ts";
import { mayList, NEEDS } from "./needs.ts";
import type { OperationName } from "./route.ts";

/** @throws S3Error AccessDenied, in AWS's words */
export function checkAccess(call: Call, operation: OperationName): void {
  for (const need of NEEDS[operation](call)) demand(call.caller, need);
}

/** @throws S3Error AccessDenied, in AWS's words */
export function demand(caller: Caller, need: Need): void {
  const message = caller.refusal(need);
  if (message !== undefined) throw new S3Error("AccessDenied", { message });
}

/** The error to answer instead: a caller who may not list the bucket must not learn which keys exist. */
export function hideMissing(call: Call, error: unknown): unknown {
  if (!(error instanceof S3Error) || (error.code !== "NoSuchKey" && error.code !== "NoSuchVersion"))
    return error;
  const message = call.caller.refusal(mayList(call));
  return message === undefined ? error : new S3Error("AccessDenied", { message });
}
