import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import pMap from "p-map";
import { positive } from "./arguments.ts";
import { type Endpoint, startEndpoint, startListing } from "./sync/endpoint.ts";
import { findPeers, timeProcess } from "./sync/peers.ts";
import { photoDocuments } from "./synthetic-results.ts";

const CHILD = fileURLToPath(new URL("./sync/sync-child.ts", import.meta.url));
const CHANGES = 100;

interface Tool {
  name: string;
  command(endpoint: string, folder: string): string[];
}

const OURS: Tool = {
  name: "lookalike, files and tables",
  command: (endpoint, folder) => [process.execPath, "--import", "tsx", CHILD, endpoint, folder],
};

/** The same runs, from which the time is taken off that the tables alone took; noting files while others come is in it. */
const FILES_ALONE = "lookalike, the tables' time apart";

const PHASES = ["first", "unchanged", "changes", "distant"] as const;
type Phase = (typeof PHASES)[number];
type Times = Record<Phase, number>;

const TITLES: Record<Phase, string> = {
  first: "first",
  unchanged: "unchanged",
  changes: `${CHANGES} changed`,
  distant: "first, far",
};

/** Milliseconds to a bucket in the same part of the world. */
const LATENCY = 20;

/**
 * Brings a bucket of small results to a folder: all, then again with nothing changed, then with a hundred objects
 * changed; and all once more from an endpoint that is {@link LATENCY} away. One endpoint, every tool in a process of
 * its own, wall-clock seconds from its start to its end. The other tools bring files; ours fills the tables too.
 */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { objects: { type: "string", default: "10000" }, keys: { type: "string" } },
  });
  const count = positive("--objects", values.objects);
  const root = mkdtempSync(join(tmpdir(), "lookalike-bench-"));
  if (values.keys !== undefined) return await compareKeys(positive("--keys", values.keys), root);
  const { peers, missing } = findPeers();
  const tools = [OURS, ...peers];
  const times = new Map<string, Times>(
    [OURS.name, FILES_ALONE, ...peers.map(({ name }) => name)].map((name) => [
      name,
      { first: 0, unchanged: 0, changes: 0, distant: 0 },
    ]),
  );
  const measure = (phase: Phase, endpoint: Endpoint, folder: string) => {
    for (const [i, { name, command }] of tools.entries()) {
      const { seconds, stdout } = timeProcess(command(endpoint.url, join(root, `${folder}${i}`)));
      times.get(name)![phase] = seconds;
      if (name !== OURS.name) continue;
      console.log(`${phase}: ${stdout.trim()}`);
      const { began, ended } = JSON.parse(stdout) as { began: { load: number }; ended: number };
      times.get(FILES_ALONE)![phase] = seconds - (ended - began.load) / 1000;
    }
    for (const [i, { name }] of tools.entries()) assertComplete(join(root, `${folder}${i}`), count, name);
  };
  try {
    const near = await startEndpoint(join(root, "s3"));
    await fill(near, count);
    measure("first", near, "near");
    measure("unchanged", near, "near");
    await change(near, count);
    measure("changes", near, "near");
    await near.close();
    const distant = await startEndpoint(join(root, "s3"), LATENCY);
    measure("distant", distant, "distant");
    await distant.close();
    report(times, missing, count);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** Lists a bucket of many keys, and compares it with an empty folder: time and memory, by number of keys. */
async function compareKeys(most: number, root: string): Promise<void> {
  for (const keys of [1, most / 10, most]) {
    const endpoint = await startListing(keys);
    const { seconds, stdout } = timeProcess([...OURS.command(endpoint.url, join(root, "none")), "compare"]);
    await endpoint.close();
    const { objects, cpuSeconds, megabytes } = JSON.parse(stdout) as SyncOutput;
    console.log(
      `${objects.fetched} keys: ${seconds.toFixed(1)} s, CPU ${cpuSeconds.toFixed(1)} s, at most ${megabytes.toFixed(0)} MB`,
    );
  }
  rmSync(root, { recursive: true, force: true });
}

interface SyncOutput {
  objects: { fetched: number };
  cpuSeconds: number;
  megabytes: number;
}

/** `count` objects: as many photos' documents as that takes. */
function documents(count: number): [string, string | Uint8Array][] {
  const all: [string, string | Uint8Array][] = [];
  for (let number = 0; all.length < count; number++) all.push(...photoDocuments(number));
  return all.slice(0, count);
}

async function fill(endpoint: Endpoint, count: number): Promise<void> {
  await endpoint.put("/lookalike");
  await pMap(documents(count), ([key, content]) => endpoint.put(`/lookalike/${key}`, content), {
    concurrency: 16,
  });
}

/** A space more, which changes nothing but the bytes. */
async function change(endpoint: Endpoint, count: number): Promise<void> {
  const json = documents(count).filter(([key]) => key.endsWith(".json"));
  const step = Math.floor(json.length / CHANGES);
  const some = json.filter((_, i) => i % step === 0).slice(0, CHANGES);
  // LastModified counts in seconds for aws and rclone: what changes within the second looks unchanged to them.
  await new Promise((resolve) => setTimeout(resolve, 1100));
  await pMap(some, ([key, content]) => endpoint.put(`/lookalike/${key}`, `${content} `), { concurrency: 16 });
}

function assertComplete(folder: string, count: number, name: string): void {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
    /\.(json|jpg)$/.test(file),
  );
  if (files.length !== count) throw new Error(`${name} brought ${files.length} of ${count} files.`);
}

function report(times: Map<string, Times>, missing: string[], count: number): void {
  const width = Math.max(...[...times.keys()].map((name) => name.length));
  console.log(
    `\n${`${count} objects`.padEnd(width)} ${PHASES.map((phase) => TITLES[phase].padStart(12)).join("")}`,
  );
  for (const [name, own] of times) {
    const cells = PHASES.map((phase) => `${own[phase].toFixed(2)} s`.padStart(12));
    console.log(`${name.padEnd(width)} ${cells.join("")}`);
  }
  const ours = times.get(OURS.name)!;
  const alone = times.get(FILES_ALONE)!;
  for (const phase of PHASES) {
    for (const [name, own] of times) {
      if (own === ours || own === alone) continue;
      const ratio = (mine: Times) => (own[phase] / mine[phase]).toFixed(1);
      console.log(
        `${TITLES[phase]}: ${ratio(ours)} times as fast as ${name}, ${ratio(alone)} without the tables`,
      );
    }
  }
  console.log(
    `${CHANGES} changed took ${((100 * ours.changes) / ours.first).toFixed(0)} % of the first sync`,
  );
  if (missing.length > 0) console.log(`Not on this computer: ${missing.join(", ")}.`);
}
