/** @type {import("@stryker-mutator/api/core").PartialStrykerOptions} */
export default {
  testRunner: "vitest",
  vitest: { configFile: "vitest.mutation.config.ts", related: false },
  plugins: ["@stryker-mutator/vitest-runner"],
  mutate: [
    "core/**/*.ts",
    "analysis/{calibrate,charts,people,plan,sql}/*.ts",
    "analysis/tables/load/*.ts",
    // What talks to AWS is tested against the local one, which is too slow to be asked once per mutant.
    "analysis/forget/{face-documents,mentions-face,plan-forget,print-receipt}.ts",
    "analysis/report/data/*.ts",
    "local/faces/geometry/*.ts",
  ],
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
  incrementalFile: ".stryker/incremental.json",
  reporters: ["clear-text", "json", "progress-append-only"],
  jsonReporter: { fileName: ".stryker/mutation.json" },
  clearTextReporter: { logTests: false, allowColor: false, reportTests: false },
  thresholds: { break: null, high: 90, low: 75 },
};
