import { Token } from "aws-cdk-lib";
import { RetentionDays } from "aws-cdk-lib/aws-logs";
import { DEFAULT_REQUIREMENTS, OLDEST_AGE } from "../core/requirements.ts";
import { NONCURRENT_DAYS } from "../core/retention.ts";

/** The options of a deployment: in `cdk.json` under `context`, or by `-c name=value`. */
export interface LookalikeOptions {
  /** Tells several environments of one account and region apart. */
  stackName: string;
  /** An existing bucket, table and collection to go on with, such as a destroyed stack left; new ones if empty. */
  bucket: string;
  table: string;
  collection: string;
  /** Lowest estimated age of a face that is kept, years. */
  minAge: number;
  /** Lowest brightness of a face that is kept, 0 to 100. */
  minBrightness: number;
  /** Lowest sharpness of a face that is kept, 0 to 100. */
  minSharpness: number;
  /** Lowest confidence that it is a face, 0 to 100. */
  minConfidence: number;
  /** Shortest side of a face that is kept, pixels. */
  minFace: number;
  /** Where a rejected photo goes: moved under `rejected/`, or deleted. */
  rejected: "move" | "delete";
  /** One paid call per photo instead of two. */
  economy: boolean;
  /** The account's quota for DetectFaces and IndexFaces, calls per second each. */
  rekognitionRate: number;
  /** Reserve Lambda concurrency, so that a large upload waits in Step Functions, not at Rekognition. */
  reserveConcurrency: boolean;
  /** Where alarms are sent; nowhere if empty. */
  alarmEmail: string;
  /** Days that logs are kept; one of CloudWatch's own steps. */
  logDays: number;
  /** Days that photos under `rejected/` and results of a backfill are kept. */
  rejectedDays: number;
  /** Days that overwritten and deleted objects can be brought back. */
  noncurrentDays: number;
  /** Most that one Athena query may scan, GB. */
  queryLimitGb: number;
  /** Photos outside `uploads/` for a backfill: `archive/` in the own bucket, `s3://bucket/prefix/` in another. */
  sources: string[];
  /** ARNs of the KMS keys that photos in `sources` are encrypted with. */
  sourceKeys: string[];
}

/** Of a deployment that is given no other name. */
export const STACK_NAME = "Lookalike";

export const DEFAULT_OPTIONS: LookalikeOptions = {
  stackName: STACK_NAME,
  bucket: "",
  table: "",
  collection: "",
  ...DEFAULT_REQUIREMENTS,
  rejected: "move",
  economy: false,
  // The quota that the regions with the lowest one start with.
  rekognitionRate: 5,
  reserveConcurrency: false,
  alarmEmail: "",
  logDays: 30,
  rejectedDays: 30,
  noncurrentDays: NONCURRENT_DAYS,
  queryLimitGb: 10,
  sources: [],
  sourceKeys: [],
};

/** A wrong option; its message is all that the user needs to read. */
export class OptionError extends Error {
  override name = "OptionError";
}

type Reader<T> = (name: string, value: unknown) => T;

const readers: { [K in keyof LookalikeOptions]: Reader<LookalikeOptions[K]> } = {
  // CloudFormation's own rule.
  stackName: textLike(/^[A-Za-z][A-Za-z0-9-]{0,127}$/, "letters, digits and hyphens, a letter first"),
  bucket: textLike(/^([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])?$/, "the name of a bucket"),
  table: textLike(/^([\w.-]{3,255})?$/, "the name of a table"),
  collection: textLike(/^[\w.-]{0,255}$/, "the id of a collection"),
  minAge: wholeNumber(0, OLDEST_AGE),
  minBrightness: numberBetween(0, 100),
  minSharpness: numberBetween(0, 100),
  minConfidence: numberBetween(0, 100),
  minFace: wholeNumber(0, 10_000),
  rejected: oneOf("move", "delete"),
  economy: flag,
  rekognitionRate: numberBetween(1, 10_000),
  reserveConcurrency: flag,
  alarmEmail: textLike(/^([^\s@]+@[^\s@]+\.[^\s@]+)?$/, "an e-mail address"),
  logDays: retention,
  rejectedDays: wholeNumber(1, 3650),
  noncurrentDays: wholeNumber(1, 3650),
  queryLimitGb: numberBetween(0.01, 100_000),
  sources,
  sourceKeys,
};

