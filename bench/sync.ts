import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import pMap from "p-map";
import { type Endpoint, startEndpoint } from "./sync/endpoint.ts";
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

interface Times {
  first: number;
  unchanged: number;
  changes: number;
}

/**
 * Brings a bucket of small results to a folder: all, then again with nothing changed, then with a hundred objects
 * changed. One endpoint, every tool in a process of its own, wall-clock seconds from its start to its end.
 */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { objects: { type: "string", default: "10000" } } });
  const count = Number(values.objects);
  const root = mkdtempSync(join(tmpdir(), "lookalike-bench-"));
  const { peers, missing } = findPeers();
  const endpoint = await startEndpoint(join(root, "s3"));
  try {
    await fill(endpoint, count);
    const tools = [OURS, ...peers];
    const times = new Map<string, Times>(
      tools.map(({ name }) => [name, { first: 0, unchanged: 0, changes: 0 }]),
    );
    const folders = new Map(tools.map(({ name }, i) => [name, join(root, `tool${i}`)]));
    for (const phase of ["first", "unchanged", "changes"] as const) {
      if (phase === "changes") await change(endpoint, count);
      for (const { name, command } of tools) {
        const { seconds, stdout } = timeProcess(command(endpoint.url, folders.get(name)!));
        times.get(name)![phase] = seconds;
        if (name === OURS.name) console.log(`${phase}: ${stdout.trim()}`);
      }
    }
    for (const { name } of tools) assertComplete(folders.get(name)!, count, name);
    report(times, missing, count);
  } finally {
    await endpoint.close();
    rmSync(root, { recursive: true, force: true });
  }
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
  if (files.length !== count) throw new Error(`Expected ${count} files from ${name}, found ${files.length}.`);
}

function report(times: Map<string, Times>, missing: string[], count: number): void {
  const seconds = (value: number) => `${value.toFixed(2)} s`.padStart(9);
  const width = Math.max(...[...times.keys()].map((name) => name.length));
  console.log(`\n${count} objects${" ".repeat(width - 10)}     first  unchanged  ${CHANGES} changed`);
  for (const [name, { first, unchanged, changes }] of times) {
    console.log(`${name.padEnd(width)} ${seconds(first)}  ${seconds(unchanged)}  ${seconds(changes)}`);
  }
  const ours = times.get(OURS.name)!;
  const best = (phase: keyof Times) =>
    Math.min(...[...times].filter(([name]) => name !== OURS.name).map(([, time]) => time[phase]));
  for (const phase of ["first", "unchanged", "changes"] as const) {
    console.log(`${phase}: ${(best(phase) / ours[phase]).toFixed(1)} times as fast as the fastest peer`);
  }
  console.log(
    `${CHANGES} changed took ${((100 * ours.changes) / ours.first).toFixed(0)} % of the first sync`,
  );
  if (missing.length > 0) console.log(`Not on this computer: ${missing.join(", ")}.`);
}
