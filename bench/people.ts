import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AlikePairs, GraphFace } from "../analysis/people/face-graph.ts";
import { ALIKE_AT, FaceGraph } from "../analysis/people/face-graph.ts";
import { FaceLookup } from "../analysis/people/face-lookup.ts";
import { People } from "../analysis/people/people.ts";
import { MAX_MATCHES } from "../core/similarity.ts";
import { VectorTable } from "../local/faces/vectors/vector-table.ts";
import { sizesOf } from "./arguments.ts";
import { madeUpFaces } from "./search/made-up.ts";

const FACES_PER_PERSON = 20;
/** Comparisons at most: all of 20,000 faces are searched, of more a part. */
const MAX_COMPARED = 20_000 ** 2;
/** Of the pairs of one person. */
const FOUND = 0.9;
const LOOK_ALIKES = 10;

/**
 * Groups faces whose alike pairs are made up: 20 faces a person, 90 % of their pairs, and ten strangers beside each
 * face. Prints seconds of CPU time for grouping everybody and for one decision more, and the memory of the process
 * (made-up pairs included); before that, of searching every face, over made-up descriptors and without requests. The
 * database is not part of it.
 */
export async function run(args: string[]): Promise<void> {
  const sizes = sizesOf(args, [20_000, 100_000]);
  for (const size of sizes) {
    searchAll(size);
    await measure(size);
  }
}

/** Every face against all, as SearchFaces finds them, without requests; of many faces some stand for all. */
function searchAll(size: number): void {
  const table = new VectorTable();
  for (const { descriptor } of madeUpFaces(0, size)) table.add(descriptor);
  const searched = Math.min(size, Math.round(MAX_COMPARED / size));
  const started = process.cpuUsage();
  let found = 0;
  for (let i = 0; i < searched; i++)
    found +=
      table.nearest(table.get(Math.floor((i * size) / searched))!, ALIKE_AT, MAX_MATCHES + 1).length - 1;
  const seconds = Number(secondsSince(started));
  const all = searched < size ? `, so ${((seconds * size) / searched).toFixed(0)} s for all` : "";
  console.log(`${size} faces, ${searched} searched: ${found} alike, ${seconds} s CPU${all}`);
}

async function measure(size: number): Promise<void> {
  const datas = mkdtempSync(join(tmpdir(), "bench-people-"));
  try {
    const graph = new FaceGraph(
      Array.from({ length: size }, (_, i) => madeUpFace(i)),
      madeUpPairs(size),
    );
    const words = new FaceLookup(graph.faces, []);
    let started = process.cpuUsage();
    const people = new People({ datas, graph, words, decisions: [], file: { next: 1, people: {} } });
    const grouping = secondsSince(started);
    started = process.cpuUsage();
    await people.different("f0", "f1");
    const decision = secondsSince(started);
    const megabytes = Math.round(process.memoryUsage.rss() / 1e6);
    console.log(
      `${size} faces, ${graph.pairs.a.length} pairs: ${people.list().length} people, grouped in ${grouping} s CPU; ` +
        `one decision more ${decision} s CPU; ${megabytes} MB`,
    );
  } finally {
    rmSync(datas, { recursive: true, force: true });
  }
}

const secondsSince = (started: NodeJS.CpuUsage): string => {
  const { user, system } = process.cpuUsage(started);
  return ((user + system) / 1e6).toFixed(2);
};

function madeUpFace(i: number): GraphFace {
  const photo = `p${i}.jpg`;
  const face = { faceId: `f${i}`, faceKey: `${photo}#1`, photo, ordinal: 1, area: 1 };
  return { ...face, box: [0, 0, 1, 1], since: 0, searchedUntil: 1 };
}

function madeUpPairs(size: number): AlikePairs {
  const random = randomNumbers();
  const pairs = new Map<number, number>();
  for (let i = 0; i < size; i++) {
    const end = Math.min(size, i - (i % FACES_PER_PERSON) + FACES_PER_PERSON);
    for (let j = i + 1; j < end; j++) if (random() < FOUND) pairs.set(i * size + j, 85 + 15 * random());
  }
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < LOOK_ALIKES; k++) {
      const j = Math.floor(random() * size);
      const key = Math.min(i, j) * size + Math.max(i, j);
      if (i !== j && !pairs.has(key)) pairs.set(key, 80 + 8 * random());
    }
  }
  const keys = [...pairs.keys()];
  return {
    a: Int32Array.from(keys, (key) => Math.floor(key / size)),
    b: Int32Array.from(keys, (key) => key % size),
    similarity: Float64Array.from(pairs.values()),
  };
}

/** The same from run to run; constants from Numerical Recipes. */
function randomNumbers(): () => number {
  let state = 1;
  return () => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
