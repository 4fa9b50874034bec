// @ts-nocheck
import type { Need } from "../iam/caller.ts";

interface Arns {
  stateMachineArn?: unknown;
  executionArn?: unknown;
  mapRunArn?: unknown;
  resourceArn?: unknown;
}

/** What IAM asks for when an operation of Step Functions is called: the action, on whatever the request names. */
export function stepFunctionsNeeds(operation: string, input: Arns): Need[] {
  const { stateMachineArn, executionArn, mapRunArn, resourceArn } = input;
  const resource = stateMachineArn ?? executionArn ?? mapRunArn ?? resourceArn ?? "*";
  return [{ action: `states:${operation}`, resource: String(resource) }];
}
