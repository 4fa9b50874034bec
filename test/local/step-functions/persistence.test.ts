import { appendFile, readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn";
import { expect, it } from "vitest";
import { objectCreated } from "../../../core/photo-event.ts";
import { stateMachineArn } from "../../../local/common/names.ts";
import { ExecutionStore } from "../../../local/step-functions/execution-store.ts";
import { Scheduler } from "../../../local/step-functions/scheduler.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { startService } from "./service.ts";

const settled = async (service: { scheduler: { running: number; waiting: number } }) => {
  while (service.scheduler.running + service.scheduler.waiting > 0) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

it("runs again, under the same name, what had not ended", async () => {
  const root = await temporaryFolder();
  const first = await startService(root, () => new Promise(() => {}), { concurrency: 1 });
  for (const [name, input] of [
    ["runs", { a: 1 }],
    ["waits", { a: 2 }],
  ] as const) {
    const start = { stateMachineArn: stateMachineArn(), name, input: JSON.stringify(input) };
    await first.client.send(new StartExecutionCommand(start));
  }
  await first.close();

  const seen: unknown[] = [];
  const second = await startService(root, async (_arn, input) => {
    seen.push(input);
  });
  second.resume();
  await settled(second);
  expect(seen).toMatchObject([
    { name: "runs", input: { a: 1 } },
    { name: "waits", input: { a: 2 } },
  ]);
  expect(second.store.all.map(({ name, status }) => [name, status])).toEqual([
    ["runs", "SUCCEEDED"],
    ["waits", "SUCCEEDED"],
  ]);
  await second.close();

  const third = await ExecutionStore.open(root);
  expect(third.unfinished()).toEqual([]);
  const details = await third.details(third.get("runs")!);
  expect(details?.history.at(-1)?.type).toBe("ExecutionSucceeded");
  await third.close();
});

it("loses nothing but the entry that was being written when it was killed", async () => {
  const root = await temporaryFolder();
  const store = await ExecutionStore.open(root);
  await store.start("whole", "{}");
  await appendFile(join(root, "index.ndjson"), '{"started":{"name":"torn","at":1,"inp');
  const again = await ExecutionStore.open(root);
  expect(again.all.map(({ name }) => name)).toEqual(["whole"]);
  await again.close();
  await store.close();
});

const event = (key: string, etag: string) => JSON.stringify(objectCreated({ bucket: "b", key, etag }));

it("knows the objects that it was started for, also after compaction", async () => {
  const root = await temporaryFolder();
  const store = await ExecutionStore.open(root);
  for (let i = 0; i < 300; i++) {
    const execution = await store.start(`e${i}`, event(`uploads/${i}.jpg`, "etag"));
    if (i !== 7) await store.end(execution, { status: "SUCCEEDED", output: "{}" }, []);
  }
  await store.close();
  const before = await readFile(join(root, "index.ndjson"), "utf8");
  const again = await ExecutionStore.open(root);
  const after = await readFile(join(root, "index.ndjson"), "utf8");
  expect(after.length).toBeLessThan(before.length / 1.5);
  expect(again.knows("b", "uploads/299.jpg", '"etag"')).toBe(true);
  expect(again.knows("b", "uploads/299.jpg", "other")).toBe(false);
  expect(again.unfinished().map(({ name, input }) => [name, input])).toEqual([
    ["e7", event("uploads/7.jpg", "etag")],
  ]);
  expect((await again.details(again.get("e42")!))?.input).toBe(event("uploads/42.jpg", "etag"));
  await again.close();
  const third = await ExecutionStore.open(root);
  expect(third.all).toHaveLength(300);
  expect(third.knows("b", "uploads/0.jpg", "etag")).toBe(true);
  await third.close();
});

it("fails what cannot even begin, at once and after a restart, rather than leave it RUNNING", async () => {
  const root = await temporaryFolder();
  // The interpreter copies its input by recursion.
  const input = `${"[".repeat(50_000)}${"]".repeat(50_000)}`;
  const before = await ExecutionStore.open(root);
  await before.start("left", input);
  await before.close();

  const service = await startService(root, async () => ({}));
  service.resume();
  const start = { stateMachineArn: stateMachineArn(), name: "now", input };
  const { executionArn } = await service.client.send(new StartExecutionCommand(start));
  await settled(service);
  const described = await service.client.send(new DescribeExecutionCommand({ executionArn }));
  expect(described).toMatchObject({ status: "FAILED", error: "States.Runtime", input });
  const { events } = await service.client.send(new GetExecutionHistoryCommand({ executionArn }));
  expect(events!.at(-1)?.executionFailedEventDetails?.error).toBe("States.Runtime");
  await service.close();

  const after = await ExecutionStore.open(root);
  expect(after.all.map(({ name, status }) => [name, status])).toEqual([
    ["left", "FAILED"],
    ["now", "FAILED"],
  ]);
  await after.close();
});

it("takes any JSON for an input", async () => {
  const service = await startService(await temporaryFolder(), async () => ({}));
  const start = { stateMachineArn: stateMachineArn(), name: "nothing", input: "null" };
  await service.client.send(new StartExecutionCommand(start));
  await settled(service);
  expect(service.store.get("nothing")?.status).not.toBe("RUNNING");
  await service.close();
});

it("fails an execution whose interpreter throws at once", async () => {
  const store = await ExecutionStore.open(await temporaryFolder());
  const faults: unknown[] = [];
  const run = () => {
    throw new Error("no such state");
  };
  const scheduler = new Scheduler({ store, run, concurrency: 1, onFault: (error) => faults.push(error) });
  await scheduler.add(await store.start("first", "{}"));
  await settled({ scheduler });
  await scheduler.close();
  const { ending, history } = (await store.details(store.get("first")!))!;
  expect(ending).toEqual({ status: "FAILED", error: "States.Runtime", cause: "no such state" });
  expect(history.map(({ type }) => type)).toEqual(["ExecutionStarted", "ExecutionFailed"]);
  expect(faults).toEqual([]);
  await store.close();
});
