import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { DescribeTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  CreateBucketCommand,
  GetBucketEncryptionCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { DescribeStateMachineCommand, SFNClient } from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { STACK_NAME } from "../../infra/options.ts";
import { synthesise, type Template, textOf } from "./synthesised.ts";

const hasMoto = spawnSync("moto_server", ["--help"]).status === 0;
const REGION = "eu-west-1";
const ACCOUNT = "123456789012";

describe.skipIf(!hasMoto)("the template in moto (needs moto_server)", () => {
  const folder = mkdtempSync(join(tmpdir(), "lookalike-moto-"));
  let server: ChildProcess;
  let connection: {
    region: string;
    endpoint: string;
    credentials: { accessKeyId: string; secretAccessKey: string };
  };
  let s3: S3Client;
  let outputs: Record<string, string>;
  let types: string[];
  let template: Template;

  beforeAll(async () => {
    const port = await freePort();
    server = spawn("moto_server", ["-H", "127.0.0.1", "-p", String(port)], { stdio: "ignore" });
    const endpoint = `http://127.0.0.1:${port}`;
    connection = { region: REGION, endpoint, credentials: { accessKeyId: "x", secretAccessKey: "x" } };
    await untilUp(endpoint);
    s3 = new S3Client({ ...connection, forcePathStyle: true });

    template = structuredClone(synthesise());
    // Names the alarms by their ARNs, which moto does not have.
    for (const [id, { Type, Properties }] of Object.entries(template.Resources)) {
      if (Type === "AWS::CloudWatch::Dashboard") delete template.Resources[id];
      // CloudFormation makes up a name that ends as a FIFO queue's must; moto makes up any.
      if (Type === "AWS::SQS::Queue" && Properties.FifoQueue) Properties.QueueName = `${id}.fifo`;
    }
    await bootstrap();
    await query("cloudformation", {
      Action: "CreateStack",
      StackName: STACK_NAME,
      TemplateBody: JSON.stringify(template),
      "Capabilities.member.1": "CAPABILITY_NAMED_IAM",
    });
    const stack = await query("cloudformation", { Action: "DescribeStacks", StackName: STACK_NAME });
    outputs = Object.fromEntries(
      [...stack.matchAll(/<OutputKey>(.*?)<\/OutputKey>\s*<OutputValue>(.*?)<\/OutputValue>/gs)].map(
        ([, key, value]) => [key!, value!],
      ),
    );
    const listed = await query("cloudformation", { Action: "DescribeStackResources", StackName: STACK_NAME });
    types = [...listed.matchAll(/<ResourceType>(.*?)<\/ResourceType>/g)].map(([, type]) => type!);
  });

  afterAll(async () => {
    s3?.destroy();
    if (server && server.exitCode === null) {
      server.kill();
      await once(server, "exit");
    }
    rmSync(folder, { recursive: true, force: true });
  });

  /** What `cdk bootstrap` leaves in an account, and the code that `cdk deploy` uploads before anything else. */
  async function bootstrap() {
    await query("ssm", {}, "AmazonSSM.PutParameter", {
      Name: "/cdk-bootstrap/hnb659fds/version",
      Value: "30",
      Type: "String",
    });
    const Bucket = `cdk-hnb659fds-assets-${ACCOUNT}-${REGION}`;
    const CreateBucketConfiguration = { LocationConstraint: REGION } as const;
    await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }));
    const lambdas = Object.values(template.Resources).filter(({ Type }) => Type === "AWS::Lambda::Function");
    for (const { Properties } of lambdas) {
      const Key = textOf(Properties.Code.S3Key);
      // An empty zip: moto looks at nothing else.
      const Body = Buffer.from(`504b0506${"00".repeat(18)}`, "hex");
      await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
    }
  }

  /** One request in the query protocol, or in JSON with a target; signatures are not looked at. */
  async function query(
    service: string,
    form: Record<string, string>,
    target?: string,
    json?: object,
  ): Promise<string> {
    const response = await fetch(connection.endpoint, {
      method: "POST",
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=x/20260101/${REGION}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
        host: `${service}.${REGION}.amazonaws.com`,
        ...(target === undefined
          ? { "content-type": "application/x-www-form-urlencoded" }
          : { "content-type": "application/x-amz-json-1.1", "x-amz-target": target }),
      },
      body: json ? JSON.stringify(json) : new URLSearchParams({ Version: "2010-05-15", ...form }).toString(),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${form.Action ?? target} failed: ${text.slice(0, 500)}`);
    return text;
  }

  it("is deployed with every output in place", () => {
    expect(Object.keys(outputs).sort()).toEqual(Object.keys(template.Outputs).sort());
    for (const value of Object.values(outputs)) expect(value).not.toBe("");
    expect(outputs.Region).toBe(REGION);
  });

  it("makes every resource that moto knows", () => {
    const known = ["AWS::S3::Bucket", "AWS::DynamoDB::Table", "AWS::Lambda::Function", "AWS::IAM::Role"];
    const others = [
      "AWS::StepFunctions::StateMachine",
      "AWS::SQS::Queue",
      "AWS::Events::Rule",
      "AWS::Logs::LogGroup",
    ];
    for (const type of [...known, ...others]) {
      const declared = Object.values(template.Resources).filter(({ Type }) => Type === type).length;
      expect([type, types.filter((each) => each === type).length]).toEqual([type, declared]);
    }
  });

  it("gives a bucket that is encrypted", async () => {
    const Bucket = outputs.Bucket!;
    const encryption = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
    expect(JSON.stringify(encryption.ServerSideEncryptionConfiguration)).toContain("AES256");
  });

  it("gives a table keyed by ETag", async () => {
    const client = new DynamoDBClient(connection);
    const { Table } = await client.send(new DescribeTableCommand({ TableName: outputs.Table }));
    client.destroy();
    expect(Table?.KeySchema).toEqual([{ AttributeName: "Etag", KeyType: "HASH" }]);
    expect(Table?.BillingModeSummary?.BillingMode).toBe("PAY_PER_REQUEST");
  });

  // Moto substitutes nothing in a definition; `stack.test.ts` looks at what would be.
  it("gives two state machines, the one to start the other", async () => {
    const client = new SFNClient(connection);
    const describe = (stateMachineArn: string) =>
      client.send(new DescribeStateMachineCommand({ stateMachineArn }));
    const pipeline = await describe(outputs.StateMachineArn!);
    const backfill = await describe(outputs.BackfillStateMachineArn!);
    client.destroy();
    expect(Object.keys(JSON.parse(pipeline.definition!).States)).toContain("ErrorDetected");
    expect(JSON.parse(backfill.definition!).States.Photos.Type).toBe("Map");
    expect(pipeline.roleArn).toMatch(/^arn:aws:iam::123456789012:role\//);
    expect(backfill.roleArn).not.toBe(pipeline.roleArn);
  });
});

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as { port: number };
  probe.close();
  return port;
}

async function untilUp(endpoint: string): Promise<void> {
  for (let i = 0; i < 300; i++) {
    const up = await fetch(`${endpoint}/moto-api/`).then(
      () => true,
      () => false,
    );
    if (up) return;
    await sleep(200);
  }
  throw new Error("moto_server did not answer within a minute");
}
