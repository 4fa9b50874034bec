/**
 * What `npm run mutation` (test/mutation/run.ts) has in common for all folders.
 *
 * @type {import("@stryker-mutator/api/core").PartialStrykerOptions}
 */
export default {
  testRunner: "vitest",
  vitest: { configFile: "vitest.mutation.config.ts", related: false },
  plugins: ["@stryker-mutator/vitest-runner"],
  // What no test of the pure modules reads: copying it takes longer than many a folder's mutants.
  ignorePatterns: [
    "/.local",
    "/.stryker*",
    "/bench",
    "/cdk.out",
    "/datas",
    "/docs",
    "/notebooks",
    "/reports",
  ],
  tsconfigFile: "no-file-for-typescript-7-lacks-the-call-that-would-rewrite-it.json",
  coverageAnalysis: "perTest",
  ignoreStatic: true,
  concurrency: 1,
  timeoutMS: 20_000,
  tempDirName: ".stryker",
  reporters: ["clear-text", "json", "progress-append-only"],
  jsonReporter: { fileName: process.env.MUTATION_REPORT ?? ".stryker/mutation.json" },
  clearTextReporter: { logTests: false, allowColor: false, reportTests: false },
  thresholds: { break: null, high: 90, low: 75 },
};
