import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { OUTPUTS_FOLDER, stackLabel } from "../../core/outputs-file.ts";
import { CommandError } from "../terminal/command.ts";

/** A stack that was deployed from here, by what is noted of it. */
export interface Deployment {
  stack: string;
  /** `Lookalike.eu-west-1` */
  label: string;
  file: string;
  outputs: Record<string, string>;
}

/** Read too: what `cdk deploy --outputs-file cdk-outputs.json` writes. */
const SINGLE_FILE = `${OUTPUTS_FOLDER}.json`;

function outputFiles(): string[] {
  const kept = existsSync(OUTPUTS_FOLDER) ? readdirSync(OUTPUTS_FOLDER) : [];
  const files = kept.filter((name) => name.endsWith(".json")).map((name) => join(OUTPUTS_FOLDER, name));
  return [...files.sort(), ...(existsSync(SINGLE_FILE) ? [SINGLE_FILE] : [])];
}

export const isDeployed = () => outputFiles().length > 0;

/**
 * The deployment that `--stack` means, or the only one.
 * @throws CommandError where there is none, where several could be meant, and where a file is damaged
 */
export function findDeployment(stack?: string): Deployment {
  const known = deployments();
  if (known.length === 0) {
    throw new CommandError(
      `No ${OUTPUTS_FOLDER} here, so nothing is known of a deployment. Deploy first (npm run deploy), or use --target local.`,
    );
  }
  const meant =
    stack === undefined ? known : known.filter((each) => [each.stack, each.label].includes(stack));
  if (meant.length === 1) return meant[0]!;
  const labels = (meant.length > 0 ? meant : known).map(({ label }) => label).join(", ");
  throw new CommandError(
    meant.length === 0
      ? `No stack "${stack}" was deployed from here. Known: ${labels}`
      : `${meant.length} stacks were deployed from here. Choose one with --stack: ${labels}`,
  );
}

/** Each stack once; the file of its own is the newer note. */
function deployments(): Deployment[] {
  const found = new Map<string, Deployment>();
  for (const deployment of outputFiles().flatMap(readOutputs))
    if (!found.has(deployment.label)) found.set(deployment.label, deployment);
  return [...found.values()];
}

function readOutputs(file: string): Deployment[] {
  const stacks = Object.entries(parse(file));
  const ours = stacks.filter(([, outputs]) => outputs?.StateMachineArn !== undefined);
  return (ours.length > 0 ? ours : stacks.slice(0, 1)).map(([stack, outputs = {}]) => {
    return { stack, label: stackLabel(stack, outputs.Region ?? "?"), file, outputs };
  });
}

function parse(file: string): Record<string, Record<string, string> | undefined> {
  try {
    const stacks = JSON.parse(readFileSync(file, "utf8"));
    return Object.keys(stacks).length > 0 ? stacks : { "?": {} };
  } catch (error) {
    throw new CommandError(
      `${file} is damaged (${(error as Error).message}). Deploy again to write the file: npm run deploy`,
    );
  }
}
