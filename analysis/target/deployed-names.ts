import { CommandError } from "../terminal/command.ts";
import { findDeployment } from "./deployments.ts";
import type { Names } from "./names.ts";

/** The names of what was deployed. @throws CommandError where they are missing, damaged, or of several stacks */
export function deployedNames(stack?: string): Names {
  const { file, outputs } = findDeployment(stack);
  const output = (name: string) => {
    const value = outputs[name];
    if (value !== undefined) return value;
    throw new CommandError(`${file} lacks ${name}. Deploy again to write the file: npm run deploy`);
  };
  return {
    kind: "aws",
    region: output("Region"),
    bucket: output("Bucket"),
    table: output("Table"),
    collection: output("Collection"),
    stateMachineArn: output("StateMachineArn"),
    queueUrl: output("QueueUrl"),
    rulesVersion: output("RulesVersion"),
    backfillStateMachineArn: output("BackfillStateMachineArn"),
    ...(outputs.Sources !== undefined && { sources: JSON.parse(outputs.Sources) as string[] }),
    economy: outputs.Economy === "true",
  };
}
