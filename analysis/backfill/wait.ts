import { setTimeout as sleep } from "node:timers/promises";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { DescribeExecutionCommand, DescribeMapRunCommand, ListMapRunsCommand } from "@aws-sdk/client-sfn";
import pMap from "p-map";
import { executionOf, untilEnded } from "../queue/send-photo.ts";
import type { Target } from "../target/target.ts";

type Services = Pick<Target, "s3" | "stepFunctions" | "stateMachineArn">;

export interface WaitOptions {
  signal: AbortSignal;
  onProgress(done: number): void;
}

/** How a Distributed Map ended, or RUNNING when `signal` ended the wait. */
export interface MapEnd {
  status: string;
  /** JSON, when it SUCCEEDED. */
  output?: string | undefined;
  error?: string | undefined;
  cause?: string | undefined;
}

/** Milliseconds between looks. */
const INTERVAL = 500;

/** Waits until a Distributed Map has sent all its photos; tells how many it has. */
export async function untilSent(
  { stepFunctions }: Pick<Target, "stepFunctions">,
  executionArn: string,
  { signal, onProgress }: WaitOptions,
): Promise<MapEnd> {
  for (;;) {
    const { status = "RUNNING", ...end } = await stepFunctions.send(
      new DescribeExecutionCommand({ executionArn }),
    );
    const { mapRuns = [] } = await stepFunctions.send(new ListMapRunsCommand({ executionArn }));
    for (const { mapRunArn } of mapRuns) {
      const { itemCounts } = await stepFunctions.send(new DescribeMapRunCommand({ mapRunArn }));
      onProgress(itemCounts?.succeeded ?? 0);
    }
    if (status !== "RUNNING" || signal.aborted) {
      return { status, output: end.output, error: end.error, cause: end.cause };
    }
    await sleep(INTERVAL, undefined, { signal }).catch(() => undefined);
  }
}

export interface Counts {
  succeeded: number;
  failed: number;
}

const AT_ONCE = 32;

/** Waits until the photos that a map has sent are processed; ends early when `signal` says so. */
export async function untilProcessed(
  services: Services,
  output: string,
  { signal, onProgress }: WaitOptions,
): Promise<Counts> {
  const counts: Counts = { succeeded: 0, failed: 0 };
  await pMap(
    await sentBy(services, output),
    async (message) => {
      if (signal.aborted) return;
      const status = await untilEnded(services, executionOf(services.stateMachineArn, message), signal);
      if (status === "RUNNING") return;
      counts[status === "SUCCEEDED" ? "succeeded" : "failed"]++;
      onProgress(counts.succeeded + counts.failed);
    },
    { concurrency: AT_ONCE },
  );
  return counts;
}

interface Place {
  Bucket: string;
  Key: string;
}

interface Manifest {
  ResultFiles: { SUCCEEDED: { Key: string }[] };
}

interface Item {
  detail: { object: { key: string } };
}

/** The messages, from the results that the map has written. Folder markers are no photos. */
async function sentBy({ s3 }: Services, output: string): Promise<string[]> {
  const { ResultWriterDetails: at } = JSON.parse(output) as { ResultWriterDetails: Place };
  const read = async (Key: string): Promise<unknown> => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: at.Bucket, Key }));
    return JSON.parse((await Body?.transformToString()) ?? "null");
  };
  const { ResultFiles } = (await read(at.Key)) as Manifest;
  const messages: string[] = [];
  for (const { Key } of ResultFiles.SUCCEEDED) {
    for (const { Input } of (await read(Key)) as { Input: string }[]) {
      const { Items } = JSON.parse(Input) as { Items: Item[] };
      const photos = Items.filter(({ detail }) => !detail.object.key.endsWith("/"));
      messages.push(...photos.map((item) => JSON.stringify(item)));
    }
  }
  return messages;
}
