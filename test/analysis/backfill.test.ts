import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ListFacesCommand, RekognitionClient } from "@aws-sdk/client-rekognition";
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { DescribeExecutionCommand, ListExecutionsCommand, SFNClient } from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkPrefix } from "../../analysis/backfill/check-prefix.ts";
import { outsideSources } from "../../analysis/backfill/source.ts";
import { CommandError } from "../../analysis/terminal/command.ts";
import { localTemplateOf } from "../../infra/local-template.ts";
import { deploymentOf } from "../../local/deployment/deployment.ts";
import type { Template } from "../../local/deployment/template.ts";
import { openLocalAws } from "../../local/local-aws.ts";
import type { LocalAws } from "../../local/local-aws-options.ts";
import { synthesise } from "../infra/synthesised.ts";
import { RECORDED } from "../recorded.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

describe("checkPrefix", () => {
  it.each(["uploads/", "uploads/2019/", "archive/", "uploads", "thumb-nails/"])("takes %s", (prefix) => {
    expect(() => checkPrefix(prefix)).not.toThrow();
  });

  it.each(["", "thumbnails/", "thumbnails/x", "rejected/NoFaceError/", "p", "exports/", "backfill/"])(
    "refuses %j, which holds results",
    (prefix) => {
      expect(() => checkPrefix(prefix)).toThrow(CommandError);
    },
  );
});

describe("outsideSources", () => {
  const target = { bucket: "lookalike", kind: "aws" as const };
  const sources = ["uploads/", "archive/", "s3://old-photos/2019", "s3://all-of-it"];

  it.each([
    ["lookalike", "uploads/"],
    ["lookalike", "archive/2019/"],
    ["old-photos", "2019/summer/"],
    ["all-of-it", ""],
    ["all-of-it", "2020/"],
  ])("is silent about s3://%s/%s, which the pipeline may read", (bucket, prefix) => {
    expect(outsideSources({ bucket, prefix }, { ...target, sources })).toBeUndefined();
  });

  it.each([
    ["lookalike", "arch", "arch"],
    ["lookalike", "2019/", "2019/"],
    ["old-photos", "", "s3://old-photos/"],
    ["old-photos", "archive/", "s3://old-photos/archive/"],
    ["another", "2019/", "s3://another/2019/"],
  ])("warns of s3://%s/%s", (bucket, prefix, wanted) => {
    expect(outsideSources({ bucket, prefix }, { ...target, sources })).toBe(
      `The pipeline may read photos in uploads/, archive/, s3://old-photos/2019, s3://all-of-it only: those in ${wanted} ` +
        'would fail. Add it to "sources" in cdk.json, and deploy again.',
    );
  });

  it("is silent where an earlier deployment does not tell its sources", () => {
    expect(outsideSources({ bucket: "another", prefix: "" }, target)).toBeUndefined();
  });
});

