import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/run-folder.ts"],
    setupFiles: ["test/remember-analyses.ts"],
    // Real models, real HTTP and real browsers: slow on two cores, never flaky for want of seconds.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 300_000 } },
    maxWorkers: 2,
    pool: "forks",
    reporters: ["default"],
    silent: "passed-only",
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
  },
});
