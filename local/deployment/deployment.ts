import { collectionArn, NAME } from "../common/names.ts";
import { TemplateError } from "../common/template-error.ts";
import type { Role } from "../iam/role.ts";
import { type PolicyStatement, readStatements } from "../iam/statement.ts";
import { resolve } from "./intrinsics.ts";
import { functionName, type PhysicalNames, physicalNames } from "./physical-names.ts";
import { type Resource, resourcesOf, type Template, type Value } from "./template.ts";

export interface DeployedFunction {
  role: Role;
  environment: Record<string, string>;
  timeoutSeconds: number;
}

/** A rule of EventBridge. */
export interface EventRule {
  arn: string;
  /** As the template has it; `events/pattern.ts` reads it. */
  pattern: Value;
  targets: {
    arn: string;
    /** The role in which the rule calls it; for a queue, the rights that the queue's policy gives to EventBridge. */
    role: Role;
    properties: Record<string, Value>;
  }[];
}

/** What the local AWS takes from the template, with its own names in it. */
export interface Deployment {
  /** By name: `DetectFaces`. */
  functions: ReadonlyMap<string, DeployedFunction>;
  /** By the state machine's ARN. */
  roleOfStateMachine(arn: string): Role;
  rules: readonly EventRule[];
  /** Where photos may lie: `uploads/`, `archive/`, `s3://bucket/prefix/`. */
  sources: readonly string[];
}

/** Seconds, of a function that names none. */
const LAMBDAS_OWN_TIMEOUT = 3;

/** @throws TemplateError for anything that would behave differently than on AWS */
export function deploymentOf(template: Template): Deployment {
  const names = physicalNames(template);
  const resolved = resolveAll(template, names);
  const roles = new Map(resourcesOf(resolved, "AWS::IAM::Role").map((role) => [arnOf(names, role.id), role]));
  const roleOf = (arn: Value | undefined): Role => {
    const role = roles.get(String(arn));
    if (!role)
      throw new TemplateError(
        `No role ${JSON.stringify(arn)} in infra/template.json. Make the template again: npm run template`,
      );
    const written = [...inlineOf(role), ...attachedTo(resolved, names.get(role.id)!.Ref!)];
    return { arn: String(arn), name: names.get(role.id)!.Ref!, statements: readStatements(written) };
  };
  return {
    functions: new Map(
      resourcesOf(resolved, "AWS::Lambda::Function").map((resource) => [
        functionName(resource),
        {
          role: roleOf(resource.Properties.Role),
          environment: environmentOf(resource),
          timeoutSeconds: Number(resource.Properties.Timeout ?? LAMBDAS_OWN_TIMEOUT),
        },
      ]),
    ),
    roleOfStateMachine: (arn) => {
      const machines = resourcesOf(resolved, "AWS::StepFunctions::StateMachine");
      return roleOf(machines.find(({ id }) => arnOf(names, id) === arn)?.Properties.RoleArn);
    },
    rules: resourcesOf(resolved, "AWS::Events::Rule")
      .filter(({ Properties }) => Properties.State !== "DISABLED" && Properties.EventPattern !== undefined)
      .map(({ id, Properties }) => ({
        arn: arnOf(names, id),
        pattern: Properties.EventPattern!,
        targets: (Properties.Targets as Record<string, Value>[]).map((target) => ({
          arn: String(target.Arn),
          role: target.RoleArn === undefined ? guestAt(resolved, String(target.Arn)) : roleOf(target.RoleArn),
          properties: target,
        })),
      })),
    sources: JSON.parse(String(template.Outputs?.Sources?.Value ?? "[]")) as string[],
  };
}

const arnOf = (names: PhysicalNames, id: string) => names.get(id)!.Arn!;

/** On AWS the collection's name ends in the stack's id, which the local AWS does not have. */
function resolveAll(template: Template, names: PhysicalNames): Template {
  const [collection] = resourcesOf(template, "AWS::Rekognition::Collection");
  const there = String(resolve(collection?.Properties.CollectionId ?? NAME, names));
  const rename = (value: Value): Value => {
    if (value === there) return NAME;
    if (value === collectionArn(there)) return collectionArn(NAME);
    if (Array.isArray(value)) return value.map(rename);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, rename(item)]));
  };
  const Resources = Object.entries(template.Resources).map(([id, { Type, Properties }]) => [
    id,
    { Type, Properties: rename(resolve(Properties, names)) },
  ]);
  return { Resources: Object.fromEntries(Resources) } as Template;
}

function inlineOf({ Properties }: Resource): PolicyStatement[] {
  const policies = (Properties.Policies ?? []) as unknown as {
    PolicyDocument: { Statement: PolicyStatement[] };
  }[];
  return policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
}

function attachedTo(template: Template, role: string): PolicyStatement[] {
  return resourcesOf(template, "AWS::IAM::Policy")
    .filter(({ Properties }) => (Properties.Roles as string[]).includes(role))
    .flatMap(
      ({ Properties }) =>
        (Properties.PolicyDocument as unknown as { Statement: PolicyStatement[] }).Statement,
    );
}

const EVENTS = "events.amazonaws.com";

/** EventBridge as a caller: it may do what the queue's policy grants it. */
function guestAt(template: Template, queueArn: string): Role {
  const written = resourcesOf(template, "AWS::SQS::QueuePolicy")
    .flatMap(
      ({ Properties }) => (Properties.PolicyDocument as unknown as { Statement: Invitation[] }).Statement,
    )
    .filter(({ Resource }) => [Resource].flat().includes(queueArn))
    .filter(({ Principal: { Service, AWS } }) => AWS === "*" || [Service].flat().includes(EVENTS))
    .map(({ Principal: _, ...statement }) => statement);
  return { arn: queueArn, name: EVENTS, statements: readStatements(written) };
}

interface Invitation extends PolicyStatement {
  Principal: { Service?: string | string[]; AWS?: string };
}

function environmentOf({ Properties }: Resource): Record<string, string> {
  const { Variables = {} } = (Properties.Environment ?? {}) as { Variables?: Record<string, Value> };
  return Object.fromEntries(Object.entries(Variables).map(([name, value]) => [name, String(value)]));
}
