// @ts-nocheck
import { refuse, substitute } from "../definition.ts";
import type { Json } from "./evaluate.ts";

export interface Retrier {
  ErrorEquals: string[];
  IntervalSeconds?: number;
  BackoffRate?: number;
  MaxDelaySeconds?: number;
  MaxAttempts?: number;
  JitterStrategy?: "FULL" | "NONE";
}

interface Followed {
  Next?: string;
  End?: boolean;
}

export interface TaskState extends Followed {
  Type: "Task";
  Resource: string;
  Arguments: Json;
  Output?: Json;
  TimeoutSeconds: number;
  Retry?: Retrier[];
}

export interface ChoiceState {
  Type: "Choice";
  Choices: { Condition: string; Next: string }[];
  Default: string;
}

export interface WaitState extends Followed {
  Type: "Wait";
  Seconds: number;
}

export interface SucceedState {
  Type: "Succeed";
  Output?: Json;
}

/** A Distributed Map over the objects of a bucket. */
export interface MapState extends Followed {
  Type: "Map";
  Label: string;
  ItemReader: { Resource: string; Arguments: { Bucket: string; Prefix: string } };
  ItemSelector: Json;
  ItemBatcher: { MaxItemsPerBatch: number };
  MaxConcurrency: number;
  ToleratedFailurePercentage: number;
  ItemProcessor: Machine & { ProcessorConfig: { Mode: string; ExecutionType: string } };
  ResultWriter: { Resource: string; Arguments: { Bucket: string; Prefix: string } };
}

export type State = TaskState | ChoiceState | WaitState | SucceedState | MapState;

export interface Machine {
  StartAt: string;
  States: Record<string, State>;
}

export interface JsonataDefinition {
  /** As DescribeStateMachine answers it. */
  text: string;
  machine: Machine;
  /** The one Distributed Map, by its label. */
  map: MapState;
}

/** What is run here of each type; everything else would be run otherwise than on AWS. */
const FIELDS: Record<State["Type"], readonly string[]> = {
  Task: ["Resource", "Arguments", "Output", "TimeoutSeconds", "Retry", "Next", "End"],
  Choice: ["Choices", "Default"],
  Wait: ["Seconds", "Next", "End"],
  Succeed: ["Output"],
  Map: [
    "Label",
    "ItemReader",
    "ItemSelector",
    "ItemBatcher",
    "MaxConcurrency",
    "ToleratedFailurePercentage",
    "ItemProcessor",
    "ResultWriter",
    "Next",
    "End",
  ],
};

export const LIST_OBJECTS = "arn:aws:states:::s3:listObjectsV2";
export const PUT_OBJECT = "arn:aws:states:::s3:putObject";

/**
 * Reads an ASL document in JSONata, with one Distributed Map.
 *
 * @param resources the service integrations that a Task may call
 * @throws DefinitionError
 */
export function readJsonataDefinition(
  asl: string,
  substitutions: Readonly<Record<string, string>>,
  resources: ReadonlySet<string>,
): JsonataDefinition {
  const text = substitute(asl, substitutions);
  const { QueryLanguage, ...machine } = JSON.parse(text) as Machine & { QueryLanguage?: string };
  if (QueryLanguage !== "JSONata") refuse("QueryLanguage", QueryLanguage ?? null);
  check(machine, resources);
  const [map, ...others] = Object.values(machine.States).filter((state) => state.Type === "Map");
  if (!map || others.length > 0) refuse("number of Map states other than one", others.length);
  const { ItemReader, ItemProcessor, ResultWriter } = map;
  if (ItemReader.Resource !== LIST_OBJECTS) refuse("ItemReader", ItemReader.Resource);
  if (ResultWriter.Resource !== PUT_OBJECT) refuse("ResultWriter", ResultWriter.Resource);
  if (ItemProcessor.ProcessorConfig.Mode !== "DISTRIBUTED") refuse("Map", ItemProcessor.ProcessorConfig.Mode);
  check(ItemProcessor, resources);
  return { text, machine, map };
}

function check({ StartAt, States }: Machine, resources: ReadonlySet<string>): void {
  if (!States[StartAt]) refuse("StartAt", StartAt);
  for (const state of Object.values(States)) {
    const known = FIELDS[state.Type] ?? refuse("Type of state", state.Type);
    const unknown = Object.keys(state).find((name) => !["Type", "Comment", ...known].includes(name));
    if (unknown !== undefined) refuse(`field of a ${state.Type}`, unknown);
    if (state.Type === "Task" && !resources.has(state.Resource)) refuse("Resource", state.Resource);
  }
}
