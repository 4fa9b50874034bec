import type { DuckDBConnection } from "@duckdb/node-api";
import { thumbnailKey } from "../../../core/key-layout.ts";
import { photoBatch, searchBatch, thumbnailBatch } from "./batches.ts";
import { findChanges } from "./changes.ts";
import { linkRows } from "./link.ts";
import { loadedFiles, syncedObjects } from "./manifest.ts";
import { prepareStage } from "./measures.ts";
import { scanFolder } from "./scan.ts";
import { type Shapes, tableShapes } from "./shapes.ts";
import { type LoadSummary, summarize } from "./summary.ts";
import type { Batch } from "./write-batch.ts";

export interface LoadOptions {
  /** The data folder. */
  datas: string;
  /** Other folders of searches, `<name>/<FaceId>.json` each; of the same one the last counts. */
  searches?: string[];
  /** Photos, searches or thumbnails per transaction. */
  batch?: number;
  onProgress?: ((done: number, total: number) => void) | undefined;
}

/** Enough that a commit costs little beside its rows, few enough to hold in memory. */
const BATCH = 1000;

/**
 * Brings the tables to what the folder's files say: reads those that changed since the last time, forgets those
 * that are gone. Every batch is one transaction together with the note of which files it has loaded, so a load
 * that was killed goes on where it was.
 */
export async function loadFolder(connection: DuckDBConnection, options: LoadOptions): Promise<LoadSummary> {
  const { datas, searches, batch = BATCH, onProgress } = options;
  const found = scanFolder(datas, searches);
  const changes = findChanges(found, await loadedFiles(connection), await syncedObjects(connection));
  const total = changes.photos.length + changes.searches.length + changes.thumbnails.length;
  await prepareStage(connection);
  const shapes = await tableShapes(connection);
  const thumbnailOf = (faceId: string) => {
    const path = thumbnailKey(faceId);
    return found.has(path) ? path : null;
  };
  const steps = [
    ...inParts(changes.photos, batch, (photos) => photoBatch(photos, thumbnailOf, shapes)),
    ...inParts(changes.searches, batch, (some) => searchBatch(some, shapes)),
    ...inParts(changes.thumbnails, batch, thumbnailBatch),
  ];
  await writeAll(connection, steps, shapes, (done) => onProgress?.(done, total));
  await linkRows(connection);
  return await summarize(connection, changes.counts);
}

interface Step {
  size: number;
  read(): Batch;
}

function inParts<T>(items: T[], size: number, read: (part: T[]) => Batch): Step[] {
  const starts = Array.from({ length: Math.ceil(items.length / size) }, (_, i) => i * size);
  return starts.map((start) => {
    const part = items.slice(start, start + size);
    return { size: part.length, read: () => read(part) };
  });
}

/** Writes batch after batch; while DuckDB commits one in its own threads, the next is read here. */
async function writeAll(
  connection: DuckDBConnection,
  steps: Step[],
  shapes: Shapes,
  onDone: (done: number) => void,
): Promise<void> {
  let done = 0;
  let committed: Promise<unknown> = Promise.resolve();
  for (const { size, read } of steps) {
    let step: Batch;
    try {
      step = read();
    } finally {
      await committed;
    }
    onDone(done);
    await connection.run("BEGIN");
    try {
      await step.write(connection, shapes);
    } catch (error) {
      await connection.run("ROLLBACK").catch(() => undefined);
      throw error;
    }
    committed = connection.run("COMMIT");
    // Awaited later, and a failure is reported there.
    committed.catch(() => undefined);
    done += size;
    // A local AWS in this process, timers and signals get their turn.
    await new Promise(setImmediate);
  }
  await committed;
  onDone(done);
}
