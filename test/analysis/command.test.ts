import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import type { Command } from "../../analysis/terminal/command-type.ts";
import { printedBy } from "./helpers/printed.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const work = mkdtempSync(join(tmpdir(), "command-"));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const module = (file: string) => JSON.stringify(join(ROOT, "analysis", file));
/** A command that writes without end. */
const endless = join(work, "endless.mts");
writeFileSync(
  endless,
  `import { command } from ${module("terminal/command.ts")};
  command({
    usage: "", summary: "", options: {},
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

/** A command with an option of each kind. */
const spec: Command = {
  usage: "[--photos N]",
  summary: "Does nothing.",
  options: {
    photos: { type: "string", value: "N", help: "how many" },
    json: { type: "boolean", short: "j", help: "print JSON" },
  },
  run: async (values) => {
    console.log(JSON.stringify(values));
    return undefined;
  },
};
const run = (args: string[]) => printedBy(spec, args);

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

it("gives every option a value", async () => {
  const { stdout, status } = await run(["--photos", "5", "-j"]);
  expect(JSON.parse(stdout)).toEqual({ datas: "datas", state: ".local", photos: "5", json: true });
  expect(status).toBe(0);
});

it.each([
  [["--nonsense"], "Unknown option --nonsense. --help lists the options."],
  [["--photo", "5"], "Unknown option --photo (did you mean --photos?). --help lists the options."],
  [["--jason"], "Unknown option --jason (did you mean --json?). --help lists the options."],
  [
    ["-z"],
    'Unknown option -z. --help lists the options; a name that begins with "-" goes after -- (with a space).',
  ],
  [["--json=3"], '--json takes no value, got "3".'],
  [["--photos"], "--photos needs a value: --photos N."],
  [
    ["--photos", "-5"],
    '--photos needs a value: --photos N. A value that begins with "-" is written --photos=-5',
  ],
  [["--target", "mars"], 'Unknown value "mars" for --target. It takes: local, aws.'],
  [["more"], "Usage: npx lookalike it [--photos N]\n--help lists the options."],
])("says in one sentence what is wrong with %j", async (args, message) => {
  expect(await run(args)).toEqual({ status: 2, stdout: "", stderr: `${message}\n` });
});

it.each(["--datas", "--state"])("refuses a file given as %s, or a folder below one", async (option) => {
  for (const path of [endless, join(endless, "below")]) {
    expect(await run([option, path])).toEqual({
      status: 2,
      stdout: "",
      stderr: `${option} needs a folder, but ${path} is a file or below one. Choose another folder.\n`,
    });
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
