// @ts-nocheck
import { readFileSync } from "node:fs";
import { commandLine, PROGRAM } from "../../core/command-line.ts";
import { exitOnClosedPipe } from "../terminal/exit-on-closed-pipe.ts";
import { runCommand } from "../terminal/run-command.ts";
import { didYouMean } from "../terminal/suggest.ts";
import { COMMANDS, GROUPS, loadCommand } from "./commands.ts";
import { completion, SHELLS } from "./completion.ts";

/** `npx lookalike …`: runs one command, loaded only then. */
export async function main(args: string[]): Promise<void> {
  exitOnClosedPipe(process.stdout, process.stderr);
  process.exitCode = await lookalike(args);
}

/** Resolves to the exit status. */
export async function lookalike([name, ...args]: string[]): Promise<number> {
  if (name === undefined || name === "--help" || name === "-h" || name === "help") return await help(args);
  if (name === "--version") console.log(version());
  else if (name === "completion") return await printCompletion(args);
  else if (COMMANDS.includes(name)) return await runCommand(await loadCommand(name), commandLine(name), args);
  else return unknown(name);
  return 0;
}

function unknown(name: string): number {
  const kind = name.startsWith("-") ? "option" : "command";
  const guess = didYouMean(name, [...COMMANDS, "completion", "help", "--help", "--version"]);
  console.error(
    `Unknown ${kind} ${name}${guess ? ` (did you mean ${guess}?)` : ""}. ${PROGRAM} --help lists the commands.`,
  );
  return 2;
}

async function help([name]: string[]): Promise<number> {
  if (name !== undefined) return await lookalike([name, "--help"]);
  const width = Math.max(...COMMANDS.map((command) => command.length));
  const groups = Object.entries(GROUPS).flatMap(([title, commands]) => [
    "",
    `${title}:`,
    ...Object.entries(commands).map(([command, does]) => `  ${command.padEnd(width)}  ${does}`),
  ]);
  console.log(
    [
      "Lookalike finds the same face across thousands of photos, with Amazon Rekognition or on this computer.",
      "",
      `Usage: ${PROGRAM} COMMAND [OPTIONS]`,
      ...groups,
      "",
      `${PROGRAM} COMMAND --help lists a command's options; --version prints the version.`,
      `${PROGRAM} completion ${SHELLS.join("|")} prints completion for your shell.`,
    ].join("\n"),
  );
  return 0;
}

async function printCompletion([shell, ...more]: string[]): Promise<number> {
  const isShell = (text?: string): text is (typeof SHELLS)[number] => SHELLS.some((known) => known === text);
  if (!isShell(shell) || more.length > 0) {
    console.error(`Usage: ${PROGRAM} completion ${SHELLS.join("|")}`);
    return 2;
  }
  console.log(await completion(shell));
  return 0;
}

function version(): string {
  const manifest = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}
