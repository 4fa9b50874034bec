// @ts-nocheck
import { bundleFunctions } from "./bundle.ts";
import { addChecks, createApp } from "./create-app.ts";
import { OptionError } from "./options.ts";

// What `cdk.json` runs. The options come from there and from `-c name=value`.
try {
  const { app } = createApp({ code: await bundleFunctions() });
  addChecks(app);
  app.synth();
} catch (error) {
  if (!(error instanceof OptionError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
