import { TemplateError } from "../common/template-error.ts";
import type { Value } from "../deployment/template.ts";

/** The input of a rule's target: the event, a part of it, or the result of its input transformer. */
export type TargetInput = (event: Value) => Value;

/** @throws TemplateError for a path or a variable that the local AWS does not know */
export function readTargetInput({ Input, InputPath, InputTransformer }: Record<string, Value>): TargetInput {
  if (Input !== undefined) {
    const constant = JSON.parse(String(Input)) as Value;
    return () => constant;
  }
  if (InputPath !== undefined) return readPath(InputPath);
  if (InputTransformer === undefined) return (event) => event;
  const { InputPathsMap = {}, InputTemplate } = InputTransformer as {
    InputPathsMap?: Record<string, Value>;
    InputTemplate: string;
  };
  const variables = new Map<string, TargetInput>(
    Object.entries(InputPathsMap).map(([name, path]) => [name, readPath(path)]),
  );
  variables.set("aws.events.event", (event) => event);
  variables.set("aws.events.event.json", (event) => event);
  const parts = InputTemplate.split(/<([\w.-]+)>/); // Text and names in turn.
  const unknown = parts.find((part, i) => i % 2 === 1 && !variables.has(part));
  if (unknown !== undefined)
    throw new TemplateError(
      `Unknown variable <${unknown}> in an input transformer. Use one of: ${[...variables.keys()].join(", ")}.`,
    );
  return (event) => {
    let isQuoted = false;
    const text = parts.map((part, i) => {
      if (i % 2 === 1) return write(variables.get(part)!(event), isQuoted);
      for (const [quote] of part.matchAll(/\\.|"/g)) if (quote === '"') isQuoted = !isQuoted;
      return part;
    });
    return JSON.parse(text.join("")) as Value;
  };
}

/** Between quotes a variable is text, elsewhere it is JSON. */
function write(value: Value, isQuoted: boolean): string {
  const json = JSON.stringify(value ?? "");
  if (!isQuoted) return json;
  return typeof value === "string" ? json.slice(1, -1) : JSON.stringify(json).slice(1, -1);
}

/** `$`, `$.detail.object.key`, `$.resources[0]`. */
function readPath(path: Value): TargetInput {
  const text = String(path);
  const steps = text.match(/^\$((?:\.[\w-]+|\[\d+\])*)$/)?.[1]?.match(/[\w-]+/g);
  if (steps === undefined)
    throw new TemplateError(
      `Invalid path ${text} into an event. Write it like $.detail.object.key or $.resources[0].`,
    );
  return (event) =>
    (steps ?? []).reduce<Value>(
      (value, step) => (value as Record<string, Value> | null)?.[step] ?? null,
      event,
    );
}
