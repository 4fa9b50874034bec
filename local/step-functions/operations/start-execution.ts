import { randomUUID } from "node:crypto";
import { executionArn } from "../../common/names.ts";
import { AwsError } from "../../gateway/aws-error.ts";
import { MAX_STATE_BYTES } from "../interpreter.ts";
import { type Fields, findStateMachine, text } from "../requests.ts";
import type { StateMachine, StepFunctionsService } from "../service.ts";

/** The same name with the same input is the same execution for as long as it runs. */
export async function startExecution(service: StepFunctionsService, fields: Fields) {
  const machine = findStateMachine(service, fields);
  const name = checkName(text(fields, "name") ?? randomUUID());
  const input = checkInput(text(fields, "input") ?? "{}");
  const same = machine.store.get(name);
  // An execution that has ended keeps its input elsewhere, and its name.
  const arn = executionArn(name, machine.name);
  if (same && same.input !== input)
    throw new AwsError("ExecutionAlreadyExists", `Execution Already Exists: '${arn}'`);
  const execution = same ?? (await begin(machine, name, input));
  return { executionArn: arn, startDate: execution.startedAt / 1000 };
}

/** Answers once the execution is on disk: it runs even if this process is killed. */
async function begin({ store, scheduler }: StateMachine, name: string, input: string) {
  const execution = await store.start(name, input);
  await scheduler.add(execution);
  return execution;
}

/** Step Functions' own rule. */
const MAX_NAME_LENGTH = 80;
const NOT_IN_NAMES = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]/u;

function checkName(name: string): string {
  const isValid = name.length >= 1 && name.length <= MAX_NAME_LENGTH && !NOT_IN_NAMES.test(name);
  if (isValid) return name;
  throw new AwsError("InvalidName", `Invalid Name: '${name}'`);
}

function checkInput(input: string): string {
  if (Buffer.byteLength(input) > MAX_STATE_BYTES) {
    const message = `Invalid execution input: larger than ${MAX_STATE_BYTES} bytes`;
    throw new AwsError("InvalidExecutionInput", message);
  }
  try {
    JSON.parse(input);
    return input;
  } catch (error) {
    throw new AwsError(
      "InvalidExecutionInput",
      `Invalid State Machine Execution Input: '${(error as Error).message}'`,
    );
  }
}
