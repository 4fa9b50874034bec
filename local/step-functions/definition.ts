import "./with-resolvers.ts";
import { StateMachine } from "aws-local-stepfunctions";
import { LocalAwsError } from "../common/local-aws-error.ts";
import { isKnownValid, rememberValid } from "./valid-definitions.ts";

/** A state machine's definition that cannot run here; its message says which part. */
export class DefinitionError extends LocalAwsError {
  override name = "DefinitionError";
}

export interface Task {
  /** The function's ARN. */
  resource: string;
  timeoutSeconds: number;
}

export interface Definition {
  /** As DescribeStateMachine answers it. */
  text: string;
  machine: StateMachine;
  /** The same state machine, starting at another state. */
  from(state: string, input: unknown): StateMachine;
  /** By state name. */
  tasks: ReadonlyMap<string, Task>;
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

/** The longest that a timer can wait, about 24 days. Step Functions' own default is three years. */
const NO_TIMEOUT_SECONDS = 2_000_000;

/**
 * Reads an ASL document, filling in its `${Substitutions}`.
 *
 * The interpreter takes JSONPath only and ignores much that it does not know, so everything that would run
 * differently than on AWS is refused here.
 *
 * @param resources the ARNs that a Task may call
 * @throws DefinitionError
 */
export function readDefinition(
  asl: string,
  substitutions: Readonly<Record<string, string>>,
  resources: ReadonlySet<string>,
): Definition {
  const text = substitute(asl, substitutions);
  const definition = JSON.parse(text) as JsonObject;
  const tasks = new Map<string, Task>();
  visit(definition, (key, value, owner) => {
    if (key === "QueryLanguage" && value !== "JSONPath") refuse("QueryLanguage", value);
    if (key === "Assign" || key === "Arguments" || key === "Output") refuse("field of JSONata", key);
    if (typeof value === "string" && /\$\$\.(State|Task|Map)\b/.test(value)) refuse("context field", value);
    if (key === "HeartbeatSeconds" || key === "HeartbeatSecondsPath") refuse("field", key);
    if (key === "States" && isObject(value)) readTasks(value, resources, tasks);
    if (key === "Type" && value === "Task" && owner.TimeoutSecondsPath === undefined) {
      owner.TimeoutSeconds ??= NO_TIMEOUT_SECONDS; // The interpreter's own default is a minute.
    }
  });
  const document = JSON.stringify(definition);
  try {
    const validationOptions = { noValidate: isKnownValid(document) };
    const machine = new StateMachine(definition as unknown as MachineDefinition, { validationOptions });
    rememberValid(document);
    return { text, tasks, machine, from: (state, input) => startingAt(definition, state, input as Json) };
  } catch (error) {
    throw new DefinitionError(
      `Invalid state machine: ${(error as Error).message}\nCorrect it in infra/*.asl.json.`,
      {
        cause: error,
      },
    );
  }
}

/** Stands before the state that a redriven execution goes on from: the execution's own input stays what it was. */
export const REDRIVEN = "(redriven)";

function startingAt(definition: JsonObject, state: string, input: Json): StateMachine {
  const States = {
    ...(definition.States as JsonObject),
    [REDRIVEN]: { Type: "Pass", Result: input, Next: state },
  };
  const redriven = { ...definition, StartAt: REDRIVEN, States } as unknown as MachineDefinition;
  // It was valid, and what lies behind need not be reachable now.
  return new StateMachine(redriven, { validationOptions: { noValidate: true } });
}

/** Fills in the `${Substitutions}` of an ASL document. */
export function substitute(asl: string, substitutions: Readonly<Record<string, string>>): string {
  return asl.replaceAll(/\$\{(\w+)\}/g, (whole, name: string) => {
    const value = substitutions[name];
    if (value === undefined)
      throw new DefinitionError(
        `No value for ${whole} of the state machine. Give it one in functionSubstitutions of local/pipeline-functions.ts.`,
      );
    return value;
  });
}

type MachineDefinition = ConstructorParameters<typeof StateMachine>[0];

function readTasks(states: JsonObject, resources: ReadonlySet<string>, tasks: Map<string, Task>): void {
  for (const [name, state] of Object.entries(states)) {
    if (!isObject(state) || state.Type !== "Task") continue;
    const { Resource, TimeoutSeconds } = state;
    if (typeof Resource !== "string" || !resources.has(Resource))
      refuse(`Resource in the state ${name}`, Resource);
    // Handlers are found by the state's name alone, in nested machines too.
    if (tasks.has(name)) refuse("second Task state of one name", name);
    const timeoutSeconds = typeof TimeoutSeconds === "number" ? TimeoutSeconds : NO_TIMEOUT_SECONDS;
    tasks.set(name, { resource: Resource as string, timeoutSeconds });
  }
}

/** @throws DefinitionError */
export function refuse(what: string, value: Json | undefined): never {
  throw new DefinitionError(
    `The state machine has a ${what} that the local AWS does not run: ${JSON.stringify(value)}. Change it in infra/*.asl.json, or add it to local/step-functions/.`,
  );
}

function visit(node: Json, see: (key: string, value: Json, owner: JsonObject) => void): void {
  if (Array.isArray(node)) for (const item of node) visit(item, see);
  if (!isObject(node)) return;
  for (const [key, value] of Object.entries(node)) {
    see(key, value, node);
    visit(value, see);
  }
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
