import type { FunctionFailure } from "../lambda/protocol.ts";

/** An event in the log of aws-local-stepfunctions, which exports no type for it. */
export interface InterpreterEvent {
  type: string;
  /** Milliseconds. */
  timestamp: number;
  state?: { name: string; type: string; input: unknown; output?: unknown };
  input?: unknown;
  output?: unknown;
  /** Of an event of a Distributed Map. */
  mapRunArn?: string;
  Error?: string;
  Cause?: unknown;
}

/** One call of a function or a service. */
export interface Call {
  state: string;
  resource: string;
  timeoutSeconds: number;
  input: unknown;
  startedAt: number;
  endedAt?: number;
  output?: unknown;
  failure?: FunctionFailure;
}

/** All that is known of a run: enough for its history. */
export interface Trace {
  events: InterpreterEvent[];
  calls: Call[];
}
