import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { DATABASE_FILE, rows, withDatabase } from "../../analysis/tables/database.ts";
import { relations } from "../../analysis/tables/schema/columns.ts";

/** A command that brings a data folder from one state to another. */
export interface Scenario {
  name: string;
  /** The folder before the command ran; undefined for none. */
  before: string | undefined;
  /** Arguments of node, for a data folder. */
  args(datas: string): string[];
}

/** Everything a data folder says: the files' digests and the tables' rows. */
export interface State {
  files: Record<string, string>;
  tables: Record<string, unknown[]>;
}

/** Runs the scenario to its end in a fresh copy at `datas`; returns what came out and the milliseconds it took. */
export async function runClean(
  scenario: Scenario,
  datas: string,
): Promise<{ state: State; milliseconds: number }> {
  prepare(scenario, datas);
  const started = performance.now();
  complete(scenario, datas);
  return { milliseconds: performance.now() - started, state: await stateOf(datas) };
}

/** The same, but killed without warning after `milliseconds`, then run once more. */
export async function runKilled(
  scenario: Scenario,
  datas: string,
  milliseconds: number,
): Promise<{ state: State; wasKilled: boolean }> {
  prepare(scenario, datas);
  const child = spawn(process.execPath, ["--import", "tsx", ...scenario.args(datas)], { stdio: "ignore" });
  const timer = setTimeout(() => child.kill("SIGKILL"), milliseconds);
  const signal = await new Promise<string | null>((resolve) =>
    child.once("exit", (_status, by) => resolve(by)),
  );
  clearTimeout(timer);
  complete(scenario, datas);
  return { state: await stateOf(datas), wasKilled: signal === "SIGKILL" };
}

function prepare({ before }: Scenario, datas: string): void {
  rmSync(datas, { recursive: true, force: true });
  // With the files' times to the nanosecond, by which the loader knows them again.
  if (before !== undefined) spawnSync("cp", ["-a", before, datas]);
}

function complete({ name, args }: Scenario, datas: string): void {
  const { status, stderr } = spawnSync(process.execPath, ["--import", "tsx", ...args(datas)], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${name} ended with status ${status}: ${stderr.slice(0, 1000)}`);
}

async function stateOf(datas: string): Promise<State> {
  const files: State["files"] = {};
  for (const name of readdirSync(datas, { recursive: true, encoding: "utf8" }).sort()) {
    const file = join(datas, name);
    if (name.startsWith(DATABASE_FILE) || !statSync(file).isFile()) continue;
    files[name] = createHash("sha256").update(readFileSync(file)).digest("hex");
  }
  const tables: State["tables"] = {};
  await withDatabase(join(datas, DATABASE_FILE), { readOnly: true }, async (connection) => {
    for (const { name, kind } of await relations(connection)) {
      if (kind === "table") tables[name] = await rows(connection, `FROM ${name} ORDER BY ALL`);
    }
  });
  return { files, tables };
}
