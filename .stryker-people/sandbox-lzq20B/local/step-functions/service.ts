// @ts-nocheck
import type { ExecutionStore } from "./execution-store.ts";
import type { MapRuns } from "./map/map-runs.ts";
import type { Scheduler } from "./scheduler.ts";

/** The executions of a state machine, or the children of its map. */
export interface Executions {
  /** As their ARNs have it: `lookalike`, `lookalike-backfill/Photos`. */
  name: string;
  store: ExecutionStore;
  scheduler: Scheduler;
}

export interface StateMachine extends Executions {
  /** The definition, as DescribeStateMachine answers it. */
  text: string;
  /** Of its Distributed Map, if it has one. */
  map?: { runs: MapRuns; children: Executions };
}

/** What the operations work on. */
export interface StepFunctionsService {
  machines: StateMachine[];
  /** Milliseconds. */
  createdAt: number;
}
