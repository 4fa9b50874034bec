import { join } from "node:path";
import { NAME } from "../common/names.ts";
import { jsonService, operationsOn } from "../gateway/json-service.ts";
import type { Handler } from "../gateway/server.ts";
import { type Backfill, openBackfill } from "./backfill.ts";
import type { Definition } from "./definition.ts";
import type { Ending, Execution } from "./execution.ts";
import { ExecutionStore } from "./execution-store.ts";
import { type Invoke, run } from "./interpreter.ts";
import { describeExecution } from "./operations/describe-execution.ts";
import { getExecutionHistory } from "./operations/get-execution-history.ts";
import { listExecutions } from "./operations/list-executions.ts";
import { describeMapRun, listMapRuns } from "./operations/map-runs.ts";
import { redriveExecution } from "./operations/redrive-execution.ts";
import { startExecution } from "./operations/start-execution.ts";
import {
  describeStateMachine,
  describeStateMachineForExecution,
  listStateMachines,
  listTagsForResource,
} from "./operations/state-machines.ts";
import { stopExecution } from "./operations/stop-execution.ts";
import type { Fields } from "./requests.ts";
import { stepFunctionsPermissions } from "./required-permissions.ts";
import { Scheduler } from "./scheduler.ts";
import type { StepFunctionsService } from "./service.ts";

export interface StepFunctionsOptions {
  /** Folder that keeps the executions. */
  root: string;
  definition: Definition;
  invoke: Invoke;
  /** Executions under way at once. */
  concurrency: number;
  log(line: string): void;
  onEnded?(execution: Execution, input: string, ending: Ending): void;
  onCapacity?(): void;
  /** The state machine with a Distributed Map. */
  backfill?: Omit<Backfill, "root" | "onFault">;
}

export interface StepFunctions {
  handle: Handler;
  /** The pipeline's. */
  store: ExecutionStore;
  scheduler: Scheduler;
  /** Runs what was RUNNING when the last process ended. */
  resume(): void;
  /** Ends without ending the executions: the next process runs them again. */
  close(): Promise<void>;
}

type Operation = (service: StepFunctionsService, fields: Fields) => unknown;

const OPERATIONS: Record<string, Operation> = {
  StartExecution: startExecution,
  DescribeExecution: describeExecution,
  ListExecutions: listExecutions,
  GetExecutionHistory: getExecutionHistory,
  StopExecution: stopExecution,
  RedriveExecution: redriveExecution,
  ListMapRuns: listMapRuns,
  DescribeMapRun: describeMapRun,
  ListStateMachines: listStateMachines,
  DescribeStateMachine: describeStateMachine,
  DescribeStateMachineForExecution: describeStateMachineForExecution,
  ListTagsForResource: listTagsForResource,
};

/** Step Functions with the pipeline, run by aws-local-stepfunctions, and the backfill. */
export async function openStepFunctions(options: StepFunctionsOptions): Promise<StepFunctions> {
  const { root, definition, invoke, concurrency, log, onEnded, onCapacity, backfill } = options;
  const onFault = (error: unknown) => log(`An execution could not be recorded: ${String(error)}`);
  const store = await ExecutionStore.open(root);
  const scheduler = new Scheduler({
    store,
    run: (execution, from) => run(definition, execution, invoke, from),
    concurrency,
    ...(onEnded && { onEnded }),
    ...(onCapacity && { onCapacity }),
    onFault,
  });
  const mapping = backfill && (await openBackfill({ ...backfill, root: join(root, "backfill"), onFault }));
  const service: StepFunctionsService = {
    createdAt: Date.now(),
    machines: [
      { name: NAME, text: definition.text, store, scheduler },
      ...(mapping ? [mapping.machine] : []),
    ],
  };
  return {
    handle: jsonService({
      version: "1.0",
      operations: operationsOn(service, OPERATIONS),
      permissions: stepFunctionsPermissions,
      log,
    }),
    store,
    scheduler,
    resume: () => {
      for (const { store, scheduler } of service.machines)
        for (const execution of store.unfinished()) scheduler.add(execution).catch(onFault);
    },
    async close() {
      await mapping?.close();
      await scheduler.close();
      await store.close();
    },
  };
}