export const OPTION_NAMES = Object.keys(DEFAULT_OPTIONS) as (keyof LookalikeOptions)[];

/**
 * The options among the CDK context, the rest by default. Values may be text, as `-c` gives them.
 * @throws OptionError for a wrong value, and for a name that is no option.
 */
export function readOptions(context: Record<string, unknown>): LookalikeOptions {
  // What the CDK itself keeps in the context has `:`, `/` or `-` in its name.
  const unknown = Object.keys(context).find(
    (name) => /^\w+$/.test(name) && !OPTION_NAMES.includes(name as keyof LookalikeOptions),
  );
  if (unknown !== undefined) {
    throw new OptionError(`Unknown option "${unknown}". The options are: ${OPTION_NAMES.join(", ")}.`);
  }
  const read = <K extends keyof LookalikeOptions>(name: K): LookalikeOptions[K] =>
    context[name] === undefined ? DEFAULT_OPTIONS[name] : readers[name](name, context[name]);
  return Object.fromEntries(OPTION_NAMES.map((name) => [name, read(name)])) as unknown as LookalikeOptions;
}

function fail(name: string, expected: string, value: unknown): never {
  throw new OptionError(`Invalid value ${JSON.stringify(value)} for the option ${name}. Give ${expected}.`);
}

function numberBetween(from: number, to: number): Reader<number> {
  return (name, value) => {
    const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
    const ok = typeof number === "number" && !Token.isUnresolved(number) && number >= from && number <= to;
    return ok ? number : fail(name, `a number from ${from} to ${to}`, value);
  };
}

function wholeNumber(from: number, to: number): Reader<number> {
  const read = numberBetween(from, to);
  return (name, value) => {
    const number = read(name, value);
    return Number.isInteger(number) ? number : fail(name, `a whole number from ${from} to ${to}`, value);
  };
}

function oneOf<T extends string>(...choices: T[]): Reader<T> {
  return (name, value) =>
    choices.find((choice) => choice === value) ?? fail(name, choices.join(" or "), value);
}

function flag(name: string, value: unknown): boolean {
  if (value === true || value === "true") return true;
  if (value === false || value === "false") return false;
  return fail(name, "true or false", value);
}

function textLike(pattern: RegExp, expected: string): Reader<string> {
  return (name, value) =>
    typeof value === "string" && pattern.test(value) ? value : fail(name, expected, value);
}

function retention(name: string, value: unknown): number {
  const steps = Object.values(RetentionDays).filter((days) => typeof days === "number" && days < 9999);
  const days = numberBetween(1, 3653)(name, value);
  return steps.includes(days) ? days : fail(name, `one of ${steps.join(", ")}`, value);
}

/** What the pipeline writes itself must not come back to it as a photo. */
const RESULTS =
  /^(detect-faces|index-faces|keep-faces|thumbnails|photos|rejected|exports|athena|backfill)(\/|$)/;
const SOURCE = /^(?:s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](?:\/[^*?]*)?|[^*?:/][^*?:]*\/)$/;

function sources(name: string, value: unknown): string[] {
  const expected =
    "a list of folders (archive/) or buckets (s3://bucket/prefix/) without wildcards or results";
  return list(name, value, expected, (part) => SOURCE.test(part) && !RESULTS.test(part));
}

/** A policy can name a key by its ARN only, not by an alias. */
const KEY_ARN = /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/;

function sourceKeys(name: string, value: unknown): string[] {
  const expected = "a list of KMS keys (arn:aws:kms:REGION:ACCOUNT:key/ID)";
  return list(name, value, expected, (part) => KEY_ARN.test(part));
}

function list(name: string, value: unknown, expected: string, isRight: (part: string) => boolean): string[] {
  const parts = typeof value === "string" ? value.split(",").filter((part) => part !== "") : value;
  if (!Array.isArray(parts)) return fail(name, expected, value);
  const wrong = parts.find((part) => typeof part !== "string" || !isRight(part));
  return wrong === undefined ? parts : fail(name, expected, wrong);
}