describe.skipIf(!RECORDED)("npx lookalike backfill (needs the recorded photos)", () => {
  const folder = mkdtempSync(join(tmpdir(), "lookalike-backfill-"));
  const state = join(folder, "state");
  let aws: LocalAws;
  let s3: S3Client;
  let stepFunctions: SFNClient;
  let rekognition: RekognitionClient;
  const images = RECORDED ? readdirSync(join(RECORDED, "images")).slice(0, 6) : [];

  beforeAll(async () => {
    // The functions may read what lies outside uploads/ where the deployment says so, on the laptop too.
    const template = localTemplateOf(synthesise({ sources: "archive/" })) as unknown as Template;
    const deployment = deploymentOf(template);
    aws = await openLocalAws({ state, replay: RECORDED!, replayOnly: true, deployment });
    const connection = {
      region: aws.regionName,
      endpoint: aws.endpoint,
      credentials: { accessKeyId: "x", secretAccessKey: "x" },
    };
    s3 = new S3Client({ ...connection, forcePathStyle: true });
    stepFunctions = new SFNClient(connection);
    rekognition = new RekognitionClient(connection);
    for (const image of images) {
      const Body = readFileSync(join(RECORDED!, "images", image));
      await s3.send(new PutObjectCommand({ Bucket: aws.bucket, Key: `archive/${image}`, Body }));
    }
  });
  afterAll(async () => {
    for (const client of [s3, stepFunctions, rekognition]) client?.destroy();
    await aws?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function backfill(...args: string[]): Promise<{ status: number; stdout: string; stderr: string }> {
    const tsx = join(ROOT, "node_modules/.bin/tsx");
    const env = {
      ...process.env,
      AWS_ENDPOINT_URL: aws.endpoint,
      AWS_ACCESS_KEY_ID: "x",
      AWS_SECRET_ACCESS_KEY: "x",
    };
    return new Promise((resolve) => {
      execFile(
        tsx,
        [join(ROOT, "analysis/backfill.ts"), ...args],
        { cwd: folder, env },
        (error, stdout, stderr) => resolve({ status: error ? Number(error.code) : 0, stdout, stderr }),
      );
    });
  }

  const executions = async () => {
    const { backfillStateMachineArn: stateMachineArn } = aws;
    return (await stepFunctions.send(new ListExecutionsCommand({ stateMachineArn }))).executions!;
  };

  it("counts first, and starts nothing before it is told to", async () => {
    const { status, stdout, stderr } = await backfill("--prefix", "archive/", "--state", state);
    expect(status).toBe(0);
    expect(stdout).toContain(`${images.length} objects in s3://lookalike/archive/`);
    expect(stdout).toContain("Start it with --yes");
    expect(stderr).toBe("");
    expect(await executions()).toEqual([]);
  });

  it("refuses results and an absent bucket as a source, and a budget that is none, with status 2 and one sentence", async () => {
    const results = await backfill("--prefix", "photos/", "--state", state);
    expect([results.status, results.stderr]).toEqual([
      2,
      expect.stringMatching(/^The prefix .* holds results/),
    ]);
    const budget = await backfill("--max-cost", "little", "--state", state);
    expect([budget.status, budget.stderr]).toEqual([2, expect.stringMatching(/^Invalid --max-cost/)]);
    const absent = await backfill("--bucket", "absent", "--state", state);
    expect([absent.status, absent.stderr]).toEqual([2, expect.stringMatching(/^No bucket absent\. Give/)]);
  });

  it("tells the price of a deployment, and starts its Distributed Map within the budget only", async () => {
    const outputs = {
      Region: aws.regionName,
      Bucket: aws.bucket,
      Table: aws.table,
      Collection: aws.collection,
      StateMachineArn: aws.stateMachineArn,
      QueueUrl: aws.queueUrl,
      RulesVersion: aws.rulesVersion,
      // The same map, as if it were deployed.
      BackfillStateMachineArn: aws.backfillStateMachineArn,
      // As if the option were missing there.
      Sources: '["uploads/"]',
    };
    const warning = /^The pipeline may read photos in uploads\/ only: those in archive\/ would fail\. .*\n/;
    writeFileSync(join(folder, "cdk-outputs.json"), JSON.stringify({ Lookalike: outputs }));
    try {
      const dear = await backfill("--prefix", "archive/", "--max-cost", "0.001", "--yes");
      expect(dear.status).toBe(2);
      expect(dear.stdout).toMatch(/DetectFaces +6 +under \$0\.01/);
      expect(dear.stderr).toMatch(warning);
      expect(dear.stderr.replace(warning, "")).toMatch(
        /^This would cost \S+, more than --max-cost 0\.001 allows\. Raise --max-cost\.\n$/,
      );
      expect(await executions()).toEqual([]);

      const started = await backfill("--prefix", "archive/", "--max-cost", "1", "--yes");
      expect([started.status, started.stderr]).toEqual([0, expect.stringMatching(warning)]);
      const [execution] = await executions();
      expect(started.stdout).toContain(`Started ${execution!.executionArn}`);
      const describe = new DescribeExecutionCommand(execution as { executionArn: string });
      const { input } = await stepFunctions.send(describe);
      await expect.poll(async () => (await stepFunctions.send(describe)).status).toBe("SUCCEEDED");
      expect(JSON.parse(input!)).toEqual({ bucket: aws.bucket, prefix: "archive/" });
    } finally {
      rmSync(join(folder, "cdk-outputs.json"));
    }
  });

  it("runs every photo under a prefix through the pipeline on the laptop, and pays for none twice", async () => {
    const first = await backfill("--prefix", "archive/", "--yes", "--state", state);
    expect(first.stderr).toContain(`${images.length} photos: ${images.length} done, 0 failed`);
    expect(first.status).toBe(0);
    const records = await documents("photos/archive/");
    expect(records.length).toBe(images.length);
    expect(records.map(({ key }) => key).sort()).toEqual(images.map((image) => `archive/${image}`).sort());
    const faces = async () =>
      (await rekognition.send(new ListFacesCommand({ CollectionId: aws.collection }))).Faces!;
    const before = await faces();
    expect(before.length).toBeGreaterThan(0);
    expect(before.length).toBe(records.reduce((sum, { keptFaces = 0 }) => sum + keptFaces, 0));

    const second = await backfill("--prefix", "archive/", "--yes", "--state", state);
    expect(second.status).toBe(0);
    expect((await faces()).map(({ FaceId }) => FaceId).sort()).toEqual(
      before.map(({ FaceId }) => FaceId).sort(),
    );
    const calls = (await documents("photos/archive/")).map((record) => record.calls.DetectFaces);
    expect(calls).toEqual(images.map(() => 1));
  });

  async function documents(Prefix: string) {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: aws.bucket, Prefix }));
    return await Promise.all(
      Contents.map(async ({ Key }) => {
        const { Body } = await s3.send(new GetObjectCommand({ Bucket: aws.bucket, Key }));
        return JSON.parse((await Body?.transformToString()) ?? "") as {
          key: string;
          keptFaces?: number;
          calls: Record<string, number>;
        };
      }),
    );
  }
});
