// @ts-nocheck
import { readFileSync, writeFileSync } from "node:fs";

/** The lines of earlier prompts, the newest first, as readline takes them. */
export function readHistory(file: string): string[] {
  try {
    return readFileSync(file, "utf8").split("\n").filter(Boolean).reverse();
  } catch {
    return [];
  }
}

/** Readable by its owner alone: queries may name people. Where it cannot be written, the prompt works without. */
export function saveHistory(file: string, newestFirst: string[]): void {
  try {
    writeFileSync(file, `${[...newestFirst].reverse().join("\n")}\n`, { mode: 0o600 });
  } catch {}
}
