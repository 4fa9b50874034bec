import type { Caller, Permission } from "../iam/caller.ts";
import type { Call } from "./call.ts";
import { S3Error } from "./errors.ts";
import { listPermission, PERMISSIONS } from "./required-permissions.ts";
import type { OperationName } from "./route.ts";

/** @throws S3Error AccessDenied, in AWS's words */
export function checkAccess(call: Call, operation: OperationName): void {
  for (const permission of PERMISSIONS[operation](call)) requirePermission(call.caller, permission);
}

/** @throws S3Error AccessDenied, in AWS's words */
export function requirePermission(caller: Caller, permission: Permission): void {
  const message = caller.denial(permission);
  if (message !== undefined) throw new S3Error("AccessDenied", { message });
}

/** The error to answer instead: a caller who may not list the bucket must not learn which keys exist. */
export function hideMissing(call: Call, error: unknown): unknown {
  if (!(error instanceof S3Error) || (error.code !== "NoSuchKey" && error.code !== "NoSuchVersion"))
    return error;
  const message = call.caller.denial(listPermission(call));
  return message === undefined ? error : new S3Error("AccessDenied", { message });
}
