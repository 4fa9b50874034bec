import { defineConfig } from "vitest/config";

/** What every run of tests has in common. */
export const common = {
  globalSetup: ["test/run-folder.ts"],
  // Real models, real HTTP and real browsers: slow on two cores, never flaky for want of seconds.
  testTimeout: 600_000,
  hookTimeout: 600_000,
  expect: { poll: { timeout: 300_000 } },
  env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
};

const FACES = "test/local/faces/**/*.test.ts";

export default defineConfig({
  test: {
    ...common,
    // A third process loads everything once more, and gains nothing on two cores.
    maxWorkers: 2,
    pool: "forks",
    reporters: ["default"],
    silent: "passed-only",
    projects: [
      // The face engine itself.
      { extends: true, test: { name: "faces", include: [FACES], isolate: false } },
      // Everything else asks the models once per picture, and loads each module once per process.
      {
        extends: true,
        test: {
          name: "all else",
          include: ["test/**/*.test.ts"],
          exclude: [FACES],
          setupFiles: ["test/remember-analyses.ts"],
          isolate: false,
        },
      },
    ],
  },
});
