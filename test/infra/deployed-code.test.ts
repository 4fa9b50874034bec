import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { ListFacesCommand, RekognitionClient } from "@aws-sdk/client-rekognition";
import { GetObjectCommand, PutObjectCommand, paginateListObjectsV2, S3Client } from "@aws-sdk/client-s3";
import { paginateListExecutions, SFNClient } from "@aws-sdk/client-sfn";
import { DynamoDBDocumentClient, paginateScan } from "@aws-sdk/lib-dynamodb";
import { afterAll, describe, expect, it } from "vitest";
import { bundleFunctions, type FunctionName, ROOT, STATE_FUNCTIONS } from "../../infra/bundle.ts";
import { createApp } from "../../infra/create-app.ts";
import { STACK_NAME } from "../../infra/options.ts";
import { openLocalAws } from "../../local/local-aws.ts";
import type { LocalAws } from "../../local/local-aws-options.ts";
import { RECORDED } from "../recorded.ts";
import { missingSharp } from "./missing-sharp.ts";
import type { Call } from "./recording-handlers.ts";
import {
  allows,
  lambdaOf,
  QUICK,
  resources,
  statementsOf,
  synthesise,
  type Template,
  textOf,
} from "./synthesised.ts";

const folder = mkdtempSync(join(tmpdir(), "lookalike-deployed-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const STATES = {
  DetectFaces: "detect-faces",
  AddToCollection: "add-to-collection",
  Thumbnail: "thumbnail",
  ErrorDetected: "error-detected",
} as const;

/** The code and the environment of each function as they are in a synthesised assembly. */
async function synthesised() {
  const outdir = join(folder, "cdk.out");
  const code = await bundleFunctions(join(folder, "functions"));
  const { app } = createApp({ code, context: QUICK, outdir });
  const assembly = app.synth();
  const template = assembly.getStackByName(STACK_NAME).template as Template;
  return { template, outdir };
}

/** The asset that CloudFormation would give the function, with this machine's sharp in the place of Lambda's. */
function codeOf(template: Template, outdir: string, name: FunctionName): string {
  const hash = /^([0-9a-f]{64})\.zip$/.exec(textOf(lambdaOf(template, name).Properties.Code.S3Key))![1];
  const code = join(folder, "host", name);
  cpSync(join(outdir, `asset.${hash}`), code, { recursive: true });
  const usesSharp = readdirSync(code).includes("node_modules");
  if (usesSharp) {
    rmSync(join(code, "node_modules"), { recursive: true });
    const needed = ["sharp", "@img", "detect-libc", "semver"];
    for (const part of needed) {
      cpSync(join(ROOT, "node_modules", part), join(code, "node_modules", part), { recursive: true });
    }
  }
  return code;
}

/** A photo that is kept, so its faces and thumbnails have to go when it is overwritten. */
const OVERWRITTEN = "alice2.jpg";

/** Everything that the pipeline leaves behind, without what is another each time. */
async function outcome(aws: LocalAws) {
  const connection = {
    region: aws.regionName,
    endpoint: aws.endpoint,
    credentials: { accessKeyId: "x", secretAccessKey: "x" },
  };
  const s3 = new S3Client({ ...connection, forcePathStyle: true });
  const stepFunctions = new SFNClient(connection);
  const rekognition = new RekognitionClient(connection);
  const dynamodb = DynamoDBDocumentClient.from(new DynamoDBClient(connection));
  try {
    const images = readdirSync(join(RECORDED!, "images")).sort();
    const upload = (key: string, image: string) => {
      const Body = readFileSync(join(RECORDED!, "images", image));
      return s3.send(new PutObjectCommand({ Bucket: aws.bucket, Key: `uploads/${key}`, Body }));
    };
    for (const image of images.slice(1)) await upload(image, image);
    await ends(stepFunctions, aws.stateMachineArn, images.length - 1);
    // Other bytes under the key of a photo that is done, and the same bytes once more.
    await upload(OVERWRITTEN, images[0]!);
    await upload("again.jpg", images[2]!);
    const statuses = await ends(stepFunctions, aws.stateMachineArn, images.length + 1);
    const objects: Record<string, string> = {};
    for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket: aws.bucket })) {
      for (const { Key, ETag } of Contents) {
        const isRecord = Key!.startsWith("photos/");
        objects[Key!] = isRecord ? await withoutTime(s3, aws.bucket, Key!) : ETag!;
      }
    }
    const { Faces = [] } = await rekognition.send(new ListFacesCommand({ CollectionId: aws.collection }));
    const items: object[] = [];
    for await (const { Items = [] } of paginateScan({ client: dynamodb }, { TableName: aws.table })) {
      items.push(...Items.map(({ Owner: _, LeaseUntil: __, UpdatedAt: ___, ...item }) => item));
    }
    return {
      statuses,
      objects,
      faces: Faces.map(({ FaceId }) => FaceId).sort(),
      items: items.map((item) => JSON.stringify(item, Object.keys(item).sort())).sort(),
    };
  } finally {
    for (const client of [s3, stepFunctions, rekognition, dynamodb]) client.destroy();
  }
}

