import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { ListFacesCommand } from "@aws-sdk/client-rekognition";
import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { StartExecutionCommand } from "@aws-sdk/client-sfn";
import { expect, it } from "vitest";
import { openLocalAws } from "../../../local/local-aws.ts";
import { lendModels } from "../../run-models.ts";
import { startS3 } from "../s3/with-s3.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { clientsOf, settled, startLocalAws } from "../with-local-aws.ts";

const SAMPLE = "node_modules/@vladmandic/face-api/demo/sample1.jpg";
const REQUIREMENTS = { MIN_AGE: "0", MIN_BRIGHTNESS: "0", MIN_SHARPNESS: "0" };

interface Child {
  process: ChildProcess;
  endpoint: string;
  output: string[];
}

/** `npx lookalike local` in a process of its own, up when this answers. */
async function startLocal(state: string, ...args: string[]): Promise<Child> {
  const argv = ["--import", "tsx", "analysis/local.ts", "--port", "0", "--state", state, ...args];
  const child = spawn(process.execPath, argv, { stdio: ["ignore", "pipe", "inherit"] });
  const output: string[] = [];
  for await (const line of createInterface({ input: child.stdout! })) {
    output.push(line);
    const endpoint = /AWS_ENDPOINT_URL=(\S+)/.exec(line)?.[1];
    if (endpoint === undefined) continue;
    child.stdout!.resume();
    return { process: child, endpoint, output };
  }
  throw new Error(`the local AWS did not start: ${output.join("\n")}`);
}

it("goes on with the photos that were processing after kill -9, and loses nothing that was answered", async () => {
  const state = lendModels(await temporaryFolder());
  const child = await startLocal(state);
  const { s3, dynamodb } = clientsOf(child.endpoint);
  await dynamodb.send(
    new PutItemCommand({ TableName: "lookalike", Item: { Etag: { S: "mine" }, Note: { S: "kept" } } }),
  );
  const Body = await readFile(SAMPLE);
  for (const name of ["a", "b"]) {
    const photo = Buffer.concat([Body, Buffer.from(name)]);
    await s3.send(new PutObjectCommand({ Bucket: "lookalike", Key: `uploads/${name}.jpg`, Body: photo }));
  }
  child.process.kill("SIGKILL");
  await once(child.process, "exit");

  const aws = await startLocalAws({ state, env: REQUIREMENTS });
  await settled(aws, aws);
  for (const name of ["a", "b"]) {
    const key = { Bucket: "lookalike", Key: `photos/${name}.json` };
    const { Body } = await aws.s3.send(new GetObjectCommand(key));
    expect(JSON.parse(await Body!.transformToString())).toMatchObject({ outcome: "DONE", keptFaces: 3 });
  }
  const { Faces } = await aws.rekognition.send(new ListFacesCommand({ CollectionId: "lookalike" }));
  expect(Faces).toHaveLength(6);
  const mine = new GetItemCommand({ TableName: "lookalike", Key: { Etag: { S: "mine" } } });
  expect((await aws.dynamodb.send(mine)).Item).toMatchObject({ Note: { S: "kept" } });
  await aws.stop();
});

it("sends the event of a photo again when it was lost, and only then", async () => {
  const state = await temporaryFolder();
  const first = await startLocalAws({ state });
  await first.s3.send(
    new PutObjectCommand({ Bucket: "lookalike", Key: "uploads/text.txt", Body: "no image" }),
  );
  await first.s3.send(
    new PutObjectCommand({ Bucket: "lookalike", Key: "uploads/folder/", Body: Buffer.alloc(0) }),
  );
  await settled(first, first);
  expect(first.log).toHaveLength(2);
  await first.stop();

  // As if the process had died between the object and its execution; and no execution is known any more.
  const alone = await startS3(join(state, "s3"));
  const late = { Bucket: "lookalike", Key: "uploads/late.txt", Body: "neither" };
  await alone.client.send(new PutObjectCommand(late));
  await alone.stop();
  await rm(join(state, "executions"), { recursive: true });
  const second = await startLocalAws({ state });
  await settled(second, second);
  expect(second.log).toEqual([expect.stringContaining("late.txt: REJECTED")]);
  await second.stop();

  const third = await startLocalAws({ state });
  await settled(third, third);
  expect(third.log).toEqual([]);
  await third.stop();
});

it("refuses a second local AWS on the same state, tells where the first is, and leaves no trace of it", async () => {
  const state = await temporaryFolder();
  const aws = await startLocalAws({ state });
  await expect(openLocalAws({ state })).rejects.toThrow(
    `Process ${process.pid} runs the local AWS on the state folder`,
  );
  const file = join(state, "region.json");
  expect(JSON.parse(await readFile(file, "utf8"))).toEqual({ endpoint: aws.endpoint, pid: process.pid });
  const health = await fetch(`${aws.endpoint}/_lookalike/health`);
  const { endpoint, bucket, table, collection, stateMachineArn } = aws;
  expect(await health.json()).toMatchObject({
    state,
    pid: process.pid,
    running: 0,
    waiting: 0,
    region: { endpoint, bucket, table, collection, stateMachineArn },
  });
  await aws.stop();
  await expect(readFile(file)).rejects.toThrow("ENOENT");
});

it("runs other code for the functions when it is given", async () => {
  const handler = { module: new URL("../lambda/handlers.ts", import.meta.url).href, export: "fails" };
  const aws = await startLocalAws({ handlers: { DetectFaces: handler, ErrorDetected: handler } });
  const { stateMachineArn } = aws;
  await aws.stepFunctions.send(new StartExecutionCommand({ stateMachineArn }));
  await settled(aws, aws);
  await expect.poll(() => aws.log).toEqual([expect.stringContaining("FAILED PhotoFailed")]);
  await aws.close();
});

it("stops at Ctrl-C, and says in one sentence when it cannot start", async () => {
  const state = lendModels(await temporaryFolder());
  const child = await startLocal(state);
  expect(child.output.join("\n")).toContain("The local AWS is running.");
  const attempt = async (...args: string[]) => {
    const other = spawn(process.execPath, ["--import", "tsx", "analysis/local.ts", ...args], {
      stdio: "pipe",
    });
    const lines: string[] = [];
    for await (const line of createInterface({ input: other.stderr })) lines.push(line);
    return { status: other.exitCode ?? (await once(other, "exit"))[0], lines };
  };
  const { port } = new URL(child.endpoint);
  const results = await Promise.all([
    attempt("--port", "0", "--state", state),
    attempt("--port", port, "--state", await temporaryFolder()),
    attempt("--port", "x"),
  ]);
  expect(results).toEqual([
    {
      status: 2,
      lines: [expect.stringContaining(`Process ${child.process.pid} runs the local AWS on the state folder`)],
    },
    { status: 2, lines: [expect.stringContaining(`Port ${port} is taken`)] },
    { status: 2, lines: ['Invalid --port "x". Give a number from 0 to 65535.'] },
  ]);
  child.process.kill("SIGINT");
  expect(await once(child.process, "exit")).toEqual([0, null]);
  await expect(readFile(join(state, "region.json"))).rejects.toThrow("ENOENT");
});
