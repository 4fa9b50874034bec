/** What goes to a worker thread, and what comes back. */

export interface Invocation {
  id: number;
  /** URL or path of the module, and the name of its exported handler. */
  module: string;
  handler: string;
  functionName: string;
  event: unknown;
}

/** Ends an invocation that took too long. */
export interface End {
  ended: number;
}

/** An error as Lambda reports it: the state machine matches on `errorType`. */
export interface FunctionFailure {
  errorType: string;
  errorMessage: string;
  trace: string[];
}

export type Reply = { id: number } & ({ result: unknown } | { failure: FunctionFailure });
