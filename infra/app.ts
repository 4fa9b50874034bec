import { bundleFunctions } from "./bundle.ts";
import { createApp } from "./create-app.ts";
import { OptionError } from "./options.ts";

// What `cdk.json` runs. The options come from there and from `-c name=value`.
try {
  createApp({ code: await bundleFunctions() }).app.synth();
} catch (error) {
  if (!(error instanceof OptionError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
