import {
  ACCOUNT,
  BACKFILL,
  bucketArn,
  collectionArn,
  DEAD_LETTERS,
  functionArn,
  NAME,
  QUEUE,
  queueArn,
  REGION,
  roleArn,
  stateMachineArn,
  tableArn,
} from "../common/names.ts";
import { TemplateError } from "../common/template-error.ts";
import type { Resource, Template } from "./template.ts";

/** Values of `Ref` (key `Ref`) and of `Fn::GetAtt` (key: the attribute's name), by logical id. */
export type PhysicalNames = ReadonlyMap<string, Readonly<Record<string, string>>>;

/** The local AWS has one resource of most types, named `lookalike`. */
export function physicalNames({ Resources }: Template): PhysicalNames {
  return new Map(
    Object.entries(Resources).map(([id, resource]) => {
      const names = NAMES[resource.Type];
      if (!names)
        throw new TemplateError(
          `The template has ${id} of the type ${resource.Type}, which the local AWS does not have. Add it to local/deployment/physical-names.ts.`,
        );
      return [id, names(logicalName(id), resource)];
    }),
  );
}

/** The two state machines of the local AWS. */
const QUEUES: Record<string, string> = {
  WaitingQueue: QUEUE,
  WaitingDeadLetters: DEAD_LETTERS,
};

const NAMES: Record<string, (name: string, resource: Resource) => Record<string, string>> = {
  "AWS::S3::Bucket": () => ({ Ref: NAME, Arn: bucketArn() }),
  "AWS::DynamoDB::Table": () => ({ Ref: NAME, Arn: tableArn(NAME) }),
  "AWS::Rekognition::Collection": () => ({ Ref: NAME, Arn: collectionArn(NAME) }),
  "AWS::Lambda::Function": (_, resource) => {
    const name = functionName(resource);
    return { Ref: `${NAME}-${name}`, Arn: functionArn(name) };
  },
  "AWS::StepFunctions::StateMachine": (name) => {
    const own = name.startsWith("Backfill") ? BACKFILL : NAME;
    return { Ref: stateMachineArn(own), Arn: stateMachineArn(own), Name: own };
  },
  "AWS::IAM::Role": (name) => ({ Ref: `${NAME}-${name}`, Arn: roleArn(name) }),
  "AWS::IAM::Policy": (name) => ({ Ref: name }),
  "AWS::Logs::LogGroup": (name) => ({
    Ref: `${NAME}-${name}`,
    Arn: `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:${NAME}-${name}:*`,
  }),
  "AWS::Events::Rule": (name) => ({
    Ref: `${NAME}-${name}`,
    Arn: `arn:aws:events:${REGION}:${ACCOUNT}:rule/${NAME}-${name}`,
  }),
  "AWS::SQS::Queue": (name) => {
    const own = QUEUES[name] ?? `${NAME}-${name}`;
    return {
      Ref: `https://sqs.${REGION}.amazonaws.com/${ACCOUNT}/${own}`,
      Arn: queueArn(own),
      QueueName: own,
    };
  },
  "AWS::SQS::QueuePolicy": (name) => ({ Ref: name }),
};

/** A logical id without the hash that the CDK puts behind it. */
export const logicalName = (id: string) => id.replace(/[0-9A-F]{8}$/, "");

/** The state that a function is for, from the file that its description names: `DetectFaces` of `detect-faces`. */
export function functionName({ Properties }: Resource): string {
  const file = /^Lookalike: ([a-z-]+)$/.exec(String(Properties.Description))?.[1];
  if (file === undefined) {
    throw new TemplateError(
      `Invalid description of a function: ${JSON.stringify(Properties.Description)}. Write "Lookalike: <file>", such as "Lookalike: detect-faces".`,
    );
  }
  return file.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
