import { DEFAULT_THRESHOLD } from "../../core/similarity.ts";
import { radiusOf } from "../../local/faces/similarity.ts";
import { CollectionStore } from "../../local/rekognition/collection-store.ts";
import { openVectors } from "./duckdb.ts";
import { madeUpFaces } from "./made-up.ts";

const BATCH = 1000;
const TIMES = 11;

const [task, root = "", size = "0"] = process.argv.slice(2);
const count = Number(size);
const rss = () => process.memoryUsage.rss();
const cpu = (since?: NodeJS.CpuUsage) => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
};

/** Least milliseconds of some runs: what other programs take from the processor only adds to them. */
async function least(run: () => unknown): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < TIMES; i++) {
    const started = performance.now();
    await run();
    best = Math.min(best, performance.now() - started);
  }
  return best;
}

async function fill(): Promise<object> {
  const store = await CollectionStore.open(root);
  await store.create("c", "made-up");
  const spent: number[] = [];
  for (let first = 0; first < count; first += BATCH) {
    const faces = [...madeUpFaces(first, Math.min(count, first + BATCH))];
    const started = process.cpuUsage();
    await store.index("c", faces);
    spent.push((1000 * cpu(started)) / faces.length);
  }
  const tenth = Math.max(1, Math.floor(spent.length / 10));
  const mean = (list: number[]) => list.reduce((sum, value) => sum + value, 0) / list.length;
  const started = performance.now();
  await store.close();
  return {
    addFirst: mean(spent.slice(0, tenth)),
    addLast: mean(spent.slice(-tenth)),
    close: performance.now() - started,
  };
}

async function search(): Promise<object> {
  // A little of everything first, so that code is not counted as data.
  const warm = await CollectionStore.open(`${root}-warm`);
  await warm.close();
  const before = rss();
  const started = performance.now();
  const store = await CollectionStore.open(root);
  const start = performance.now() - started;
  const { faces } = store.get("c");
  const { vectors } = faces.columns;
  const memory = (rss() - before) / (count * vectors.width * 4);
  const probes = [0, 1, 2, 3, 4].map((i) =>
    Float32Array.from(faces.at(Math.floor((i * count) / 5))!.descriptor!),
  );
  /** Of one search, on average. */
  const perProbe = async (run: (probe: Float32Array) => unknown) => {
    let sum = 0;
    for (const probe of probes) sum += await least(() => run(probe));
    return sum / probes.length;
  };

  const top = await perProbe((probe) => faces.nearest(probe, 0, 10));
  const above = await perProbe((probe) => faces.nearest(probe, DEFAULT_THRESHOLD));
  const blocks = [...vectors.blocks()];
  let sum = 0;
  const read = await least(() => {
    sum += readAll(blocks);
  });
  const copy = new Float32Array(1024 * vectors.width);
  const copied = await least(() => {
    for (const block of blocks) copy.set(block);
  });

  const database = await openVectors(blocks, vectors.width);
  const cosine = 1 - radiusOf(DEFAULT_THRESHOLD) ** 2 / 2;
  const duckdb: Record<string, number> = {};
  for (const threads of [1, 2]) {
    await database.setThreads(threads);
    duckdb[`duckdbTop${threads}`] = await perProbe((probe) => database.top(probe, 10));
    duckdb[`duckdbAbove${threads}`] = await perProbe((probe) => database.within(probe, cosine));
  }
  let differences = 0;
  for (const probe of probes) {
    const own = vectors.nearest(probe, 0, 10).map(({ slot }) => slot);
    if (own.join() !== (await database.top(probe, 10)).join()) differences++;
    if (vectors.nearest(probe, DEFAULT_THRESHOLD).length !== (await database.within(probe, cosine)))
      differences++;
  }
  database.close();

  const gone = Array.from({ length: count / 100 }, (_, i) => faces.at(i * 100)!.face.FaceId);
  const spent = process.cpuUsage();
  await store.deleteFaces("c", gone);
  const remove = (1000 * cpu(spent)) / gone.length;
  const ids = new Set(gone);
  if (faces.nearest(probes[0]!, 0, 10).some(({ stored }) => ids.has(stored.face.FaceId))) differences++;
  const afterDeletion = await perProbe((probe) => faces.nearest(probe, 0, 10));
  await store.close();
  return { start, memory, top, above, read, copied, ...duckdb, differences, remove, afterDeletion, sum };
}

function readAll(blocks: Iterable<Float32Array>): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  for (const block of blocks) {
    for (let i = 0; i + 3 < block.length; i += 4) {
      a += block[i]!;
      b += block[i + 1]!;
      c += block[i + 2]!;
      d += block[i + 3]!;
    }
  }
  return a + b + c + d;
}

console.log(JSON.stringify(task === "fill" ? await fill() : await search()));
