import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { ScanCommand } from "@aws-sdk/client-dynamodb";
import { ListFacesCommand } from "@aws-sdk/client-rekognition";
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from "@aws-sdk/client-s3";
import { DescribeExecutionCommand, ListExecutionsCommand } from "@aws-sdk/client-sfn";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "../temporary-folder.ts";
import { settled, startLocalAws, type TestLocalAws } from "../with-local-aws.ts";

/** The whole pipeline, with real photos and models, started by nothing but an upload. */
const SAMPLE = "node_modules/@vladmandic/face-api/demo/sample1.jpg";

let aws: TestLocalAws;
beforeAll(async () => {
  aws = await startLocalAws({ env: { MIN_AGE: "0", MIN_BRIGHTNESS: "0", MIN_SHARPNESS: "0" } });
});
afterAll(() => aws.close());

async function upload(key: string, Body: Buffer): Promise<void> {
  await aws.s3.send(new PutObjectCommand({ Bucket: aws.bucket, Key: `uploads/${key}`, Body }));
  await settled(aws, aws);
}

async function documentOf(key: string) {
  const { Body } = await aws.s3.send(new GetObjectCommand({ Bucket: aws.bucket, Key: key }));
  return JSON.parse(await Body!.transformToString());
}

it("starts the pipeline for an upload, with EventBridge's event and the raw key", async () => {
  await upload("été a+b %25.jpg", await readFile(SAMPLE));
  const { executions = [] } = await aws.stepFunctions.send(
    new ListExecutionsCommand({ stateMachineArn: aws.stateMachineArn }),
  );
  expect(executions).toMatchObject([{ status: "SUCCEEDED" }]);
  const { executionArn } = executions[0]!;
  const { input } = await aws.stepFunctions.send(new DescribeExecutionCommand({ executionArn }));
  expect(JSON.parse(input!)).toMatchObject({
    version: "0",
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    "detail-type": "Object Created",
    source: "aws.s3",
    account: "000000000000",
    region: "eu-west-1",
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    resources: ["arn:aws:s3:::lookalike"],
    detail: {
      bucket: { name: "lookalike" },
      object: {
        key: "uploads/été a+b %25.jpg",
        size: (await readFile(SAMPLE)).length,
        "version-id": expect.stringMatching(/^[\w.]{32}$/),
        sequencer: expect.stringMatching(/^[0-9A-F]{16}$/),
      },
      reason: "PutObject",
      requester: "000000000000",
      "source-ip-address": "127.0.0.1",
      "request-id": expect.stringMatching(/^[0-9A-F]{16}$/),
    },
  });
  expect(await documentOf("photos/été a+b %25.json")).toMatchObject({ outcome: "DONE", keptFaces: 3 });
  const { Faces } = await aws.rekognition.send(new ListFacesCommand({ CollectionId: aws.collection }));
  expect(Faces).toHaveLength(3);
  const { Contents } = await aws.s3.send(
    new ListObjectsV2Command({ Bucket: aws.bucket, Prefix: "thumbnails/" }),
  );
  expect(Contents).toHaveLength(3);
  const { Items } = await aws.dynamodb.send(new ScanCommand({ TableName: aws.table }));
  expect(Items).toContainEqual(expect.objectContaining({ Status: { S: "DONE" } }));
});

it("moves a rejected photo out of uploads, and starts nothing for what is not an upload", async () => {
  const gray = sharp({ create: { width: 300, height: 300, channels: 3, background: "gray" } });
  await upload("nobody.jpg", await gray.jpeg().toBuffer());
  await upload("text.jpg", Buffer.from("no image"));
  expect(await documentOf("photos/nobody.json")).toMatchObject({
    outcome: "REJECTED",
    reason: "NoFaceError",
  });
  expect(await documentOf("photos/text.json")).toMatchObject({
    outcome: "REJECTED",
    reason: "ImageFormatError",
  });
  const { Contents = [] } = await aws.s3.send(
    new ListObjectsV2Command({ Bucket: aws.bucket, Prefix: "uploads/" }),
  );
  expect(Contents.map(({ Key }) => Key)).toEqual(["uploads/été a+b %25.jpg"]);
  const { executions = [] } = await aws.stepFunctions.send(
    new ListExecutionsCommand({ stateMachineArn: aws.stateMachineArn }),
  );
  expect(executions).toHaveLength(3);
});

it("logs a line per photo, and keeps what describes a face out of every log", async () => {
  expect(aws.log).toEqual([
    expect.stringMatching(/^été a\+b %25\.jpg: kept, 3 faces, \d+\.\d s$/),
    expect.stringMatching(/^nobody\.jpg: REJECTED \(NoFaceError\)/),
    expect.stringMatching(/^text\.jpg: REJECTED \(ImageFormatError\)/),
  ]);
  const printed = await readFile(join(aws.state, "logs", "functions.log"), "utf8");
  expect(printed).toContain('"state":"DetectFaces"');
  expect(printed).not.toMatch(/BoundingBox|Landmarks|AgeRange|Similarity/);
});

const run = promisify(execFile);
const hasAwsCli = await run("aws", ["--version"]).then(
  () => true,
  () => false,
);

describe.skipIf(!hasAwsCli)("the AWS CLI (needs aws on the PATH)", () => {
  const cli = async (...args: string[]) => {
    const env = {
      ...process.env,
      AWS_ENDPOINT_URL: aws.endpoint,
      AWS_REGION: "eu-west-1",
      AWS_DEFAULT_REGION: "eu-west-1",
      AWS_ACCESS_KEY_ID: "any",
      AWS_SECRET_ACCESS_KEY: "any",
    };
    const { stdout } = await run("aws", [...args, "--output", "json"], { env });
    return stdout.startsWith("{") ? JSON.parse(stdout) : stdout;
  };
  const object = (Name: string) => JSON.stringify({ S3Object: { Bucket: "lookalike", Name } });

  it("uploads a photo and sees what became of it", async () => {
    const photo = join(await temporaryFolder(), "photo.jpg");
    await writeFile(photo, await sharp(SAMPLE).flop().jpeg().toBuffer());
    await cli("s3", "cp", photo, "s3://lookalike/uploads/");
    await settled(aws, aws);
    const arn = ["--state-machine-arn", aws.stateMachineArn];
    const { executions } = await cli("stepfunctions", "list-executions", ...arn, "--max-items", "1");
    expect(executions).toMatchObject([{ status: "SUCCEEDED" }]);
    const { events } = await cli(
      "stepfunctions",
      "get-execution-history",
      "--execution-arn",
      executions[0].executionArn,
    );
    expect(events.at(-1).type).toBe("ExecutionSucceeded");
    const collection = ["--collection-id", "lookalike"];
    const found = await cli(
      "rekognition",
      "search-faces-by-image",
      ...collection,
      "--image",
      object("uploads/photo.jpg"),
    );
    expect(found.FaceMatches.length).toBeGreaterThanOrEqual(2);
    const { FaceCount } = await cli("rekognition", "describe-collection", ...collection);
    expect(FaceCount).toBe(6);
    const { Items } = await cli("dynamodb", "scan", "--table-name", "lookalike");
    expect(JSON.stringify(Items)).toContain("uploads/photo.jpg");
  });

  it("shows errors by their names", async () => {
    const detect = cli("rekognition", "detect-faces", "--image", object("none.jpg"));
    await expect(detect).rejects.toThrow("(InvalidS3ObjectException) when calling the DetectFaces operation");
  });
});
