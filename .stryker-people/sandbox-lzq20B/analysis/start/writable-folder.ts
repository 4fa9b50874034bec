// @ts-nocheck
import { mkdir, mkdtemp, rmdir } from "node:fs/promises";
import { join } from "node:path";
import { CommandError } from "../terminal/command.ts";

/**
 * Makes the folder if it is missing, and tries whether it can be written to, before hours of work go into it.
 *
 * @throws CommandError
 */
export async function assertWritable(option: string, folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    // Asking for permissions would not tell of read-only disks everywhere.
    await rmdir(await mkdtemp(join(folder, ".writable-")));
  } catch (error) {
    const { code = "", message } = error as NodeJS.ErrnoException;
    throw new CommandError(
      `Cannot write to the folder ${folder} of --${option} (${REASONS[code] ?? message}). Choose another folder or change its permissions.`,
    );
  }
}

const REASONS: Record<string, string> = {
  EACCES: "permission denied",
  EPERM: "not permitted",
  EROFS: "its disk is read-only",
  ENOSPC: "its disk is full",
  ENOTDIR: "it is below a file",
  EEXIST: "it is a file",
  ENOENT: "it cannot be made there",
};
