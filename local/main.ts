import { readArguments, USAGE } from "./arguments.ts";
import { instructions } from "./instructions.ts";
import { openRegion } from "./region.ts";
import { RegionError } from "./region-error.ts";

/** `npm run local`: the region, until it is interrupted. */
async function main(): Promise<void> {
  const { help, ...options } = readArguments(process.argv.slice(2));
  if (help) {
    console.log(USAGE);
    return;
  }
  // Says that the SDK's next versions want a newer Node, once per process.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve());
  });
  const region = await openRegion({ ...options, log: (line) => console.log(line) });
  console.log(instructions(region));
  await stopped;
  await region.close();
  console.log("Stopped.");
}

try {
  await main();
} catch (error) {
  if (!(error instanceof RegionError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
