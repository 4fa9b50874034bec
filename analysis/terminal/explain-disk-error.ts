import { isFull } from "../../core/files/is-full.ts";

/** The system's name for what it refused, of this error or of what it comes from: `ENOSPC`. */
export function systemCode(error: Error): string | undefined {
  const { code, cause, message } = error as NodeJS.ErrnoException;
  return code ?? (cause instanceof Error ? systemCode(cause) : undefined) ?? codeInWords(message);
}

/**
 * DuckDB has a code for what the system refuses a statement. Opening a database, an appender, a commit and a checkpoint
 * pass it on in the system's words alone.
 */
const WORDS: readonly (readonly [code: string, words: string])[] = [
  ["ENOSPC", "No space left on device"],
  ["EACCES", "Permission denied"],
  ["EROFS", "Read-only file system"],
];

const codeInWords = (message: string) => WORDS.find(([, words]) => message.includes(words))?.[0];

/** What to do about a full disk, reported by the system or by DuckDB; undefined for other errors. */
export function explainDiskError(error: Error): string | undefined {
  if (!isFull(systemCode(error))) return undefined;
  const { path } = error as NodeJS.ErrnoException;
  return `The disk${path === undefined ? "" : ` of ${path}`} is full. Free some space, then run the same command again: it goes on from here.`;
}
