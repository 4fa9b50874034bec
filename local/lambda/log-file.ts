import { createWriteStream, type WriteStream } from "node:fs";
import { mkdir, rename, stat } from "node:fs/promises";
import { dirname } from "node:path";

const MAX_BYTES = 10_000_000;

/** The functions' output. A long log is renamed at the next start; one such older log is kept. */
export async function openLogFile(path: string): Promise<WriteStream> {
  await mkdir(dirname(path), { recursive: true });
  const bytes = await stat(path).then(
    ({ size }) => size,
    () => 0,
  );
  if (bytes > MAX_BYTES) await rename(path, `${path}.1`);
  const file = createWriteStream(path, { flags: "a" });
  // A log that cannot be written, on a full disk, must not end what it is the log of.
  file.on("error", () => {});
  return file;
}
