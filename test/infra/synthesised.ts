import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import { FUNCTION_NAMES, type FunctionCode, type FunctionName } from "../../infra/bundle.ts";
import { createApp } from "../../infra/create-app.ts";

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

export interface Resource {
  Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: CloudFormation's properties have as many shapes as resources
  Properties: any;
  DeletionPolicy?: string;
  UpdateReplacePolicy?: string;
}

export interface Template {
  Resources: Record<string, Resource>;
  Outputs: Record<string, { Value: Json }>;
}

/** Code that stands for the functions where only the template matters: nothing is bundled or downloaded. */
export function placeholderCode(): FunctionCode {
  const folder = join(inject("runFolder"), "placeholder");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "index.cjs"), "exports.handler = async () => {};\n");
  return Object.fromEntries(FUNCTION_NAMES.map((name) => [name, folder])) as FunctionCode;
}

/** The CDK's own rules take seconds each time; `findings.test.ts` has them checked. */
export const QUICK = { "@aws-cdk/core:validateAgainstDefaultRules": false };

const made = new Map<string, Template>();

/** The template that these options give; made once for each choice of them. */
export function synthesise(context: Record<string, unknown> = {}): Template {
  const key = JSON.stringify(context);
  const template = made.get(key) ?? synthesiseAnew(context);
  made.set(key, template);
  return template;
}

function synthesiseAnew(context: Record<string, unknown>): Template {
  const outdir = mkdtempSync(join(tmpdir(), "lookalike-assembly-"));
  try {
    const { app } = createApp({ code: placeholderCode(), context: { ...QUICK, ...context }, outdir });
    return app.synth().stacks[0]!.template as Template;
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

export function resources(template: Template, type: string): (Resource & { id: string })[] {
  return Object.entries(template.Resources)
    .filter(([, resource]) => resource.Type === type)
    .map(([id, resource]) => ({ id, ...resource }));
}

export function only(template: Template, type: string): Resource & { id: string } {
  const found = resources(template, type);
  if (found.length !== 1) throw new Error(`The template should have one ${type}, has ${found.length}`);
  return found[0]!;
}

/** An ARN or any other text with references in it, as one string: `<StorageBucket.Arn>/uploads/*`. */
export function textOf(value: Json): string {
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value)) return value.map(textOf).join(",");
  if ("Ref" in value) return `<${textOf(value.Ref!)}>`;
  if ("Fn::GetAtt" in value) return `<${(value["Fn::GetAtt"] as string[]).join(".")}>`;
  if ("Fn::Join" in value) {
    const [separator, parts] = value["Fn::Join"] as [string, Json[]];
    return parts.map(textOf).join(separator);
  }
  return JSON.stringify(value);
}

export interface Statement {
  effect: string;
  actions: string[];
  /** With the names of this stack: `bucket/uploads/*`, `table`, `collection`, `*`. */
  resources: string[];
  /** Logical id of the role. */
  role: string;
}

/** Everything that any role may do. */
export function statements(template: Template): Statement[] {
  const inline = resources(template, "AWS::IAM::Role").flatMap(({ id, Properties }) =>
    (Properties.Policies ?? []).map((policy: { PolicyDocument: Document }) => ({ id, ...policy })),
  );
  const attached = resources(template, "AWS::IAM::Policy").flatMap(({ Properties }) =>
    Properties.Roles.map((role: Json) => ({
      id: textOf(role).slice(1, -1),
      PolicyDocument: Properties.PolicyDocument as Document,
    })),
  );
  return [...inline, ...attached].flatMap(({ id, PolicyDocument }) =>
    PolicyDocument.Statement.map((statement: RawStatement) => ({
      effect: statement.Effect,
      actions: [statement.Action].flat(),
      resources: [statement.Resource].flat().map((resource) => named(template, textOf(resource))),
      role: id,
    })),
  );
}

interface RawStatement {
  Effect: string;
  Action: string | string[];
  Resource: Json;
}

interface Document {
  Statement: RawStatement[];
}

function collectionArn(template: Template): string {
  const { CollectionId } = only(template, "AWS::Rekognition::Collection").Properties;
  return `arn:<AWS::Partition>:rekognition:<AWS::Region>:<AWS::AccountId>:collection/${textOf(CollectionId)}`;
}

function named(template: Template, resource: string): string {
  return resource
    .replace(`<${only(template, "AWS::S3::Bucket").id}.Arn>`, "bucket")
    .replace(`<${only(template, "AWS::DynamoDB::Table").id}.Arn>`, "table")
    .replace(collectionArn(template), "collection");
}

/** The function's own statements, those for its logs and traces left out. */
export function statementsOf(template: Template, name: FunctionName): Statement[] {
  const lambda = lambdaOf(template, name);
  const role = textOf(lambda.Properties.Role).slice(1).split(".")[0];
  return statements(template)
    .filter((statement) => statement.role === role)
    .map((statement) => ({
      ...statement,
      actions: statement.actions.filter((a) => !/^(logs|xray):/.test(a)),
    }));
}

export function lambdaOf(template: Template, name: FunctionName): Resource & { id: string } {
  const lambdas = resources(template, "AWS::Lambda::Function");
  const lambda = lambdas.find(({ Properties }) => Properties.Description === `Lookalike: ${name}`);
  if (!lambda) throw new Error(`The template has no function ${name}`);
  return lambda;
}

/** Whether the statements allow an action on a resource; patterns as IAM reads them. */
export function allows(list: Statement[], action: string, resource: string): boolean {
  return list.some(
    (statement) =>
      statement.effect === "Allow" &&
      statement.actions.includes(action) &&
      statement.resources.some((pattern) => matches(pattern, resource)),
  );
}

function matches(pattern: string, resource: string): boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "s").test(resource);
}
