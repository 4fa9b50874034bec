import { readFile } from "node:fs/promises";

/** A value in a CloudFormation template: JSON in which an object such as `{Ref: …}` may stand in place of a text. */
export type Value = string | number | boolean | null | Value[] | { [name: string]: Value };

export interface Resource {
  Type: string;
  Properties: Record<string, Value>;
}

export interface Template {
  Resources: Record<string, Resource>;
  Outputs?: Record<string, { Value: Value }>;
}

/** The part of the synthesised template that the local AWS reads; `npm run template` writes it. */
const FILE = new URL("../../infra/template.json", import.meta.url);

export async function readTemplate(): Promise<Template> {
  return JSON.parse(await readFile(FILE, "utf8")) as Template;
}

export function resourcesOf({ Resources }: Template, type: string): ({ id: string } & Resource)[] {
  return Object.entries(Resources).flatMap(([id, resource]) =>
    resource.Type === type ? [{ id, ...resource }] : [],
  );
}
