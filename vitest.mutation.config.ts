import { defineConfig } from "vitest/config";
import type { PoolOptions } from "vitest/node";
import { endThread, LastingWorker } from "./test/mutation/lasting-worker.ts";
import { common } from "./vitest.config.ts";

/** The tests that mutants are shown, by name: `test/mutation/folders.ts` has those of each folder. */
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
    include: process.env.MUTATION_TESTS?.split(" ") ?? [],
  },
});
