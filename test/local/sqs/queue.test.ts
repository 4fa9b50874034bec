import { expect, it, onTestFinished } from "vitest";
import { OPERATIONS } from "../../../local/sqs/operations.ts";
import { Queue } from "../../../local/sqs/queue.ts";
import type { SqsService } from "../../../local/sqs/requests.ts";
import { temporaryFolder } from "../temporary-folder.ts";

it("is empty after a purge, also of what was handed out, and stays so", async () => {
  const root = await temporaryFolder();
  const open = () => Queue.open({ root, visibility: 30_000 });
  let queue = await open();
  for (const body of ["one", "two", "three"]) await queue.send(body, "photos");
  const [first] = await queue.receive(1);
  expect(first).toMatchObject({ body: "one", receives: 1 });

  const service = { queues: new Map([["dead.fifo", queue]]) } as unknown as SqsService;
  const QueueUrl = "http://127.0.0.1:4566/000000000000/dead.fifo";
  expect(await OPERATIONS.PurgeQueue!(service, { QueueUrl })).toBeUndefined();
  expect(queue.counts).toEqual({ waiting: 0, handedOut: 0 });
  expect(await queue.delete(first!.receipt)).toBe(false);

  await queue.close();
  queue = await open();
  onTestFinished(() => queue.close());
  expect(queue.messages()).toEqual([]);
  // The same text within five minutes is the same message; another one is taken.
  await queue.send("four", "photos");
  expect(queue.messages().map(({ body }) => body)).toEqual(["four"]);
});
