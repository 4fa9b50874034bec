import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const work = mkdtempSync(join(tmpdir(), "command-"));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const module = (file: string) => JSON.stringify(join(ROOT, "analysis", file));
/** A command that writes without end. */
const endless = join(work, "endless.mts");
writeFileSync(
  endless,
  `import { command, COMMON_OPTIONS } from ${module("terminal/command.ts")};
  command(import.meta.url, {
    usage: "", summary: "", options: { ...COMMON_OPTIONS, photos: { type: "string", help: "" }, json: { type: "boolean", help: "" } },
    run: async () => { for (;;) { console.log("a line"); await new Promise((next) => setTimeout(next, 1)); } },
  });`,
);
/** A command that Ctrl-C stops after half a second. */
const patient = join(work, "patient.mts");
writeFileSync(
  patient,
  `import { untilInterrupted } from ${module("terminal/interrupt.ts")};
  await untilInterrupted(async (signal) => {
    console.log("ready");
    const idle = setInterval(() => {}, 1000);
    await new Promise((stopped) => signal.addEventListener("abort", stopped));
    await new Promise((done) => setTimeout(done, 2500));
    clearInterval(idle);
    console.log("ended cleanly");
  });`,
);

const run = (args: string[]) =>
  spawnSync(process.execPath, ["--import", "tsx", endless, ...args], { cwd: ROOT, encoding: "utf8" });

it("ends quietly once nobody reads on", () => {
  const line = '"$1" --import tsx "$2" | head -2; echo "status ${PIPESTATUS[0]}"';
  const { stdout, stderr } = spawnSync("bash", ["-c", line, "bash", process.execPath, endless], {
    cwd: ROOT,
    encoding: "utf8",
    timeout: 30_000,
  });
  expect(stdout).toBe("a line\na line\nstatus 0\n");
  expect(stderr).toBe("");
});

it.each([
  [["--nonsense"], "Expected a known option, got --nonsense. --help lists the options.\n"],
  [["-z"], "Expected a known option, got -z. --help lists the options.\n"],
  [["--json=3"], "Expected --json without a value, got one. --help lists the options.\n"],
  [
    ["--photos", "-5"],
    'Expected a value for --photos, got none, or one that begins with "-": that is written --photos=VALUE. --help lists the options.\n',
  ],
])("says in one sentence what is wrong with %j", (args, message) => {
  const { status, stderr } = run(args);
  expect([status, stderr]).toEqual([2, message]);
});

it.each(["--datas", "--state"])("refuses a file given as %s, or a folder below one", (option) => {
  for (const path of [endless, join(endless, "below")]) {
    const { status, stderr, stdout } = run([option, path]);
    expect(stderr).toBe(
      `Expected a folder for ${option}, got ${path}, which is a file or below one. Choose another folder.\n`,
    );
    expect([status, stdout]).toEqual([2, ""]);
  }
});

describe("Ctrl-C", () => {
  const interrupted = async (pauses: number[]) => {
    const child = spawn(process.execPath, ["--import", "tsx", patient], { cwd: ROOT });
    let output = "";
    child.stdout.on("data", (text) => {
      output += text;
    });
    await once(child.stdout, "data");
    for (const pause of pauses) {
      await sleep(pause);
      child.kill("SIGINT");
    }
    const [status] = await once(child, "close");
    return { status, output };
  };

  it("counts once when a wrapper forwards it", async () => {
    expect(await interrupted([0, 300])).toEqual({ status: 0, output: "ready\nended cleanly\n" });
  });

  it("ends the process at once when it comes again later", async () => {
    expect(await interrupted([0, 1300])).toEqual({ status: 130, output: "ready\n" });
  });
});
