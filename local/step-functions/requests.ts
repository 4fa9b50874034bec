import { AwsError } from "../gateway/aws-error.ts";
import { executionArn, stateMachineArn } from "../names.ts";
import type { Execution } from "./execution-store.ts";
import type { StepFunctionsService } from "./service.ts";

/** The request's fields, unread. */
export type Fields = Readonly<Record<string, unknown>>;

export function text(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string") return value;
  throw new AwsError("SerializationException", `Expected a string as ${name}, got ${JSON.stringify(value)}`);
}

/** `maxResults` of a list: 0 and absent mean the service's own page. */
export function pageSize(fields: Fields, byDefault: number): number {
  const value = fields.maxResults ?? 0;
  if (typeof value !== "number" || !Number.isInteger(value) || value < 0 || value > 1000) {
    throw new AwsError(
      "ValidationException",
      `1 validation error detected: Value '${String(value)}' at 'maxResults' failed to satisfy constraint: ` +
        "Member must have value between 0 and 1000",
    );
  }
  return value === 0 ? byDefault : value;
}

/** A page token is a position, opaque to clients. */
export function readToken(fields: Fields): number | undefined {
  const token = text(fields, "nextToken");
  if (token === undefined) return undefined;
  const position = Number(Buffer.from(token, "base64url").toString("utf8"));
  if (Number.isSafeInteger(position) && position >= 0 && writeToken(position) === token) return position;
  throw new AwsError("InvalidToken", `Invalid Token: '${token}'`);
}

export const writeToken = (position: number) => Buffer.from(String(position)).toString("base64url");

export function checkStateMachine(fields: Fields): void {
  const arn = checkArn(text(fields, "stateMachineArn"), "stateMachine");
  if (arn !== stateMachineArn()) {
    throw new AwsError("StateMachineDoesNotExist", `State Machine Does Not Exist: '${arn}'`);
  }
}

export function findExecution({ store }: StepFunctionsService, fields: Fields): Execution {
  const arn = checkArn(text(fields, "executionArn"), "execution");
  const execution = store.get(arn.slice(arn.lastIndexOf(":") + 1));
  if (execution && executionArn(execution.name) === arn) return execution;
  throw new AwsError("ExecutionDoesNotExist", `Execution Does Not Exist: '${arn}'`);
}

function checkArn(arn: string | undefined, type: string): string {
  if (arn?.startsWith("arn:aws:states:") && arn.split(":")[5] === type) return arn;
  throw new AwsError("InvalidArn", `Invalid Arn: '${arn ?? ""}'`);
}
