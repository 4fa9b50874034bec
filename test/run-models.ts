import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";

/** The models of one run of the tests, converted by the first that needs them. What converts them has tests of its own. */
export const RUN_MODELS = join(inject("runFolder"), "models");

/** For a local AWS in a process of its own: its state folder, made if missing, with these models. */
export function lendModels(state: string): string {
  mkdirSync(RUN_MODELS, { recursive: true });
  mkdirSync(state, { recursive: true });
  symlinkSync(RUN_MODELS, join(state, "models"));
  return state;
}
