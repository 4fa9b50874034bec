import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { outputsFile } from "../core/outputs-file.ts";

/** Copies what `cdk deploy --outputs-file` wrote into a file of its own for each stack; returns their paths. */
export function saveOutputs(file: string, folder: string): string[] {
  const stacks = JSON.parse(readFileSync(file, "utf8")) as Record<string, { Region?: string }>;
  return Object.entries(stacks).flatMap(([stack, outputs]) => {
    // Not a stack of this app.
    if (outputs.Region === undefined) return [];
    mkdirSync(folder, { recursive: true });
    const path = join(folder, outputsFile(stack, outputs.Region));
    writeFileSync(path, `${JSON.stringify({ [stack]: outputs }, null, 2)}\n`);
    return [path];
  });
}
