import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { sizesOf } from "./arguments.ts";

type Measured = Record<string, number>;

/**
 * Top 10 and all above 80 % among made-up faces, as SearchFaces finds them, beside DuckDB's array_cosine_similarity over
 * the same vectors and one read of them; start, memory, adding and deleting. Ends with status 1 when the two do not find
 * the same.
 */
export async function run(args: string[]): Promise<void> {
  const sizes = sizesOf(args, [10_000, 100_000, 1_000_000]);
  for (const size of sizes) {
    const folder = mkdtempSync(join(tmpdir(), "bench-search-"));
    try {
      const filled = await child("fill", join(folder, "c"), size);
      const measured = await child("search", join(folder, "c"), size);
      print(size, { ...filled, ...measured });
      if (measured.differences! > 0) process.exitCode = 1;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

async function child(task: string, root: string, size: number): Promise<Measured> {
  const script = fileURLToPath(new URL("search/child.ts", import.meta.url));
  const spawned = spawn(process.execPath, ["--import", "tsx", script, task, root, String(size)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const output = await text(spawned.stdout);
  if (output === "") throw new Error(`${task} printed no figures`);
  return JSON.parse(output) as Measured;
}

function print(size: number, measured: Measured): void {
  const at = (name: string) => measured[name]!;
  const ms = (name: string) => `${at(name).toFixed(at(name) < 10 ? 2 : 0)} ms`;
  const times = (name: string, of: string) => `${(at(name) / at(of)).toFixed(1)} times`;
  console.log(
    [
      `${size.toLocaleString("en-GB")} faces:`,
      `one read ${ms("read")} (copied ${ms("copied")})`,
      `top 10 ${ms("top")}: ${times("top", "read")} a read; DuckDB ${ms("duckdbTop1")} on one core, ${ms("duckdbTop2")} on two: ${times("duckdbTop1", "top")} and ${times("duckdbTop2", "top")} ours`,
      `all above 80 % ${ms("above")}: ${times("above", "read")} a read; DuckDB ${ms("duckdbAbove1")} and ${ms("duckdbAbove2")}: ${times("duckdbAbove1", "above")} and ${times("duckdbAbove2", "above")} ours`,
      `${at("differences")} differences in what was found`,
      `adding a face ${at("addFirst").toFixed(0)} µs in the first tenth, ${at("addLast").toFixed(0)} µs in the last (CPU); deleting one ${at("remove").toFixed(0)} µs; top 10 then ${ms("afterDeletion")}`,
      `start ${ms("start")}, memory ${at("memory").toFixed(2)} times the vectors, close with everything new ${ms("close")}`,
    ].join("\n  "),
  );
}
