import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { COMMANDS, loadCommand } from "../../analysis/cli/commands.ts";
import { completion } from "../../analysis/cli/completion.ts";
import { lookalike } from "../../analysis/cli/main.ts";
import { printed } from "./helpers/printed.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
  version: string;
  scripts: Record<string, string>;
  bin: Record<string, string>;
};
const work = mkdtempSync(join(tmpdir(), "cli-"));
afterAll(() => rmSync(work, { recursive: true, force: true }));

describe("npx lookalike", () => {
  it("has every command of analysis/, and so have the npm scripts", () => {
    const files = readdirSync(join(ROOT, "analysis")).filter((file) => file.endsWith(".ts"));
    expect([...COMMANDS].sort()).toEqual(files.map((file) => file.replace(/\.ts$/, "")).sort());
    const scriptOf = (name: string) => manifest.scripts[name.replace("notebooks-", "notebooks:")];
    for (const name of COMMANDS) expect(scriptOf(name), name).toBe(`tsx analysis/${name}.ts`);
  });

  it("runs as a program of the package", () => {
    const program = join(ROOT, manifest.bin.lookalike!);
    const { stdout, stderr, status } = spawnSync(process.execPath, [program, "plan", "--photos", "1000"], {
      cwd: work,
      encoding: "utf8",
    });
    expect([stderr, status]).toEqual(["", 0]);
    expect(stdout).toContain("DetectFaces");
  });

  it.each([[[]], [["--help"]], [["-h"]], [["help"]]])("lists all commands for %j", async (args) => {
    const { status, stdout } = await printed(() => lookalike(args));
    expect(status).toBe(0);
    for (const name of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${name} +\\S`, "m"));
  });

  it("prints the version of the package", async () => {
    expect(await printed(() => lookalike(["--version"]))).toMatchObject({
      stdout: `${manifest.version}\n`,
      status: 0,
    });
  });

  it.each(COMMANDS)("takes --datas, --state, --target and --help with %s", async (name) => {
    const args = [name, "--datas", work, "--state", work, "--target", "local", "--help"];
    const { status, stdout, stderr } = await printed(() => lookalike(args));
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toContain(`Usage: npx lookalike ${name}`);
    const { options } = await loadCommand(name);
    for (const option of Object.keys(options)) expect(stdout).toContain(`--${option}`);
  });

  it.each([
    [["synk"], "Unknown command synk (did you mean sync?). npx lookalike --help lists the commands.\n"],
    [
      ["--versoin"],
      "Unknown option --versoin (did you mean --version?). npx lookalike --help lists the commands.\n",
    ],
    [["xylophone"], "Unknown command xylophone. npx lookalike --help lists the commands.\n"],
    [
      ["sql", "--describ"],
      "Unknown option --describ (did you mean --describe?). --help lists the options.\n",
    ],
    [["sync", "--target", "mars"], 'Unknown value "mars" for --target. It takes: local, aws.\n'],
    [["completion", "fish"], "Usage: npx lookalike completion bash|zsh\n"],
    [["plan", "--photos", "1.5"], 'Invalid --photos "1.5". Give a whole number.\n'],
    [["local", "--port", "x"], 'Invalid --port "x". Give a number from 0 to 65535.\n'],
  ])("answers %j in a sentence", async (args, message) => {
    expect(await printed(() => lookalike(args))).toEqual({ status: 2, stdout: "", stderr: message });
  });
});

describe("completion", () => {
  const folder = join(work, "photos");
  beforeAll(async () => {
    mkdirSync(join(folder, "a folder"), { recursive: true });
    writeFileSync(join(folder, "a photo.jpg"), "");
    for (const shell of ["bash", "zsh"] as const) writeFileSync(join(work, shell), await completion(shell));
  });

  /** What bash offers for each line, the last word being the one that is typed. */
  function offered(...lines: string[]): string[][] {
    const asked = lines.map((line) => {
      const words = line.split(" ").map((word) => `'${word}'`);
      return `COMP_WORDS=(${words.join(" ")}); COMP_CWORD=${words.length - 1}; _lookalike; printf '%s\n' "\${COMPREPLY[@]}"; echo --`;
    });
    const script = `source '${join(work, "bash")}'; ${asked.join("; ")}`;
    const output = execFileSync("bash", ["--norc", "-c", script], { cwd: folder, encoding: "utf8" });
    const answers = output.split("--\n").slice(0, -1);
    return answers.map((text) => text.split("\n").filter((line) => line !== ""));
  }

  it("offers commands, options, their values, folders and files in bash", () => {
    const [commands, words, options, values, folders, files, shells] = offered(
      "lookalike ",
      "lookalike no",
      "lookalike sync --d",
      "lookalike report --target ",
      "lookalike sql --datas ",
      "lookalike upload ",
      "lookalike completion ",
    );
    expect(commands).toEqual([...COMMANDS, "completion", "help", "--help", "--version"]);
    expect(words).toEqual(["notebooks", "notebooks-execute"]);
    expect(options?.sort()).toEqual(["--datas", "--dry-run"]);
    expect(values).toEqual(["local", "aws"]);
    expect(folders).toEqual(["a folder"]);
    expect(files?.sort()).toEqual(["a folder", "a photo.jpg"]);
    expect(shells).toEqual(["bash", "zsh"]);
  });

  it("is a script that bash takes whole", () => {
    const { status, stderr } = spawnSync("bash", ["-n", join(work, "bash")], { encoding: "utf8" });
    expect([status, stderr]).toEqual([0, ""]);
  });

  it("describes every option in zsh", async () => {
    const script = readFileSync(join(work, "zsh"), "utf8");
    for (const name of COMMANDS)
      for (const option of Object.keys((await loadCommand(name)).options))
        expect(script).toContain(`--${option}[`);
  });
});
