// @ts-nocheck
import { createRequire } from "node:module";
import { App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks, ServerlessChecks } from "cdk-nag";
import type { FunctionCode } from "./bundle.ts";
import { readOptions } from "./options.ts";
import { LookalikeStack } from "./stack.ts";

/** What a new project of the pinned aws-cdk-lib starts with; a newer version is an occasion to look again. */
const FLAGS = createRequire(import.meta.url)("aws-cdk-lib/recommended-feature-flags.json") as Record<
  string,
  unknown
>;

export interface AppProps {
  code: FunctionCode;
  /** Options, as in `cdk.json`. */
  context?: Record<string, unknown>;
  /** Where the assembly is written; by default where the CDK's command line says. */
  outdir?: string;
}

/**
 * The app with its one stack.
 * @throws OptionError for a wrong option
 */
export function createApp({ code, context = {}, outdir }: AppProps): { app: App; stack: LookalikeStack } {
  const app = new App({ context: { ...FLAGS, ...context }, ...(outdir !== undefined && { outdir }) });
  const options = readOptions(app.node.getAllContext() as Record<string, unknown>);
  const stack = new LookalikeStack(app, options.stackName, { options, code });
  return { app, stack };
}

/** From here on synthesis fails on a finding of cdk-nag that nobody has given a reason for. */
export function addChecks(app: App): void {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
}
