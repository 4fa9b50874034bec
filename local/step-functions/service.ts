import type { Definition } from "./definition.ts";
import type { ExecutionStore } from "./execution-store.ts";
import type { Scheduler } from "./scheduler.ts";

/** What the operations work on. */
export interface StepFunctionsService {
  definition: Definition;
  /** Milliseconds. */
  createdAt: number;
  store: ExecutionStore;
  scheduler: Scheduler;
}
