import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rows, withDatabase } from "../../analysis/tables/database.ts";
import { RECORDED } from "../recorded.ts";

const COMMAND = ["--import", "tsx", "analysis/people.ts", "--no-search", "--datas"];
/** Milliseconds after the start: while it starts, loads, groups and writes. */
const KILLED_AT = [700, 1300, 1900];

describe.skipIf(!RECORDED)("people, killed at any moment (needs the recorded photos)", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "killed-"));
    for (const place of ["clean", "killed"]) {
      await cp(`${RECORDED}datas`, join(folder, place), { recursive: true });
      await cp(`${RECORDED}searchs`, join(folder, place, "searchs"), { recursive: true });
    }
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function run(datas: string, killAt?: number): Promise<number | null> {
    const child = spawn(process.execPath, [...COMMAND, datas], { stdio: "ignore", detached: true });
    const ended = once(child, "exit") as Promise<[number | null]>;
    if (killAt !== undefined) {
      await Promise.race([ended, sleep(killAt)]);
      if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid!, "SIGKILL");
    }
    return (await ended)[0];
  }
  const result = async (datas: string) => ({
    people: await readFile(join(datas, "people.json"), "utf8"),
    table: await withDatabase(join(datas, "faces.duckdb"), { readOnly: true }, (connection) =>
      rows(connection, "FROM people ORDER BY face_id"),
    ),
  });

  it("end, after one more run, as if they had never been killed", async () => {
    for (const killAt of KILLED_AT) await run(join(folder, "killed"), killAt);
    expect(await run(join(folder, "killed"))).toBe(0);
    expect(await run(join(folder, "clean"))).toBe(0);
    const clean = await result(join(folder, "clean"));
    expect(clean.table).toHaveLength(41);
    expect(await result(join(folder, "killed"))).toEqual(clean);
  });
});
