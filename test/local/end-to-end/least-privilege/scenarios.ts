import { createHash } from "node:crypto";
import {
  type AttributeValue,
  BatchWriteItemCommand,
  PutItemCommand,
  ScanCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import {
  AssociateFacesCommand,
  CreateUserCommand,
  DeleteFacesCommand,
  DeleteUserCommand,
  IndexFacesCommand,
  ListFacesCommand,
  ListUsersCommand,
} from "@aws-sdk/client-rekognition";
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import {
  ListExecutionsCommand,
  ListMapRunsCommand,
  RedriveExecutionCommand,
  StartExecutionCommand,
  StopExecutionCommand,
} from "@aws-sdk/client-sfn";
import { expect } from "vitest";
import { uploadKey } from "../../../../core/key-layout.ts";
import { objectCreated } from "../../../../core/photo-event.ts";
import type { TestLocalAws } from "../../with-local-aws.ts";
import type { Picture } from "./recording.ts";

export const md5 = (bytes: Buffer) => createHash("md5").update(bytes).digest("hex");

/** What a scenario may do; all of it with the user's own rights. */
export interface Stage {
  aws: TestLocalAws;
  pictures: Record<Picture, Buffer>;
  /** Until nothing waits or runs. */
  settle(): Promise<void>;
  /** Keeps the rule from sending what is put. */
  quietly<T>(act: () => Promise<T>): Promise<T>;
  /** Keeps the backfill from sending photos. */
  held<T>(act: () => Promise<T>): Promise<T>;
  /** The backfill under way, or the last. */
  backfill?: string;
}

export const put = ({ aws, pictures }: Stage, name: string, picture: Picture, Tagging?: string) =>
  aws.s3.send(
    new PutObjectCommand({
      Bucket: aws.bucket,
      Key: `uploads/${name}`,
      Body: pictures[picture],
      ...(Tagging !== undefined && { Tagging }),
    }),
  );

async function upload(stage: Stage, name: string, picture: Picture, tagging?: string) {
  await put(stage, name, picture, tagging);
  await stage.settle();
}

/** As doctor and backfill start a photo: by an event that names no version. */
async function start(stage: Stage, name: string, picture: Picture) {
  const { aws, pictures } = stage;
  const bytes = pictures[picture];
  const object = { bucket: aws.bucket, key: uploadKey(name), etag: md5(bytes), size: bytes.length };
  const input = JSON.stringify(objectCreated(object));
  await aws.stepFunctions.send(new StartExecutionCommand({ stateMachineArn: aws.stateMachineArn, input }));
  await stage.settle();
}

const document = ({ aws }: Stage, key: string, etag: string, Body: string) =>
  aws.s3.send(new PutObjectCommand({ Bucket: aws.bucket, Key: key, Body, Metadata: { etag } }));

/** The claim that a dead execution leaves, with what it had reached. */
const died = ({ aws }: Stage, photo: string, etag: string, reached: Record<string, AttributeValue>) =>
  aws.dynamodb.send(
    new PutItemCommand({
      TableName: aws.table,
      Item: {
        Etag: { S: etag },
        Status: { S: "FAILED" },
        Bucket: { S: aws.bucket },
        Key: { S: `uploads/${photo}` },
        Photo: { S: photo },
        Name: { S: photo.replace(/\.jpg$/, "") },
        Owner: { S: "arn:aws:states:eu-west-1:000000000000:execution:lookalike:dead" },
        LeaseUntil: { N: "0" },
        UpdatedAt: { S: new Date(0).toISOString() },
        ...reached,
      },
    }),
  );

/** Its answer of IndexFaces was not saved. */
const INDEXING = { Indexing: { BOOL: true } };

const index = ({ aws, pictures }: Stage, picture: Picture, ExternalImageId: string) =>
  aws.rekognition.send(
    new IndexFacesCommand({
      CollectionId: aws.collection,
      Image: { Bytes: pictures[picture] },
      ExternalImageId,
    }),
  );

/** Makes the faces that were indexed for an ETag a user's, who has to lose them before they are deleted. */
async function giveToUser({ aws }: Stage, etag: string) {
  const { collection: CollectionId, rekognition } = aws;
  const { Faces = [] } = await rekognition.send(new ListFacesCommand({ CollectionId }));
  const FaceIds = Faces.flatMap(({ FaceId = "", ExternalImageId }) =>
    ExternalImageId === etag ? FaceId : [],
  );
  await rekognition.send(new CreateUserCommand({ CollectionId, UserId: "anna" }));
  await rekognition.send(new AssociateFacesCommand({ CollectionId, UserId: "anna", FaceIds }));
}

async function backfill(stage: Stage): Promise<string> {
  const { aws, quietly } = stage;
  await quietly(() => put(stage, "a.jpg", "one"));
  const { backfillStateMachineArn: stateMachineArn, bucket, stepFunctions } = aws;
  const input = JSON.stringify({ bucket, prefix: "uploads/" });
  const { executionArn } = await stepFunctions.send(new StartExecutionCommand({ stateMachineArn, input }));
  stage.backfill = executionArn!;
  return executionArn!;
}

/** Stopped once it has a child. */
async function stoppedBackfill(stage: Stage): Promise<string> {
  const { stepFunctions } = stage.aws;
  return await stage.held(async () => {
    const executionArn = await backfill(stage);
    await expect.poll(() => children(stage), { interval: 10 }).not.toEqual([]);
    await stepFunctions.send(new StopExecutionCommand({ executionArn }));
    await stage.settle();
    return executionArn;
  });
}

/** How the children of the backfill's map are. */
async function children(stage: Stage): Promise<string[]> {
  const { stepFunctions } = stage.aws;
  if (stage.backfill === undefined) return [];
  const { mapRuns = [] } = await stepFunctions.send(new ListMapRunsCommand({ executionArn: stage.backfill }));
  const lists = mapRuns.map(async ({ mapRunArn }) => {
    const { executions = [] } = await stepFunctions.send(new ListExecutionsCommand({ mapRunArn }));
    return executions.map(({ executionArn, status }) => `${status} ${executionArn}`);
  });
  return (await Promise.all(lists)).flat();
}

/** Everything that may become of a photo, by a name that tells it. The first that takes a right proves it. */
export const SCENARIOS: Record<string, (stage: Stage) => Promise<unknown>> = {
  "a photo that is kept": (stage) => upload(stage, "a.jpg", "one"),
  "a photo of whose faces one is not kept": (stage) => upload(stage, "b.jpg", "two"),
  "a rejected photo with tags, moved": (stage) => upload(stage, "n.jpg", "none", "from=camera"),
  "a photo rejected once its faces are indexed": (stage) => upload(stage, "d.jpg", "dim"),
  "a duplicate": async (stage) => {
    await upload(stage, "a.jpg", "one");
    await upload(stage, "c.jpg", "one");
  },
  "a photo that fails": async (stage) => {
    await document(stage, "detect-faces/f.json", md5(stage.pictures.one), "{");
    await upload(stage, "f.jpg", "one");
  },
  "a kept photo, overwritten": async (stage) => {
    await upload(stage, "a.jpg", "one");
    await upload(stage, "a.jpg", "other");
  },
  "a photo with a duplicate, overwritten": async (stage) => {
    await upload(stage, "a.jpg", "one");
    await upload(stage, "c.jpg", "one");
    await upload(stage, "a.jpg", "other");
  },
  "a user's kept photo, overwritten": async (stage) => {
    await upload(stage, "a.jpg", "one");
    await giveToUser(stage, md5(stage.pictures.one));
    await upload(stage, "a.jpg", "other");
  },
  "a photo whose first attempt died while it indexed a user's face": async (stage) => {
    const etag = md5(stage.pictures.one);
    await died(stage, "a.jpg", etag, INDEXING);
    await index(stage, "other", etag);
    await giveToUser(stage, etag);
    await upload(stage, "a.jpg", "one");
  },
  "a user's photo, replaced before it was read": async (stage) => {
    const etag = md5(stage.pictures.one);
    await died(stage, "s.jpg", etag, INDEXING);
    await index(stage, "other", etag);
    await giveToUser(stage, etag);
    await stage.quietly(() => put(stage, "s.jpg", "other"));
    await start(stage, "s.jpg", "one");
  },
  "a photo overwritten whose answer was lost": async (stage) => {
    const { aws } = stage;
    await upload(stage, "a.jpg", "one");
    await aws.s3.send(new DeleteObjectCommand({ Bucket: aws.bucket, Key: "index-faces/a.json" }));
    const Key = { Etag: { S: md5(stage.pictures.one) } };
    const ExpressionAttributeValues = { ":yes": { BOOL: true } };
    await aws.dynamodb.send(
      new UpdateItemCommand({
        TableName: aws.table,
        Key,
        UpdateExpression: "SET Indexing = :yes",
        ExpressionAttributeValues,
      }),
    );
    await upload(stage, "a.jpg", "other");
  },
  "a photo whose first attempt died while it indexed": async (stage) => {
    const etag = md5(stage.pictures.one);
    await died(stage, "a.jpg", etag, INDEXING);
    await index(stage, "one", etag);
    await index(stage, "other", etag);
    await upload(stage, "a.jpg", "one");
  },
  "the same bytes in parts, after such a death": async (stage) => {
    const { aws, pictures } = stage;
    await upload(stage, "a.jpg", "one");
    const etag = `${md5(Buffer.from(md5(pictures.one), "hex"))}-1`;
    await died(stage, "m.jpg", etag, INDEXING);
    await index(stage, "other", etag);
    const at = { Bucket: aws.bucket, Key: "uploads/m.jpg" };
    const { UploadId } = await aws.s3.send(new CreateMultipartUploadCommand(at));
    const part = { ...at, UploadId, PartNumber: 1, Body: pictures.one };
    const { ETag } = await aws.s3.send(new UploadPartCommand(part));
    const MultipartUpload = { Parts: [{ ETag, PartNumber: 1 }] };
    await aws.s3.send(new CompleteMultipartUploadCommand({ ...at, UploadId, MultipartUpload }));
    await stage.settle();
  },
  "a kept photo, started without a version": async (stage) => {
    await stage.quietly(() => put(stage, "a.jpg", "one"));
    await start(stage, "a.jpg", "one");
  },
  "a rejected photo with tags, started without a version": async (stage) => {
    await stage.quietly(() => put(stage, "n.jpg", "none", "from=camera"));
    await start(stage, "n.jpg", "none");
  },
  "a photo that was replaced before it was read": async (stage) => {
    const etag = md5(stage.pictures.one);
    for (const key of ["detect-faces/s.json", "photos/s.json"]) await document(stage, key, etag, "{}");
    await stage.quietly(() => put(stage, "s.jpg", "other"));
    await start(stage, "s.jpg", "one");
  },
  "a kept photo with a duplicate, replaced before it was read again": async (stage) => {
    const { aws, pictures } = stage;
    const etag = md5(pictures.one);
    const duplicate = { bucket: aws.bucket, key: "uploads/c.jpg", etag, size: pictures.one.length };
    const Duplicates = { SS: [JSON.stringify(duplicate)] };
    await died(stage, "s.jpg", etag, { IndexFacesCalls: { N: "1" }, Duplicates });
    await document(stage, "index-faces/s.json", etag, "{}");
    await document(stage, "keep-faces/s.json", etag, "[]");
    await stage.quietly(async () => {
      await put(stage, "c.jpg", "one");
      await put(stage, "s.jpg", "other");
    });
    await start(stage, "s.jpg", "one");
  },
  "a backfill": async (stage) => {
    await backfill(stage);
    await stage.settle();
  },
  "a backfill that is stopped": stoppedBackfill,
  "a backfill that is stopped and redriven": async (stage) => {
    const executionArn = await stoppedBackfill(stage);
    await stage.aws.stepFunctions.send(new RedriveExecutionCommand({ executionArn }));
    await stage.settle();
  },
};

/** The contents of all stores at the end. */
export async function outcome(stage: Stage) {
  const { aws } = stage;
  const { Contents = [] } = await aws.s3.send(new ListObjectsV2Command({ Bucket: aws.bucket }));
  const keys = Contents.map(({ Key }) => Key!);
  const records = keys.filter((key) => key.startsWith("photos/"));
  const outcomes = records.map(async (Key) => {
    const { Body } = await aws.s3.send(new GetObjectCommand({ Bucket: aws.bucket, Key }));
    const record = JSON.parse(await Body!.transformToString()) as Record<string, unknown>;
    return [Key, record.outcome, record.reason];
  });
  const { Faces = [] } = await aws.rekognition.send(new ListFacesCommand({ CollectionId: aws.collection }));
  const { Items = [] } = await aws.dynamodb.send(new ScanCommand({ TableName: aws.table }));
  return {
    keys: keys.map((key) => key.replace(/^backfill\/[^/]+/, "backfill/<run>")),
    children: (await children(stage)).map((child) => child.split(" ")[0]),
    outcomes: await Promise.all(outcomes),
    faces: Faces.map(({ FaceId }) => FaceId),
    items: Items.map(({ Etag, Status, Indexing }) => [Etag?.S, Status?.S, Indexing?.BOOL]).sort(),
  };
}

/** Empties everything, for the next scenario. */
export async function clear(stage: Stage): Promise<void> {
  const { aws } = stage;
  for (const child of await children(stage)) {
    const executionArn = child.split(" ")[1]!;
    await aws.stepFunctions.send(new StopExecutionCommand({ executionArn }));
  }
  delete stage.backfill;
  const { Contents = [] } = await aws.s3.send(new ListObjectsV2Command({ Bucket: aws.bucket }));
  const Objects = Contents.map(({ Key }) => ({ Key: Key! }));
  if (Objects.length > 0) {
    await aws.s3.send(new DeleteObjectsCommand({ Bucket: aws.bucket, Delete: { Objects } }));
  }
  const { Faces = [] } = await aws.rekognition.send(new ListFacesCommand({ CollectionId: aws.collection }));
  const FaceIds = Faces.flatMap(({ FaceId }) => FaceId ?? []);
  const { Users = [] } = await aws.rekognition.send(new ListUsersCommand({ CollectionId: aws.collection }));
  for (const { UserId } of Users) {
    await aws.rekognition.send(new DeleteUserCommand({ CollectionId: aws.collection, UserId }));
  }
  if (FaceIds.length > 0) {
    await aws.rekognition.send(new DeleteFacesCommand({ CollectionId: aws.collection, FaceIds }));
  }
  const { Items = [] } = await aws.dynamodb.send(new ScanCommand({ TableName: aws.table }));
  const requests = Items.map(({ Etag }) => ({ DeleteRequest: { Key: { Etag: Etag! } } }));
  if (requests.length > 0) {
    await aws.dynamodb.send(new BatchWriteItemCommand({ RequestItems: { [aws.table]: requests } }));
  }
}
