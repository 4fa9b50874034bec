import { TemplateError } from "../common/template-error.ts";
import { type Condition, type ConditionBlock, type Context, readCondition } from "./conditions.ts";
import { wildcard } from "./patterns.ts";

/** A statement of an identity-based policy, as it is written. */
export interface PolicyStatement {
  Sid?: string;
  Effect: string;
  Action?: string | string[];
  NotAction?: string | string[];
  Resource?: string | string[];
  NotResource?: string | string[];
  Condition?: ConditionBlock;
}

/** The same statement, compiled: whether it applies to a request. */
export interface Statement {
  effect: "Allow" | "Deny";
  written: PolicyStatement;
  covers(action: string, resource: string, context: Context): boolean;
}

const ELEMENTS = ["Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition"];

/** @throws TemplateError for an element that the local AWS would ignore */
export function readStatements(written: readonly PolicyStatement[]): Statement[] {
  return written.map((statement) => {
    const { Effect, Condition } = statement;
    const unknown = Object.keys(statement).find((name) => !ELEMENTS.includes(name));
    if (unknown !== undefined)
      throw new TemplateError(
        `Unknown element ${unknown} in a policy statement. Use: ${ELEMENTS.join(", ")}.`,
      );
    if (Effect !== "Allow" && Effect !== "Deny") {
      throw new TemplateError(`Invalid Effect ${Effect} in a policy statement. Give Allow or Deny.`);
    }
    const isAction = oneOf(statement, "Action", "i"); // Actions know no case.
    const isResource = oneOf(statement, "Resource", "");
    const holds: Condition = Condition ? readCondition(Condition) : () => true;
    return {
      effect: Effect,
      written: statement,
      covers: (action, resource, context) => isAction(action) && isResource(resource) && holds(context),
    };
  });
}

/** `Action` or `NotAction`, `Resource` or `NotResource`. */
function oneOf(
  statement: PolicyStatement,
  name: "Action" | "Resource",
  flags: "" | "i",
): (text: string) => boolean {
  const own = statement[name];
  const others = statement[`Not${name}`];
  if ((own === undefined) === (others === undefined)) {
    throw new TemplateError(
      `Both or neither of ${name} and Not${name} in a policy statement: ${JSON.stringify(statement)}. Give one of them.`,
    );
  }
  const patterns = [own ?? others ?? []].flat();
  const variable = patterns.find((pattern) => pattern.includes("${"));
  if (variable !== undefined) {
    throw new TemplateError(
      `The local AWS does not know policy variables, such as in ${variable}. Write the value itself.`,
    );
  }
  const tests = patterns.map((pattern) => wildcard(pattern, flags));
  const isListed = (text: string) => tests.some((matches) => matches(text));
  return own !== undefined ? isListed : (text) => !isListed(text);
}
