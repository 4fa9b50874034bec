import { CommandError } from "../command.ts";

/** DuckDB's share of the memory; beyond it, it works through temporary files. */
export const LOAD_SETTINGS = { memory_limit: "300MiB" };

/** What the disk refuses is the user's to mend: one sentence, no stack. */
export async function plainErrors<T>(path: string, use: () => Promise<T>): Promise<T> {
  try {
    return await use();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const first = message.split("\n")[0]!;
    if (code === "ENOSPC" || /no space left on device/i.test(message)) {
      throw new CommandError(
        `The disk is full: cannot write ${path} (${first}). Make room and run this again.`,
      );
    }
    if (
      ["EACCES", "EPERM", "EROFS"].includes(code ?? "") ||
      /permission denied|read-only file/i.test(message)
    ) {
      throw new CommandError(
        `Not allowed to write: ${first}. Choose another folder or change its permissions.`,
      );
    }
    throw error;
  }
}
