import { defineConfig } from "vitest/config";
import base from "./vitest.config.ts";

/** The pipeline without each single right of its roles: too slow for every run (npm run test:rights). */
export default defineConfig({
  test: {
    ...base.test,
    include: ["test/local/region/least-privilege/*.slow.ts"],
  },
});
