import { type FileHandle, open } from "node:fs/promises";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";

const compress = promisify(gzip);
const decompress = promisify(gunzip);

/** Offset and length, bytes. */
export type BlobRange = [offset: number, length: number];

/** A file of texts, each compressed by itself, so that one can be read without the others. `zcat` shows them all. */
export interface BlobFile {
  append(text: string): Promise<BlobRange>;
  read(place: BlobRange): Promise<string>;
  close(): Promise<void>;
}

export async function openBlobFile(path: string): Promise<BlobFile> {
  const handle: FileHandle = await open(path, "a+");
  let end = (await handle.stat()).size;
  let last: Promise<unknown> = Promise.resolve();
  return {
    async append(text) {
      const bytes = await compress(text);
      const place: BlobRange = [end, bytes.length];
      end += bytes.length; // The next append comes after this one, in the file and in the chain.
      const written = last.then(() => handle.appendFile(bytes));
      last = written.catch(() => {});
      await written;
      return place;
    },
    async read([offset, length]) {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, offset);
      if (bytesRead < length)
        throw new Error(
          `${path} ends ${length - bytesRead} bytes too early, in the ${length} bytes at ${offset}. Restore it from a backup.`,
        );
      return (await decompress(buffer)).toString("utf8");
    },
    async close() {
      await last;
      await handle.close();
    },
  };
}
