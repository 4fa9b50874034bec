import { join } from "node:path";
import { inject } from "vitest";

/** The models of one run of the tests, converted by the first that needs them. What converts them has tests of its own. */
export const RUN_MODELS = join(inject("runFolder"), "models");
