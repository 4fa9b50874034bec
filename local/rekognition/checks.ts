import { counted } from "../../core/counted.ts";
import { AwsError } from "../gateway/aws-error.ts";

/**
 * The shape of a request: a rule per field, after Rekognition's service model. A value that breaks a constraint is
 * an InvalidParameterException, as the API reference has it, in the words that AWS's own validation uses.
 */
export type Rule = (value: unknown, path: string, report: Report) => void;
type Report = (value: unknown, path: string, constraint: string) => void;

/** @throws AwsError InvalidParameterException naming every field that is wrong */
export function checkRequest<T>(input: unknown, rules: Record<keyof T & string, Rule>): T {
  const violations: string[] = [];
  const report: Report = (value, path, constraint) => {
    violations.push(`Value ${quoted(value)} at '${path}' failed to satisfy constraint: Member ${constraint}`);
  };
  structure(rules)(input, "", report);
  if (violations.length === 0) return input as T;
  const count = `${counted(violations.length, "validation error")} detected`;
  throw new AwsError("InvalidParameterException", `${count}: ${violations.join("; ")}`);
}

export function invalidParameters(detail?: string): AwsError {
  const message = "Request has invalid parameters";
  return new AwsError("InvalidParameterException", detail === undefined ? message : `${message}: ${detail}`);
}

export function required(rule: Rule): Rule {
  return (value, path, report) =>
    isAbsent(value) ? report(null, path, "must not be null") : rule(value, path, report);
}

export function structure(rules: Readonly<Record<string, Rule>>): Rule {
  return (value, path, report) => {
    if (isAbsent(value)) value = {};
    if (typeof value !== "object" || Array.isArray(value)) throw wrongType("an object", value, path);
    for (const [name, rule] of Object.entries(rules)) {
      const member = name.charAt(0).toLowerCase() + name.slice(1);
      rule((value as Record<string, unknown>)[name], path === "" ? member : `${path}.${member}`, report);
    }
  };
}

export function text({ min = 0, max = Number.POSITIVE_INFINITY, pattern }: TextLimits): Rule {
  const whole = pattern === undefined ? undefined : new RegExp(`^(?:${pattern})$`, "u");
  return (value, path, report) => {
    if (isAbsent(value)) return;
    if (typeof value !== "string") throw wrongType("a string", value, path);
    if (value.length < min) report(value, path, `must have length greater than or equal to ${min}`);
    if (value.length > max) report(value, path, `must have length less than or equal to ${max}`);
    if (whole && !whole.test(value))
      report(value, path, `must satisfy regular expression pattern: ${pattern}`);
  };
}

interface TextLimits {
  min?: number;
  max?: number;
  /** The whole text must match. */
  pattern?: string;
}

export function number(min: number, max = Number.POSITIVE_INFINITY, { whole = false } = {}): Rule {
  return (value, path, report) => {
    if (isAbsent(value)) return;
    if (typeof value !== "number") throw wrongType("a number", value, path);
    if (whole && !Number.isInteger(value)) throw wrongType("a whole number", value, path);
    if (value < min) report(value, path, `must have value greater than or equal to ${min}`);
    if (value > max) report(value, path, `must have value less than or equal to ${max}`);
  };
}

export const integer = (min: number, max?: number): Rule => number(min, max, { whole: true });

export function oneOf(choices: readonly string[]): Rule {
  return (value, path, report) => {
    if (isAbsent(value)) return;
    if (typeof value !== "string") throw wrongType("a string", value, path);
    if (!choices.includes(value)) report(value, path, `must satisfy enum value set: [${choices.join(", ")}]`);
  };
}

export function list(member: Rule, { min = 0, max = Number.POSITIVE_INFINITY } = {}): Rule {
  return (value, path, report) => {
    if (isAbsent(value)) return;
    if (!Array.isArray(value)) throw wrongType("a list", value, path);
    if (value.length < min) report(value, path, `must have length greater than or equal to ${min}`);
    if (value.length > max) report(value, path, `must have length less than or equal to ${max}`);
    for (const [i, item] of value.entries()) member(item, `${path}.${i + 1}.member`, report);
  };
}

/** Accepted and ignored. */
export const anything: Rule = () => {};

const isAbsent = (value: unknown): value is null | undefined => value === undefined || value === null;

function wrongType(expected: string, value: unknown, path: string): AwsError {
  return new AwsError("SerializationException", `'${path}' should be ${expected}, is ${typeof value}`);
}

/** As AWS writes it; long values are cut, bytes never shown. */
function quoted(value: unknown): string {
  if (isAbsent(value)) return "null";
  const text = Array.isArray(value)
    ? `[${value.slice(0, 3).join(", ")}${value.length > 3 ? ", …" : ""}]`
    : `${value}`;
  return `'${text.length > 300 ? `${text.slice(0, 300)}…` : text}'`;
}
