import { readFile } from "node:fs/promises";
import { RegionError } from "../region-error.ts";

/** What CloudFormation's templates are made of: JSON in which objects such as `{Ref: …}` stand for text. */
export type Value = string | number | boolean | null | Value[] | { [name: string]: Value };

export interface Resource {
  Type: string;
  Properties: Record<string, Value>;
}

export interface Template {
  Resources: Record<string, Resource>;
}

/** The part of the synthesised template that the laptop reads; `npm run template` writes it. */
const FILE = new URL("../../infra/template.json", import.meta.url);

export async function readTemplate(): Promise<Template> {
  return JSON.parse(await readFile(FILE, "utf8")) as Template;
}

/** Something in the template that the laptop would take for other than AWS does. */
export class TemplateError extends RegionError {
  override name = "TemplateError";
}

export function resourcesOf({ Resources }: Template, type: string): ({ id: string } & Resource)[] {
  return Object.entries(Resources).flatMap(([id, resource]) =>
    resource.Type === type ? [{ id, ...resource }] : [],
  );
}
