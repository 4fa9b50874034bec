import type { Statement } from "./statement.ts";

/** A role and what it may do. */
export interface Role {
  arn: string;
  /** The name of the function or state machine that assumes it. */
  name: string;
  statements: readonly Statement[];
}
