import { defineConfig } from "vitest/config";
import type { PoolOptions } from "vitest/node";
import { endThread, LastingWorker } from "./test/mutation/lasting-worker.ts";
import { common } from "./vitest.config.ts";

/** The tests that mutants are shown: those that call the pure modules in their own process, and quickly. */
export default defineConfig({
  plugins: [
    {
      name: "lasting-worker",
      // Here, because Stryker sets a pool of its own after the settings were read.
      configureVitest({ project, vitest }) {
        const createPoolWorker = (options: PoolOptions) => new LastingWorker(options);
        Object.assign(project.config, { pool: "lasting", poolRunner: { name: "lasting", createPoolWorker } });
        vitest.onClose(endThread);
      },
    },
  ],
  test: {
    env: common.env,
    silent: true,
    maxWorkers: 1,
    testTimeout: 10_000,
    include: process.env.MUTATION_TESTS?.split(",") ?? [
      "test/core/**/*.test.ts",
      "test/local/faces/geometry.test.ts",
      "test/analysis/{borderline,calibrate,decision-words,fit-similarity,plan-prices,read-face-graph}.test.ts",
      "test/analysis/people-{clusters,decide,decisions,group,history,labels,methods,parts,words}.test.ts",
      "test/analysis/{load,load-changes,load-documents,load-faces,load-rows,load-sources}.test.ts",
      "test/analysis/{chart-drawings,forget-words,report-data,threshold-steps}.test.ts",
      "test/analysis/{plan-forget,sql,sql-catalog,sql-files,sql-text}.test.ts",
    ],
  },
});
