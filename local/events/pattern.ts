import { TemplateError } from "../common/template-error.ts";
import type { Value } from "../deployment/template.ts";

/** Whether an event matches a rule of EventBridge. */
export type Pattern = (event: Value | undefined) => boolean;

/** Whether a field's value matches; it is `undefined` where the event has no such field. */
type Matcher = (value: Value | undefined) => boolean;

/**
 * Reads an event pattern: an object names fields, an array the values that one of them may have.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 *
 * @throws TemplateError for a comparison that the local AWS does not know
 */
export function readPattern(pattern: Value): Pattern {
  if (!isObject(pattern))
    throw new TemplateError(`Invalid event pattern ${JSON.stringify(pattern)}. Give an object of fields.`);
  const fields = Object.entries(pattern).map(([name, wanted]): Pattern => {
    if (name === "$or") {
      const choices = list(wanted, name).map(readPattern);
      return (event) => choices.some((matches) => matches(event));
    }
    const matches = isObject(wanted) ? readPattern(wanted) : anyOf(list(wanted, name).map(readMatcher));
    return (event) => matches(isObject(event) ? event[name] : undefined);
  });
  return (event) => fields.every((matches) => matches(event));
}

function anyOf(matchers: Matcher[]): Matcher {
  // Of a field with several values one is enough.
  return (value) =>
    Array.isArray(value)
      ? value.some((item) => matchers.some((matches) => matches(item)))
      : matchers.some((matches) => matches(value));
}

function readMatcher(written: Value): Matcher {
  if (!isObject(written)) return (value) => value === written;
  const [[operator, argument] = ["", null], ...others] = Object.entries(written);
  const read = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined;
  if (read && others.length === 0) return read(argument, operator);
  throw new TemplateError(
    `The local AWS does not know the comparison ${JSON.stringify(written)} of an event pattern. Use one of ${Object.keys(OPERATORS).join(", ")}, or add it to local/events/pattern.ts.`,
  );
}

const OPERATORS: Record<string, (argument: Value, operator: string) => Matcher> = {
  prefix: (argument) => affix(argument, (text, part) => text.startsWith(part)),
  suffix: (argument) => affix(argument, (text, part) => text.endsWith(part)),
  "equals-ignore-case": (argument) => affix({ "equals-ignore-case": argument }, (a, b) => a === b),
  wildcard: (argument, operator) => {
    // A backslash takes the meaning of the star or backslash behind it.
    const source = string(argument, operator).replaceAll(
      /\\([*\\])|\*|[^*\\]|\\/g,
      (all, escaped?: string) =>
        all === "*" ? ".*" : (escaped ?? all).replace(/[.*+?^${}()|[\]\\]/, "\\$&"),
    );
    const regex = new RegExp(`^${source}$`, "su");
    return (value) => typeof value === "string" && regex.test(value);
  },
  exists: (argument) => (value) => (value !== undefined) === argument,
  numeric: (argument, operator) => {
    const parts = list(argument, operator);
    const tests = parts.flatMap((part, i) => (i % 2 === 0 ? [compare(part, parts[i + 1])] : []));
    return (value) => typeof value === "number" && tests.every((holds) => holds(value));
  },
  "anything-but": (argument) => {
    const excluded = [argument].flat().map(readMatcher);
    return (value) => value !== undefined && !excluded.some((matches) => matches(value));
  },
};

/** What `prefix` and `suffix` take: a text, or one whose case does not matter; `anything-but` may give several. */
function affix(argument: Value, holds: (text: string, part: string) => boolean): Matcher {
  const ignoresCase = isObject(argument) && "equals-ignore-case" in argument;
  const parts = [ignoresCase ? argument["equals-ignore-case"]! : argument]
    .flat()
    .map((part) => string(part, "prefix"));
  const fold = (text: string) => (ignoresCase ? text.toLowerCase() : text);
  return (value) => typeof value === "string" && parts.some((part) => holds(fold(value), fold(part)));
}

function compare(operator: Value, limit: Value | undefined): (value: number) => boolean {
  if (typeof limit === "number") {
    if (operator === "=") return (value) => value === limit;
    if (operator === "<") return (value) => value < limit;
    if (operator === "<=") return (value) => value <= limit;
    if (operator === ">") return (value) => value > limit;
    if (operator === ">=") return (value) => value >= limit;
  }
  throw new TemplateError(
    `Invalid numeric comparison ${JSON.stringify([operator, limit])}. Give =, <, <=, > or >=, and a number.`,
  );
}

const isObject = (value: Value | undefined): value is { [name: string]: Value } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function list(value: Value, name: string): Value[] {
  if (Array.isArray(value)) return value;
  throw new TemplateError(`Invalid ${name} in an event pattern: ${JSON.stringify(value)}. Give a list.`);
}

function string(value: Value, name: string): string {
  if (typeof value === "string") return value;
  throw new TemplateError(`Invalid ${name} in an event pattern: ${JSON.stringify(value)}. Give a text.`);
}
