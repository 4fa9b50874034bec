// @ts-nocheck
import { statSync } from "node:fs";

/** Says which of these options names a file where a folder is wanted, before any work begins. */
export function folderError(values: Record<string, unknown>, options: string[]): string | undefined {
  for (const option of options) {
    const path = values[option];
    if (typeof path === "string" && isBlocked(path)) {
      return `--${option} needs a folder, but ${path} is a file or below one. Choose another folder.`;
    }
  }
  return undefined;
}

function isBlocked(path: string): boolean {
  try {
    return !statSync(path).isDirectory();
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOTDIR";
  }
}
