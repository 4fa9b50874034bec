import { join } from "node:path";
import type { S3Client } from "@aws-sdk/client-s3";
import type { SQSClient } from "@aws-sdk/client-sqs";
import { BACKFILL, executionArn, roleArn, stateMachineArn } from "../common/names.ts";
import type { Caller } from "../iam/caller.ts";
import type { Execution } from "./execution.ts";
import { ExecutionStore } from "./execution-store.ts";
import { callService } from "./integrations.ts";
import type { JsonataDefinition } from "./jsonata/definition.ts";
import type { Json } from "./jsonata/evaluate.ts";
import { type Context, type RunServices, runJsonata } from "./jsonata/run.ts";
import { MapRuns } from "./map/map-runs.ts";
import { type MapServices, runMap } from "./map/run-map.ts";
import { Scheduler } from "./scheduler.ts";
import type { Executions, StateMachine } from "./service.ts";

export interface Backfill {
  /** Folder that keeps its executions, the children and the map runs. */
  root: string;
  definition: JsonataDefinition;
  /** With the state machine's own rights. Asked for once the gateway listens. */
  clients(): { s3: S3Client; sqs: SQSClient };
  caller: Caller;
  onFault(error: unknown): void;
}

/** Executions of it under way at once: each has its own map, and those share the queue. */
const AT_ONCE = 10;

/** The state machine that takes the photos of a bucket, by a Distributed Map. */
export async function openBackfill({ root, definition, clients, caller, onFault }: Backfill) {
  const { machine, map } = definition;
  const store = await ExecutionStore.open(root);
  const childStore = await ExecutionStore.open(join(root, "children"));
  const runs = await MapRuns.open(root);
  const call: RunServices["call"] = (resource, input, signal) =>
    callService(clients().sqs, resource, input, signal);

  const children: Executions = {
    name: `${BACKFILL}/${map.Label}`,
    store: childStore,
    scheduler: new Scheduler({
      store: childStore,
      run: (execution, from) =>
        runJsonata(map.ItemProcessor, contextOf(execution, children.name), { call }, from),
      concurrency: Number.POSITIVE_INFINITY, // Each map counts its own.
      onFault,
    }),
  };
  const services: Omit<MapServices, "s3"> = { machine: BACKFILL, runs, children, caller };
  const machinery: RunServices = {
    call,
    map: (...given) => runMap({ ...services, s3: clients().s3 }, ...given),
  };
  const scheduler = new Scheduler({
    store,
    run: (execution, from) => runJsonata(machine, contextOf(execution, BACKFILL), machinery, from),
    concurrency: AT_ONCE,
    onFault,
  });
  const stateMachine: StateMachine = {
    name: BACKFILL,
    text: definition.text,
    store,
    scheduler,
    map: { runs, children },
  };
  return {
    machine: stateMachine,
    async close() {
      // The children first: those of an execution that ends would be stopped.
      await children.scheduler.close();
      await scheduler.close();
      for (const each of [childStore, store, runs]) await each.close();
    },
  };
}

const contextOf = ({ name, input = "{}", startedAt, redriveCount = 0 }: Execution, of: string): Context => ({
  Execution: {
    Id: executionArn(name, of),
    Name: name,
    Input: JSON.parse(input) as Json,
    RoleArn: roleArn("backfill"),
    StartTime: new Date(startedAt).toISOString(),
    RedriveCount: redriveCount,
  },
  StateMachine: { Id: stateMachineArn(of), Name: of },
});
