import { defineConfig } from "vitest/config";
import { common } from "./vitest.config.ts";

/** The tests that mutants are shown: those that call the pure modules in their own process, and quickly. */
export default defineConfig({
  test: {
    ...common,
    include: [
      "test/core/**/*.test.ts",
      "test/local/faces/geometry.test.ts",
      "test/analysis/{borderline,people-group,plan-prices}.test.ts",
    ],
    testTimeout: 10_000,
  },
});
