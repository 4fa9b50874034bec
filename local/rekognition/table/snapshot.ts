import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { open } from "node:fs/promises";
import { VectorTable } from "../../faces/vectors/vector-table.ts";
import { ByteColumn, NumberColumn } from "./columns.ts";
import type { Columns } from "./face-table.ts";
import { PackedJson } from "./packed-json.ts";

/** The header of a snapshot: JSON, padded with blanks. */
interface Head {
  snapshot: 1;
  slots: number;
  width: number;
  recordBytes: number;
  shapes: readonly string[][][];
}

const HEAD_BYTES = 65_536;

/**
 * Writes the columns as they are in memory, numbers little-endian as all processors that Node runs on have them. On the
 * disk when it answers.
 */
export async function writeSnapshot(file: string, columns: Columns): Promise<void> {
  const { vectors, packed, records, idHashes, originHashes } = columns;
  const head: Head = {
    snapshot: 1,
    slots: vectors.length,
    width: vectors.width,
    recordBytes: records.filled.length,
    shapes: packed.shapes,
  };
  const handle = await open(file, "w");
  try {
    await handle.writeFile(JSON.stringify(head).padEnd(HEAD_BYTES));
    for (const part of [records.ends, idHashes.filled, originHashes.filled, records.filled])
      await handle.writeFile(bytesOf(part));
    for (const block of vectors.blocks()) await handle.writeFile(bytesOf(block));
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

const bytesOf = ({ buffer, byteOffset, byteLength }: NodeJS.ArrayBufferView) =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** At once, into the memory where the columns stay. @throws Error when the file is not what it says it is */
export function readSnapshot(file: string): Columns {
  const descriptor = openSync(file, "r");
  try {
    const read = <T extends NodeJS.ArrayBufferView>(into: T): T => {
      for (let done = 0; done < into.byteLength; ) {
        const got = readSync(descriptor, into, done, into.byteLength - done, null);
        if (got === 0) throw notWhole(file);
        done += got;
      }
      return into;
    };
    if (fstatSync(descriptor).size < HEAD_BYTES) throw notWhole(file);
    const { slots, width, recordBytes, shapes } = JSON.parse(
      read(Buffer.alloc(HEAD_BYTES)).toString(),
    ) as Head;
    const column = () => new NumberColumn(read(new Uint32Array(slots)));
    const ends = column();
    const idHashes = column();
    const originHashes = column();
    const records = new ByteColumn(read(Buffer.alloc(recordBytes)), ends);
    const vectors = VectorTable.read(width, slots, read);
    return {
      vectors,
      packed: new PackedJson(shapes.map((shape) => [...shape])),
      records,
      idHashes,
      originHashes,
    };
  } finally {
    closeSync(descriptor);
  }
}

const notWhole = (file: string) =>
  new Error(`The snapshot of a collection in ${file} is cut off. Restore the file from a backup.`);
