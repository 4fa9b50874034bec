import { isFull } from "../../../core/files/is-full.ts";
import { CommandError } from "../../terminal/command.ts";
import { systemCode } from "../../terminal/explain-disk-error.ts";

/** DuckDB's share of the memory; beyond it, it works through temporary files. */
export const LOAD_SETTINGS = { memory_limit: "300MiB" };

/** What the disk refuses is the user's to fix: one sentence, no stack. */
export async function plainErrors<T>(path: string, use: () => Promise<T>): Promise<T> {
  try {
    return await use();
  } catch (error) {
    const { code, message, path: at, dest } = error as NodeJS.ErrnoException & { dest?: string };
    const first = message.split("\n")[0]!;
    const reason = systemCode(error as Error);
    if (isFull(reason)) {
      throw new CommandError(
        `The disk is full: cannot write ${path} (${first}). Make room and run this again.`,
      );
    }
    if (["EACCES", "EPERM", "EROFS"].includes(reason ?? "")) {
      throw new CommandError(
        `Not allowed to write: ${first}. Choose another folder or change its permissions.`,
      );
    }
    const said = IN_THE_WAY[code ?? ""]?.(dest ?? at ?? path);
    throw said === undefined ? error : new CommandError(said);
  }
}

/** What stands at the path, or does not, by the system's code. */
const IN_THE_WAY: Record<string, (path: string) => string> = {
  ENOENT: (path) => `${path} does not exist. Make its folder, or give another path.`,
  ENOTDIR: (path) => `Cannot open ${path}: a part of this path is a file, not a folder. Give another path.`,
  EISDIR: (path) => `${path} is a folder, not a file. Give another path.`,
  EEXIST: (path) => `${path} already exists. Move it away, or give another path.`,
};
