import { existsSync, readFileSync } from "node:fs";
import { CommandError } from "../terminal/command.ts";
import type { Names } from "./target.ts";

const OUTPUTS = "cdk-outputs.json";

export const isDeployed = () => existsSync(OUTPUTS);

/** What `npm run deploy` wrote of the deployment. @throws CommandError where that is missing or damaged */
export function deployedNames(): Names {
  if (!isDeployed()) {
    throw new CommandError(
      `No ${OUTPUTS} here, so nothing is known of a deployment. Deploy first (npm run deploy), or use --target local.`,
    );
  }
  const outputs = Object.values(readOutputs()).find((stack) => stack?.StateMachineArn !== undefined) ?? {};
  const output = (name: string) => {
    const value = outputs[name];
    if (value !== undefined) return value;
    throw new CommandError(`${OUTPUTS} lacks ${name}. Deploy again to write it anew: npm run deploy`);
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
  };
}

function readOutputs(): Record<string, Record<string, string> | undefined> {
  try {
    return JSON.parse(readFileSync(OUTPUTS, "utf8"));
  } catch (error) {
    throw new CommandError(
      `${OUTPUTS} is damaged (${(error as Error).message}). Deploy again to write it anew: npm run deploy`,
    );
  }
}
