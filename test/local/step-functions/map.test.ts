import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import {
  DescribeExecutionCommand,
  DescribeMapRunCommand,
  DescribeStateMachineForExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  ListMapRunsCommand,
  ListTagsForResourceCommand,
  RedriveExecutionCommand,
  StartExecutionCommand,
  StopExecutionCommand,
} from "@aws-sdk/client-sfn";
import { DeleteMessageBatchCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { objectCreated } from "../../../core/photo-event.ts";
import { BACKFILL, stateMachineArn } from "../../../local/common/names.ts";
import { deploymentOf } from "../../../local/deployment/deployment.ts";
import { readTemplate } from "../../../local/deployment/template.ts";
import { removable } from "../end-to-end/least-privilege/removable.ts";
import { startLocalAws, type TestLocalAws } from "../with-local-aws.ts";

const KEYS = Array.from({ length: 24 }, (_, i) => `archive/${String(i).padStart(2, "0")}.jpg`);
const STRANGE = 'archive/été "1"+1 {% 2 %}.jpg';

const deployed = removable(deploymentOf(await readTemplate()), [
  stateMachineArn(),
  stateMachineArn(BACKFILL),
]);
const rightTo = (role: string, action: string) =>
  [...deployed.rights.keys()].find((key) => key.startsWith(`${role} ${action} `))!;
const SEND = rightTo("BackfillStateMachineRole", "sqs:SendMessage");

let folder: string;
let aws: TestLocalAws;
let opened: Promise<unknown>;
let close = () => {};

const open = async () => {
  aws = await startLocalAws({ state: join(folder, "state"), deployment: deployed.deployment });
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lookalike-map-"));
  // What is sent stays in the queue, to be looked at.
  opened = deployed.without(rightTo("AdmissionRole", "sqs:ReceiveMessage"), async () => {
    await new Promise<void>((resolve) => {
      close = resolve;
    });
  });
  await open();
  for (const Key of [...KEYS, STRANGE])
    await aws.s3.send(new PutObjectCommand({ Bucket: aws.bucket, Key, Body: Key }));
});
afterAll(async () => {
  close();
  await opened;
  await aws?.close();
  await rm(folder, { recursive: true, force: true });
});

async function start(prefix = "archive/"): Promise<string> {
  const { backfillStateMachineArn, bucket, stepFunctions } = aws;
  const input = JSON.stringify({ bucket, prefix });
  const started = await stepFunctions.send(
    new StartExecutionCommand({ stateMachineArn: backfillStateMachineArn, input }),
  );
  return started.executionArn!;
}

const describe = (executionArn: string) =>
  aws.stepFunctions.send(new DescribeExecutionCommand({ executionArn }));
const statusOf = async (executionArn: string) => (await describe(executionArn)).status;

async function mapRunOf(executionArn: string) {
  const { mapRuns = [] } = await aws.stepFunctions.send(new ListMapRunsCommand({ executionArn }));
  if (mapRuns.length === 0) return undefined;
  const { mapRunArn } = mapRuns[0]!;
  return await aws.stepFunctions.send(new DescribeMapRunCommand({ mapRunArn }));
}

async function childrenOf(executionArn: string) {
  const { mapRunArn } = (await mapRunOf(executionArn)) ?? {};
  if (mapRunArn === undefined) return [];
  return (await aws.stepFunctions.send(new ListExecutionsCommand({ mapRunArn }))).executions!;
}

/** The bodies of all messages, which are gone then. */
async function taken(): Promise<string[]> {
  const { sqs, queueUrl: QueueUrl } = aws;
  const bodies: string[] = [];
  for (;;) {
    const receive = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 });
    const { Messages = [] } = await sqs.send(receive);
    if (Messages.length === 0) return bodies;
    bodies.push(...Messages.map(({ Body }) => Body!));
    const Entries = Messages.map(({ MessageId, ReceiptHandle }) => ({ Id: MessageId!, ReceiptHandle }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries: Entries as never }));
  }
}

const keysOf = (bodies: string[]) => bodies.map((body) => JSON.parse(body).detail.object.key).sort();

it("sends every object as the event of its upload, ten at a time, and tells how far it is", async () => {
  const executionArn = await start();
  await expect.poll(() => statusOf(executionArn)).toBe("SUCCEEDED");
  const run = (await mapRunOf(executionArn))!;
  expect(run).toMatchObject({ status: "SUCCEEDED", maxConcurrency: 2, toleratedFailurePercentage: 5 });
  expect(run.itemCounts).toMatchObject({ total: 25, succeeded: 25, pending: 0, resultsWritten: 25 });
  expect(run.executionCounts).toMatchObject({ total: 3, succeeded: 3, failed: 0 });

  const bodies = await taken();
  expect(keysOf(bodies)).toEqual([...KEYS, STRANGE].sort());
  // Word for word, since the message's text is the name of its execution.
  const { detail } = JSON.parse(bodies.find((body) => JSON.parse(body).detail.object.key === STRANGE)!);
  const { key, etag, size } = detail.object;
  const whole = { id: executionArn, ...objectCreated({ bucket: aws.bucket, key, etag, size }) };
  expect(bodies).toContain(JSON.stringify(whole));
  expect([etag, size]).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/), Buffer.byteLength(STRANGE)]);
});

