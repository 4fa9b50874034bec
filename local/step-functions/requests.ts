import { executionArn, mapRunArn, stateMachineArn } from "../common/names.ts";
import { AwsError } from "../gateway/aws-error.ts";
import type { Execution } from "./execution.ts";
import type { MapRun } from "./map/map-runs.ts";
import type { Executions, StateMachine, StepFunctionsService } from "./service.ts";

/** The request's fields, unread. */
export type Fields = Readonly<Record<string, unknown>>;

export function text(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string") return value;
  throw new AwsError("SerializationException", `${name} should be a string, is ${JSON.stringify(value)}`);
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

export function findStateMachine({ machines }: StepFunctionsService, fields: Fields): StateMachine {
  const arn = checkArn(text(fields, "stateMachineArn"), "stateMachine");
  const machine = machines.find(({ name }) => stateMachineArn(name) === arn);
  if (machine) return machine;
  throw new AwsError("StateMachineDoesNotExist", `State Machine Does Not Exist: '${arn}'`);
}

/** An execution among those of its state machine, or of its map. */
export interface Found {
  group: Executions;
  execution: Execution;
}

export function findExecution(service: StepFunctionsService, fields: Fields): Found {
  const arn = checkArn(text(fields, "executionArn"), "execution");
  const [, name = "", of = ""] = /^.*:execution:([^:]+):(.+)$/.exec(arn) ?? [];
  const group = groupsOf(service).find((each) => each.name === name);
  const execution = group?.store.get(of);
  if (group && execution && executionArn(of, name) === arn) return { group, execution };
  throw new AwsError("ExecutionDoesNotExist", `Execution Does Not Exist: '${arn}'`);
}

const groupsOf = ({ machines }: StepFunctionsService): Executions[] =>
  machines.flatMap((machine) => [machine, ...(machine.map ? [machine.map.children] : [])]);

export interface FoundRun {
  run: MapRun;
  arn: string;
  children: Executions;
}

export function findMapRun({ machines }: StepFunctionsService, fields: Fields): FoundRun {
  const arn = checkArn(text(fields, "mapRunArn"), "mapRun");
  for (const { map } of machines) {
    const run = map?.runs.get(arn.slice(arn.lastIndexOf(":") + 1));
    if (map && run && mapRunArn(map.children.name, run.id) === arn)
      return { run, arn, children: map.children };
  }
  throw new AwsError("ResourceNotFound", `Resource not found: '${arn}'`);
}

function checkArn(arn: string | undefined, type: string): string {
  if (arn?.startsWith("arn:aws:states:") && arn.split(":")[5] === type) return arn;
  throw new AwsError("InvalidArn", `Invalid Arn: '${arn ?? ""}'`);
}
