/**
 * What the local AWS reads of the synthesised template: who may do what, what starts a photo, and what the functions are
 * told. It lies beside this file, so that the local AWS starts without the CDK. A test holds it equal to what is synthesised;
 * `npm run template` writes it.
 */
export const LOCAL_TEMPLATE = new URL("template.json", import.meta.url);

/** The properties that the local AWS reads, by resource type; of a type without any it reads the name alone. */
const KEPT: Record<string, readonly string[]> = {
  "AWS::S3::Bucket": [],
  "AWS::DynamoDB::Table": [],
  "AWS::Rekognition::Collection": ["CollectionId"],
  "AWS::Logs::LogGroup": [],
  "AWS::IAM::Role": ["Policies"],
  "AWS::IAM::Policy": ["PolicyDocument", "Roles"],
  "AWS::Lambda::Function": ["Description", "Environment", "Role", "Timeout"],
  "AWS::StepFunctions::StateMachine": ["RoleArn"],
  "AWS::Events::Rule": ["EventPattern", "State", "Targets"],
  "AWS::SQS::Queue": [],
  "AWS::SQS::QueuePolicy": ["PolicyDocument"],
};

/** Options that name resources of an AWS account; the local AWS has its own. */
const OF_AN_ACCOUNT = ["stackName", "bucket", "table", "collection", "sourceKeys"];

/** The options of `cdk.json` that mean something to the local AWS. */
export function localOptions(context: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(context).filter(([name]) => !OF_AN_ACCOUNT.includes(name)));
}

interface Resource {
  Type: string;
  Properties?: Record<string, unknown>;
}

export interface CloudFormationTemplate {
  Resources: Record<string, Resource>;
  Outputs: Record<string, { Value: unknown }>;
}

/** The outputs that the local AWS reads. */
const KEPT_OUTPUTS = ["Sources"];

/** The part of a synthesised template that the local AWS reads. */
export function localTemplateOf({ Resources, Outputs }: CloudFormationTemplate): CloudFormationTemplate {
  const kept = Object.entries(Resources).flatMap(([id, { Type, Properties = {} }]) => {
    const names = KEPT[Type];
    if (!names) return [];
    const properties = names.flatMap((name) => (name in Properties ? [[name, Properties[name]]] : []));
    return [[id, { Type, Properties: Object.fromEntries(properties) }]];
  });
  const outputs = KEPT_OUTPUTS.map((name) => [name, Outputs[name]]);
  return { Resources: Object.fromEntries(kept), Outputs: Object.fromEntries(outputs) };
}
