import { TemplateError } from "../common/template-error.ts";
import { arnLike, wildcard } from "./patterns.ts";

/** Facts about a request that conditions may ask for. A fact that a request does not have is absent. */
export type Context = Readonly<Partial<Record<ContextKey, string>>>;

const CONTEXT_KEYS = [
  "aws:PrincipalAccount",
  "aws:PrincipalArn",
  "aws:RequestedRegion",
  "aws:SecureTransport",
  "aws:SourceArn",
  "s3:delimiter",
  "s3:prefix",
] as const;
type ContextKey = (typeof CONTEXT_KEYS)[number];

/** Whether the request's value meets the wanted one. */
type Operator = (wanted: string) => (actual: string) => boolean;

const equals: Operator = (wanted) => (actual) => actual === wanted;
const equalsIgnoringCase: Operator = (wanted) => (actual) => actual.toLowerCase() === wanted.toLowerCase();

const OPERATORS: Record<string, Operator> = {
  StringEquals: equals,
  StringEqualsIgnoreCase: equalsIgnoringCase,
  StringLike: (wanted) => wildcard(wanted),
  ArnEquals: arnLike, // IAM treats both alike.
  ArnLike: arnLike,
  Bool: equalsIgnoringCase,
};

const NEGATED: Record<string, string> = {
  StringNotEquals: "StringEquals",
  StringNotEqualsIgnoreCase: "StringEqualsIgnoreCase",
  StringNotLike: "StringLike",
  ArnNotEquals: "ArnEquals",
  ArnNotLike: "ArnLike",
};

export type Condition = (context: Context) => boolean;
export type ConditionBlock = Record<string, Record<string, string | boolean | (string | boolean)[]>>;

/**
 * Reads a statement's `Condition`: all operators and keys must hold, of several values one.
 *
 * @throws TemplateError for an operator or a key that the local AWS does not know: taking it as met or as not met
 * could allow what AWS denies
 */
export function readCondition(written: ConditionBlock): Condition {
  const tests = Object.entries(written).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => readTest(operator, key, [values].flat().map(String))),
  );
  return (context) => tests.every((holds) => holds(context));
}

function readTest(name: string, key: string, values: string[]): Condition {
  const known = CONTEXT_KEYS.find((each) => each.toLowerCase() === key.toLowerCase());
  if (!known)
    throw new TemplateError(
      `The local AWS does not know the condition key ${key} (${name}). Use one of ${CONTEXT_KEYS.join(", ")}, or add it to local/iam/conditions.ts.`,
    );
  if (name === "Null") return (context) => values.includes(String(context[known] === undefined));
  const ifExists = name.endsWith("IfExists");
  const plain = ifExists ? name.slice(0, -"IfExists".length) : name;
  const operator = OPERATORS[NEGATED[plain] ?? plain];
  if (!operator)
    throw new TemplateError(
      `The local AWS does not know the condition operator ${name} (${key}). Use one of ${[...Object.keys(OPERATORS), ...Object.keys(NEGATED)].join(", ")}, or add it to local/iam/conditions.ts.`,
    );
  const negated = plain in NEGATED;
  const tests = values.map(operator);
  return (context) => {
    const actual = context[known];
    // A key that the request does not have meets negated operators only.
    if (actual === undefined) return ifExists || negated;
    return tests.some((holds) => holds(actual)) !== negated;
  };
}
