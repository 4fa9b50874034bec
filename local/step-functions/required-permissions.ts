import type { Permission } from "../iam/caller.ts";

interface Arns {
  stateMachineArn?: unknown;
  executionArn?: unknown;
  mapRunArn?: unknown;
  resourceArn?: unknown;
}

/** The permissions that a call of Step Functions needs: its action, on what the request names. */
export function stepFunctionsPermissions(operation: string, input: Arns): Permission[] {
  const { stateMachineArn, executionArn, mapRunArn, resourceArn } = input;
  const resource = stateMachineArn ?? executionArn ?? mapRunArn ?? resourceArn ?? "*";
  return [{ action: `states:${operation}`, resource: String(resource) }];
}
