import { ARRAY, arrayValue, DuckDBDataChunk, DuckDBInstance, FLOAT } from "@duckdb/node-api";
import { DESCRIPTOR_LENGTH } from "../../local/faces/similarity.ts";

const ROWS = 2048;

export interface VectorDatabase {
  /** Slots of the ten nearest by cosine, best first. */
  top(probe: Float32Array, count: number): Promise<number[]>;
  /** How many are at least so near. */
  within(probe: Float32Array, cosine: number): Promise<number>;
  setThreads(threads: number): Promise<void>;
  close(): void;
}

/** The same vectors in a table of DuckDB, in memory. */
export async function openVectors(blocks: Iterable<Float32Array>, width: number): Promise<VectorDatabase> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const type = ARRAY(FLOAT, DESCRIPTOR_LENGTH);
  await connection.run(`create table faces (v float[${DESCRIPTOR_LENGTH}])`);
  const appender = await connection.createAppender("faces");
  const chunk = DuckDBDataChunk.create([type]);
  for (const block of blocks) {
    for (let start = 0; start < block.length; start += ROWS * width) {
      const rows = Math.min(ROWS, (block.length - start) / width);
      const row = (i: number) => block.subarray(start + i * width, start + i * width + DESCRIPTOR_LENGTH);
      chunk.reset();
      chunk.rowCount = rows;
      chunk.setColumnValues(
        0,
        Array.from({ length: rows }, (_, i) => arrayValue(Array.from(row(i)))),
      );
      appender.appendDataChunk(chunk);
    }
  }
  appender.closeSync();
  const values = (probe: Float32Array) => arrayValue(Array.from(probe.subarray(0, DESCRIPTOR_LENGTH)));
  const nearest = await connection.prepare(
    "select rowid::integer from faces order by array_cosine_similarity(v, $1) desc limit $2",
  );
  const near = await connection.prepare(
    "select count(*)::integer from faces where array_cosine_similarity(v, $1) >= $2",
  );
  return {
    async top(probe, count) {
      nearest.bindArray(1, values(probe), type);
      nearest.bindInteger(2, count);
      return (await (await nearest.run()).getRows()).map(([slot]) => slot as number);
    },
    async within(probe, cosine) {
      near.bindArray(1, values(probe), type);
      near.bindDouble(2, cosine);
      return (await (await near.run()).getRows())[0]![0] as number;
    },
    setThreads: async (threads) => {
      await connection.run(`set threads = ${threads}`);
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