async function withoutTime(s3: S3Client, Bucket: string, Key: string): Promise<string> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  const { endedAt: _, ...record } = JSON.parse((await Body?.transformToString()) ?? "");
  return JSON.stringify(record);
}

/** How many executions ended in each way, once all have. */
async function ends(client: SFNClient, stateMachineArn: string, count: number) {
  for (;;) {
    const statuses: Record<string, number> = {};
    for await (const { executions = [] } of paginateListExecutions({ client }, { stateMachineArn })) {
      for (const { status } of executions) statuses[status!] = (statuses[status!] ?? 0) + 1;
    }
    const total = Object.values(statuses).reduce((sum, n) => sum + n, 0);
    if (total >= count && !statuses.RUNNING) return statuses;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

async function inLocalAws(options: Partial<Parameters<typeof openLocalAws>[0]>, name: string) {
  const aws = await openLocalAws({
    state: join(folder, name),
    replay: RECORDED!,
    replayOnly: true,
    ...options,
  });
  try {
    return await outcome(aws);
  } finally {
    await aws.close();
  }
}

/** Actions on resources that IAM asks for when a call is made. */
function needsOf({ command, input }: Call): string[] {
  const object = `bucket/${input.Key}`;
  switch (command) {
    case "GetObjectCommand":
    case "HeadObjectCommand":
      return [`s3:GetObject ${object}`];
    case "PutObjectCommand":
    case "DeleteObjectCommand":
      return [`s3:${command.replace("Command", "")} ${object}`];
    case "CopyObjectCommand": {
      const [, ...key] = input.CopySource!.replace(/\?.*$/, "").split("/").map(decodeURIComponent);
      return [`s3:PutObject ${object}`, `s3:GetObject bucket/${key.join("/")}`];
    }
    case "DetectFacesCommand":
    case "IndexFacesCommand": {
      const photo = `bucket/${input.Image!.S3Object.Name}`;
      const on = command === "DetectFacesCommand" ? "*" : "collection";
      const own = `rekognition:${command.replace("Command", "")} ${on}`;
      return [own, `s3:GetObject ${photo}`, `s3:GetObjectVersion ${photo}`];
    }
    case "DeleteFacesCommand":
    case "ListFacesCommand":
      return [`rekognition:${command.replace("Command", "")} collection`];
    default:
      return [`dynamodb:${command.replace("Command", "Item")} table`];
  }
}

const calls = join(folder, "calls.jsonl");
const recorder = new URL("recording-handlers.ts", import.meta.url).href;
const recording = Object.fromEntries(
  Object.keys(STATES).map((state) => [state, { module: recorder, export: state }]),
);

describe.skipIf(!RECORDED || missingSharp)(
  "what is deployed (needs the recorded photos, and sharp for linux-arm64 from the cache or the npm registry)",
  () => {
    it("does with the recorded photos what the sources do", { timeout: 300_000 }, async () => {
      const { template, outdir } = await synthesised();
      const machine = resources(template, "AWS::StepFunctions::StateMachine").find(({ id }) =>
        id.startsWith("Pipeline"),
      )!;
      const source = JSON.parse(readFileSync(join(ROOT, "infra/face-pipeline.asl.json"), "utf8"));
      expect(JSON.parse(textOf(machine.Properties.DefinitionString))).toEqual(source);

      const handlers = Object.fromEntries(
        Object.entries({ ...STATES, Admit: "admit" } as const).map(([state, name]) => [
          state,
          { module: pathToFileURL(join(codeOf(template, outdir, name), "index.cjs")).href },
        ]),
      );
      const deployed = await inLocalAws({ handlers }, "deployed");
      const sources = await inLocalAws({ handlers: recording, env: { CALLS: calls } }, "sources");
      expect(deployed).toEqual(sources);
      expect(deployed.faces.length).toBeGreaterThan(30);
      const thumbnails = Object.keys(deployed.objects).filter((key) => key.startsWith("thumbnails/"));
      expect(thumbnails.length).toBe(deployed.faces.length);
    });

    it("may do all that the sources did just now, object by object", () => {
      const template = synthesise();
      const made = readFileSync(calls, "utf8")
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as Call);
      expect(new Set(made.map((call) => call.function)).size).toBe(STATE_FUNCTIONS.length);
      const needs = made.flatMap((call) => needsOf(call).map((need) => `${call.function} ${need}`));
      const denied = [...new Set(needs)].filter((need) => {
        const [name, action, ...resource] = need.split(" ");
        return !allows(statementsOf(template, name as FunctionName), action!, resource.join(" "));
      });
      expect(denied).toEqual([]);
      // And it went through what is rare: an overwritten photo, a rejected one.
      const did = (need: RegExp) =>
        expect(
          needs.some((each) => need.test(each)),
          String(need),
        ).toBe(true);
      did(/^detect-faces s3:DeleteObject bucket\/thumbnails\//);
      did(/^detect-faces rekognition:DeleteFaces collection/);
      did(/^error-detected s3:PutObject bucket\/rejected\//);
      did(/^error-detected s3:DeleteObject bucket\/uploads\//);
    });
  },
);
