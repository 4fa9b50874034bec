import { jsonService } from "../gateway/json-service.ts";
import type { Handler } from "../gateway/server.ts";
import type { Definition } from "./definition.ts";
import { type Execution, ExecutionStore } from "./execution-store.ts";
import type { Ending, Invoke } from "./interpreter.ts";
import { stepFunctionsNeeds } from "./needs.ts";
import { describeExecution } from "./operations/describe-execution.ts";
import { getExecutionHistory } from "./operations/get-execution-history.ts";
import { listExecutions } from "./operations/list-executions.ts";
import { startExecution } from "./operations/start-execution.ts";
import { describeStateMachine, listStateMachines } from "./operations/state-machines.ts";
import { stopExecution } from "./operations/stop-execution.ts";
import type { Fields } from "./requests.ts";
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
  onRoom?(): void;
}

export interface StepFunctions {
  handle: Handler;
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
  ListStateMachines: listStateMachines,
  DescribeStateMachine: describeStateMachine,
};

/** Step Functions with one state machine, run by aws-local-stepfunctions. */
export async function openStepFunctions(options: StepFunctionsOptions): Promise<StepFunctions> {
  const { root, definition, invoke, concurrency, log, onEnded, onRoom } = options;
  const store = await ExecutionStore.open(root);
  const scheduler = new Scheduler({
    definition,
    store,
    invoke,
    concurrency,
    ...(onEnded && { onEnded }),
    ...(onRoom && { onRoom }),
    onFault: (error) => log(`An execution could not be recorded: ${String(error)}`),
  });
  const service: StepFunctionsService = { definition, createdAt: Date.now(), store, scheduler };
  const operations = Object.fromEntries(
    Object.entries(OPERATIONS).map(([name, operation]) => [
      name,
      (input: unknown) => operation(service, input as Fields),
    ]),
  );
  return {
    handle: jsonService({ version: "1.0", operations, needs: stepFunctionsNeeds, log }),
    store,
    scheduler,
    resume: () => {
      for (const execution of store.unfinished()) scheduler.add(execution);
    },
    async close() {
      await scheduler.close();
      await store.close();
    },
  };
}