it("writes its results where the definition says, and answers where", async () => {
  const executionArn = await start("archive/0");
  await expect.poll(() => statusOf(executionArn)).toBe("SUCCEEDED");
  const { output } = await describe(executionArn);
  const { MapRunArn, ResultWriterDetails: at } = JSON.parse(output!);
  const { mapRunArn } = (await mapRunOf(executionArn))!;
  expect([MapRunArn, at]).toEqual([
    mapRunArn,
    { Bucket: aws.bucket, Key: `backfill/${mapRunArn!.split(":").at(-1)}/manifest.json` },
  ]);
  const read = async (Key: string) => {
    const { Body } = await aws.s3.send(new GetObjectCommand({ Bucket: aws.bucket, Key }));
    return JSON.parse(await Body!.transformToString());
  };
  const { ResultFiles } = await read(at.Key);
  expect([ResultFiles.FAILED, ResultFiles.PENDING]).toEqual([[], []]);
  const children = await read(ResultFiles.SUCCEEDED[0].Key);
  expect(children).toMatchObject([{ Status: "SUCCEEDED", Output: "10", RedriveStatus: "NOT_REDRIVABLE" }]);
  expect(await statusOf(children[0].ExecutionArn)).toBe("SUCCEEDED");
  await taken();
});

it("tells of a child which definition it runs, and what it did", async () => {
  const executionArn = await start("archive/0");
  await expect.poll(() => statusOf(executionArn)).toBe("SUCCEEDED");
  const [child] = await childrenOf(executionArn);
  const about = await aws.stepFunctions.send(
    new DescribeStateMachineForExecutionCommand({ executionArn: child!.executionArn }),
  );
  expect(about).toMatchObject({ name: BACKFILL, label: "Photos" });
  expect(JSON.parse(about.definition!).QueryLanguage).toBe("JSONata");
  const history = await aws.stepFunctions.send(new GetExecutionHistoryCommand(child as never));
  const scheduled = history.events!.filter(({ type }) => type === "TaskScheduled");
  expect(scheduled.map(({ taskScheduledEventDetails }) => taskScheduledEventDetails?.resource)).toEqual([
    "getQueueAttributes",
    "sendMessageBatch",
  ]);
  const tags = new ListTagsForResourceCommand({ resourceArn: stateMachineArn() });
  expect((await aws.stepFunctions.send(tags)).tags).toEqual([]);
  await taken();
});

it("has nothing to do without photos, and fails where it may not list them", async () => {
  const none = await start("nowhere/");
  await expect.poll(() => statusOf(none)).toBe("SUCCEEDED");
  const LIST = rightTo("BackfillStateMachineRole", "s3:ListBucket");
  await deployed.without(LIST, async () => {
    const denied = await start();
    await expect.poll(() => statusOf(denied)).toBe("FAILED");
    expect(await describe(denied)).toMatchObject({
      error: "States.ItemReaderFailed",
      cause: expect.stringContaining("is not authorized to perform: s3:ListBucket"),
      redriveStatus: "REDRIVABLE",
    });
  });
});

it("fails when more children fail than it tolerates, and redriven does those again, and no others", async () => {
  const executionArn = await deployed.without(SEND, async () => {
    const arn = await start();
    await expect.poll(async () => (await childrenOf(arn)).length).toBeGreaterThan(0);
    for (const { executionArn } of await childrenOf(arn))
      await aws.stepFunctions.send(new StopExecutionCommand({ executionArn }));
    await expect.poll(() => statusOf(arn)).toBe("FAILED");
    return arn;
  });
  expect(await describe(executionArn)).toMatchObject({ error: "States.ExceedToleratedFailureThreshold" });
  const before = await childrenOf(executionArn);
  expect(before.map(({ status }) => status)).not.toContain("RUNNING");
  await expect(
    aws.stepFunctions.send(new RedriveExecutionCommand({ executionArn: before[0]!.executionArn })),
  ).rejects.toMatchObject({ name: "ExecutionNotRedrivable" });

  await aws.stepFunctions.send(new RedriveExecutionCommand({ executionArn }));
  await expect.poll(() => statusOf(executionArn)).toBe("SUCCEEDED");
  expect(await mapRunOf(executionArn)).toMatchObject({
    redriveCount: 1,
    itemCounts: { total: 25, succeeded: 25 },
  });
  expect(keysOf(await taken())).toEqual([...KEYS, STRANGE].sort());
  const events = await aws.stepFunctions.send(new GetExecutionHistoryCommand({ executionArn }));
  expect(events.events!.map(({ type }) => type)).toEqual([
    "ExecutionStarted",
    "MapStateEntered",
    "MapRunStarted",
    "MapRunFailed",
    "ExecutionFailed",
    "ExecutionRedriven",
    "MapStateEntered",
    "MapRunRedriven",
    "MapRunSucceeded",
    "MapStateExited",
    "ExecutionSucceeded",
  ]);
});

it("goes on after a restart, with the same map run and children", async () => {
  const before = await deployed.without(SEND, async () => {
    const executionArn = await start();
    await expect.poll(async () => (await childrenOf(executionArn)).length).toBe(2);
    const children = (await childrenOf(executionArn)).map(({ executionArn }) => executionArn!);
    await aws.stop();
    return { executionArn, children };
  });
  await open();
  await expect.poll(() => statusOf(before.executionArn)).toBe("SUCCEEDED");
  const children = (await childrenOf(before.executionArn)).map(({ executionArn }) => executionArn!);
  expect(children).toHaveLength(3);
  expect(children).toEqual(expect.arrayContaining(before.children));
  expect(keysOf(await taken())).toEqual([...KEYS, STRANGE].sort());
});
