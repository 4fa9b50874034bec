import type { S3Client } from "@aws-sdk/client-s3";
import pMap from "p-map";
import { mapRunArn } from "../../common/names.ts";
import type { ExecutionStatus } from "../execution.ts";
import type { MapState } from "../jsonata/definition.ts";
import { evaluate, type Json } from "../jsonata/evaluate.ts";
import type { Context } from "../jsonata/run.ts";
import { StatesError } from "../states-error.ts";
import type { Trace } from "../trace.ts";
import { type Child, childName, type Parent, resultsOf, startChild, stopChild } from "./children.ts";
import { type Counts, count, type MapRun, type MapRuns, mapRunId, noCounts } from "./map-runs.ts";
import { type Item, inputOf, readAhead, readItems } from "./read-items.ts";
import { writeResults } from "./write-results.ts";

export interface MapServices extends Parent {
  runs: MapRuns;
  /** With the state machine's own rights. */
  s3: S3Client;
}

const COUNTED_AS: Record<ExecutionStatus, keyof Counts> = {
  RUNNING: "running",
  SUCCEEDED: "succeeded",
  FAILED: "failed",
  TIMED_OUT: "timedOut",
  ABORTED: "aborted",
};

/** Runs a Distributed Map over the objects of a bucket, a batch of them for each child execution. */
export async function runMap(
  services: MapServices,
  state: MapState,
  input: Json,
  context: Context,
  trace: Trace,
  signal: AbortSignal,
): Promise<Json> {
  const { runs, children, s3 } = services;
  const states = { input, context: context as unknown as Json };
  const run = await begin(services, state, context);
  const arn = mapRunArn(children.name, run.id);
  const say = (type: string) => trace.events.push({ type, timestamp: Date.now(), mapRunArn: arn });
  say(run.redriveCount > 0 ? "MapRunRedriven" : "MapRunStarted");
  const end = async (status: MapRun["status"]) => {
    Object.assign(run, { status, endedAt: Date.now() });
    await runs.save(run);
    if (status !== "ABORTED") say(status === "SUCCEEDED" ? "MapRunSucceeded" : "MapRunFailed");
  };
  const names: string[] = [];
  const childOf = async (batch: Item[]): Promise<Child> => {
    const input = await inputOf(state, states, batch);
    const name = childName(run.id, input);
    names.push(name);
    return { input, name, items: batch.length };
  };
  try {
    const read = (halted: AbortSignal) => readItems(state, states, s3, halted);
    await runChildren(services, run, { read, childOf }, signal);
    const to = (await evaluate(state.ResultWriter.Arguments, states)) as { Bucket: string; Prefix: string };
    const place = await writeResults(s3, to, { mapRunArn: arn, id: run.id }, resultsOf(services, names));
    run.items.resultsWritten = run.items.total;
    run.executions.resultsWritten = run.executions.total;
    await end("SUCCEEDED");
    return { MapRunArn: arn, ResultWriterDetails: place };
  } catch (error) {
    await end(signal.aborted ? "ABORTED" : "FAILED");
    throw error;
  }
}

interface Source {
  /** The batches, until the signal says to stop. */
  read(halted: AbortSignal): AsyncIterable<Item[]>;
  childOf(batch: Item[]): Promise<Child>;
}

/**
 * Starts the first children while the rest is still being listed.
 * @throws StatesError if more failed than is tolerated; the rest is stopped then, as it is when `signal` says so
 */
async function runChildren(
  services: MapServices,
  run: MapRun,
  { read, childOf }: Source,
  signal: AbortSignal,
): Promise<void> {
  const { scheduler } = services.children;
  const giveUp = new AbortController();
  const halted = AbortSignal.any([signal, giveUp.signal]);
  let isListed = false;
  const isTooMuch = () => {
    const { failed, timedOut, aborted, total } = run.items;
    // A tolerated percentage can be checked only once all items are listed.
    return isListed && failed + timedOut + aborted > (total * run.toleratedFailurePercentage) / 100;
  };
  const runChild = async (batch: Item[]): Promise<void> => {
    if (halted.aborted) return;
    const child = await childOf(batch);
    const execution = await startChild(services, child);
    count(run, child.items, "pending", "running");
    const stop = () => stopChild(services, execution);
    halted.addEventListener("abort", stop, { once: true });
    // Stopped while the child was being written to disk: the listener below would miss that.
    if (halted.aborted) stop();
    await scheduler.ended(execution);
    halted.removeEventListener("abort", stop);
    count(run, child.items, "running", COUNTED_AS[execution.status]);
    if (isTooMuch()) giveUp.abort();
  };
  const listed = async function* () {
    yield* read(halted);
    isListed = true;
  };
  try {
    const batches = readAhead(listed(), (batch) => count(run, batch.length, undefined, "pending"));
    await pMap(batches, runChild, { concurrency: run.maxConcurrency });
  } catch (error) {
    giveUp.abort();
    throw error;
  }
  signal.throwIfAborted();
  if (isTooMuch()) {
    throw new StatesError(
      "States.ExceedToleratedFailureThreshold",
      "The specified tolerated failure threshold was exceeded",
    );
  }
}

/** Continues an existing run, after a restart or a redrive. */
async function begin(
  { runs, machine }: MapServices,
  state: MapState,
  { Execution }: Context,
): Promise<MapRun> {
  const id = mapRunId(Execution.Id);
  const before = runs.get(id);
  const isRedriven = before !== undefined && Execution.RedriveCount > 0;
  const run: MapRun = {
    id,
    machine,
    execution: Execution.Name,
    label: state.Label,
    startedAt: before?.startedAt ?? Date.now(),
    status: "RUNNING",
    maxConcurrency: state.MaxConcurrency,
    toleratedFailurePercentage: state.ToleratedFailurePercentage,
    items: noCounts(),
    executions: noCounts(),
    redriveCount: isRedriven ? Execution.RedriveCount : 0,
    ...(isRedriven && { redrivenAt: Date.now() }),
  };
  await runs.save(run);
  return run;
}
