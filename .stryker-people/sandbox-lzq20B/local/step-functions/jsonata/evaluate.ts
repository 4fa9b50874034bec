// @ts-nocheck
import jsonata from "jsonata";
import { StatesError } from "../states-error.ts";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** `$states` of an expression. */
export interface States {
  input: Json;
  context: Json;
  /** What a Task was answered. */
  result?: Json;
}

const compiled = new Map<string, jsonata.Expression>();

/**
 * A template with the values of its `{% expressions %}`, by the interpreter that Step Functions itself uses.
 *
 * @throws StatesError `States.QueryEvaluationError`, also for an expression without a value, as on AWS
 */
export async function evaluate(template: Json, states: States): Promise<Json> {
  if (typeof template === "string") return await evaluateText(template, states);
  if (typeof template !== "object" || template === null) return template;
  if (Array.isArray(template)) return await Promise.all(template.map((item) => evaluate(item, states)));
  const entries = Object.entries(template).map(
    async ([key, value]) => [key, await evaluate(value, states)] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}

async function evaluateText(text: string, states: States): Promise<Json> {
  const source = /^\{%(.*)%\}$/s.exec(text)?.[1];
  if (source === undefined) return text;
  const expression = compiled.get(source) ?? jsonata(source);
  compiled.set(source, expression);
  const value: unknown = await expression.evaluate({}, { states }).catch((error: { message: string }) => {
    throw new StatesError(
      "States.QueryEvaluationError",
      `The expression '${source}' failed: ${error.message}`,
    );
  });
  // Its lists carry marks of its own.
  const json = JSON.stringify(value);
  if (json === undefined) {
    const cause = `The expression '${source}' returned nothing (undefined).`;
    throw new StatesError("States.QueryEvaluationError", cause);
  }
  return JSON.parse(json) as Json;
}
