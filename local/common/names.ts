import { LOCAL_NAME } from "../../core/local-name.ts";
import { ACCOUNT, REGION } from "./account.ts";

/** The names of all resources of the local AWS. */
export const NAME = LOCAL_NAME;
export { ACCOUNT, REGION };

export const stateMachineArn = (name = NAME) => `arn:aws:states:${REGION}:${ACCOUNT}:stateMachine:${name}`;
/** The backfill's state machine; the children of its Distributed Map belong to `lookalike-backfill/Photos`. */
export const BACKFILL = `${NAME}-backfill`;
export const executionArn = (name: string, machine = NAME) =>
  `arn:aws:states:${REGION}:${ACCOUNT}:execution:${machine}:${name}`;
/** Of a map by its state machine and label: `lookalike-backfill/Photos`. */
export const mapRunArn = (map: string, id: string) =>
  `arn:aws:states:${REGION}:${ACCOUNT}:mapRun:${map}:${id}`;
export const functionArn = (name: string) => `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${NAME}-${name}`;
/** `DetectFaces` of its ARN. */
export const functionNameOf = (arn: string) => arn.slice(functionArn("").length);
export const roleArn = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${NAME}-${name}`;
export const bucketArn = (name = NAME) => `arn:aws:s3:::${name}`;
/** The queue in which photos wait for admission, and its dead-letter queue. */
export const QUEUE = `${NAME}.fifo`;
export const DEAD_LETTERS = `${NAME}-dead-letters.fifo`;
export const queueArn = (name = QUEUE) => `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`;
export const queueUrl = (endpoint: string, name = QUEUE) => `${endpoint}/${ACCOUNT}/${name}`;
export const tableArn = (name: string) => `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/${name}`;
export const collectionArn = (id: string) => `arn:aws:rekognition:${REGION}:${ACCOUNT}:collection/${id}`;

/** Credentials are not checked, but no SDK sends a request without some. */
export const CREDENTIALS = { accessKeyId: "local", secretAccessKey: "local" };
