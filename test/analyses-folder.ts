import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** Folder of this run's models and of what they answered: see remember-analyses.ts. */
    analyses: string;
  }
}

/** Gives all test files of one run a folder in common, gone afterwards: the next run asks the models anew. */
export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), "lookalike-analyses-"));
  project.provide("analyses", folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
