import { StartExecutionCommand } from "@aws-sdk/client-sfn";
import type { Target } from "../target/target.ts";

export interface Source {
  bucket: string;
  prefix: string;
}

/** Starts the Distributed Map that was deployed; returns its execution's ARN. */
export async function startDistributedMap(
  { stepFunctions }: Pick<Target, "stepFunctions">,
  stateMachineArn: string,
  source: Source,
): Promise<string> {
  const input = JSON.stringify(source);
  const { executionArn } = await stepFunctions.send(new StartExecutionCommand({ stateMachineArn, input }));
  return executionArn!;
}
