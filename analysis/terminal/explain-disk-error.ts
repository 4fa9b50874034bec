/** What to do about a disk that is full, whoever met it; undefined for other errors. */
export function explainDiskError(error: Error): string | undefined {
  const { code, path } = error as NodeJS.ErrnoException;
  // DuckDB has the system's words alone.
  if (code !== "ENOSPC" && code !== "EDQUOT" && !/No space left on device/.test(error.message))
    return undefined;
  return `The disk${path === undefined ? "" : ` of ${path}`} is full. Free some space, then run the same command again: it goes on from here.`;
}
