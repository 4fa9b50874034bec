// @ts-nocheck
import type { Json } from "./synthesised.ts";

/**
 * The fields that the Amazon States Language has, as far as the two state machines may use it. Step Functions refuses
 * others at deployment; validators at hand read over them.
 */
const COMMON = ["Type", "Comment", "QueryLanguage"];
const FLOW = ["Next", "End"];
const PATHS = ["InputPath", "OutputPath", "ResultPath", "Parameters", "ResultSelector"];
const JSONATA = ["Arguments", "Output", "Assign"];
const ERRORS = ["Retry", "Catch"];

const STATE_FIELDS: Record<string, string[]> = {
  Task: [
    ...COMMON,
    ...FLOW,
    ...PATHS,
    ...JSONATA,
    ...ERRORS,
    "Resource",
    "Credentials",
    "TimeoutSeconds",
    "HeartbeatSeconds",
  ],
  Map: [
    ...COMMON,
    ...FLOW,
    ...PATHS,
    ...JSONATA,
    ...ERRORS,
    "Label",
    "Items",
    "ItemsPath",
    "ItemReader",
    "ItemSelector",
    "ItemBatcher",
    "ItemProcessor",
    "ResultWriter",
    "MaxConcurrency",
    "ToleratedFailurePercentage",
    "ToleratedFailureCount",
  ],
  Choice: [...COMMON, "Choices", "Default", "InputPath", "OutputPath", "Output", "Assign"],
  Pass: [...COMMON, ...FLOW, ...PATHS, "Result", "Output", "Assign"],
  Wait: [...COMMON, ...FLOW, "Seconds", "SecondsPath", "Timestamp", "TimestampPath", "Output", "Assign"],
  Succeed: [...COMMON, "InputPath", "OutputPath", "Output"],
  Fail: [...COMMON, "Error", "Cause", "ErrorPath", "CausePath"],
};

const PARTS = {
  machine: ["Comment", "StartAt", "States", "TimeoutSeconds", "QueryLanguage", "Version"],
  processor: ["Comment", "StartAt", "States", "ProcessorConfig"],
  ProcessorConfig: ["Mode", "ExecutionType"],
  Retry: [
    "Comment",
    "ErrorEquals",
    "IntervalSeconds",
    "BackoffRate",
    "MaxAttempts",
    "MaxDelaySeconds",
    "JitterStrategy",
    "Assign",
  ],
  Catch: ["Comment", "ErrorEquals", "ResultPath", "Next", "Output", "Assign"],
  ItemBatcher: ["MaxItemsPerBatch"],
  ItemReader: ["Resource", "Parameters", "Arguments", "ReaderConfig"],
  ResultWriter: ["Resource", "Parameters", "Arguments", "WriterConfig"],
};

const COMPARISONS =
  /^(String|Numeric|Boolean|Timestamp)(Equals|LessThan|GreaterThan|LessThanEquals|GreaterThanEquals|Matches)(Path)?$/;
const CHOICE_FIELDS =
  /^(Comment|Variable|Next|And|Or|Not|Condition|Output|Assign|Is(Null|Present|Numeric|String|Boolean|Timestamp))$/;

type Fields = Record<string, Json>;

/** Paths of the fields that ASL does not know, such as `States.Photos.MaxConcurency`. */
export function unknownFields(machine: Json): string[] {
  const { States, ...rest } = machine as Fields;
  return [...others(rest, PARTS.machine, ""), ...inStates(States as Fields, "States.")];
}

function inStates(states: Fields, at: string): string[] {
  return Object.entries(states).flatMap(([name, state]) => inState(state as Fields, `${at}${name}.`));
}

function inState(state: Fields, at: string): string[] {
  const known = STATE_FIELDS[state.Type as string];
  if (!known) return [`${at}Type`];
  const {
    ItemProcessor,
    ItemBatcher,
    ItemReader,
    ResultWriter,
    Retry = [],
    Catch = [],
    Choices = [],
  } = state;
  const processor = (ItemProcessor ?? { States: {} }) as Fields;
  const { States, ...aroundStates } = processor;
  return [
    ...others(state, known, at),
    ...each(Retry, PARTS.Retry, `${at}Retry`),
    ...each(Catch, PARTS.Catch, `${at}Catch`),
    ...others((ItemBatcher ?? {}) as Fields, PARTS.ItemBatcher, `${at}ItemBatcher.`),
    ...others((ItemReader ?? {}) as Fields, PARTS.ItemReader, `${at}ItemReader.`),
    ...others((ResultWriter ?? {}) as Fields, PARTS.ResultWriter, `${at}ResultWriter.`),
    ...others(aroundStates, PARTS.processor, `${at}ItemProcessor.`),
    ...others((processor.ProcessorConfig ?? {}) as Fields, PARTS.ProcessorConfig, `${at}ProcessorConfig.`),
    ...inStates(States as Fields, `${at}ItemProcessor.States.`),
    ...(Choices as Fields[]).flatMap((choice, i) => inChoice(choice, `${at}Choices[${i}].`)),
  ];
}

function inChoice(choice: Fields, at: string): string[] {
  const nested = [choice.And, choice.Or, choice.Not].flat().filter((part) => part !== undefined) as Fields[];
  return [
    ...Object.keys(choice)
      .filter((field) => !CHOICE_FIELDS.test(field) && !COMPARISONS.test(field))
      .map((field) => at + field),
    ...nested.flatMap((part) => inChoice(part, at)),
  ];
}

const each = (list: Json, known: string[], at: string) =>
  (list as Fields[]).flatMap((part, i) => others(part, known, `${at}[${i}].`));

const others = (part: Fields, known: string[], at: string) =>
  Object.keys(part)
    .filter((field) => !known.includes(field))
    .map((field) => at + field);
