import { basename } from "node:path";
import { commandLine } from "../../core/command-line.ts";
import type { Command } from "./command-type.ts";
import { exitOnClosedPipe } from "./exit-on-closed-pipe.ts";
import type { Options } from "./options.ts";
import { runCommand } from "./run-command.ts";

export { CommandError } from "./command-error.ts";
export { COMMON_OPTIONS, DESCRIPTOR_OPTION, SENDING_OPTIONS, VERBOSE_OPTION } from "./options.ts";

type Handler = (spec: Command) => void;

/** Runs it once its file has been read to the end. */
const runNow: Handler = (spec) =>
  setImmediate(async () => {
    exitOnClosedPipe(process.stdout, process.stderr);
    const program = commandLine(basename(process.argv[1]!, ".ts"));
    process.exitCode = await runCommand(spec, program, process.argv.slice(2));
  });

let handler = runNow;

/** What a file of `analysis/` is: a command, which runs when the file is loaded. */
export function command<const O extends Options>(spec: Command<O>): void {
  handler(spec as unknown as Command);
}

/** The command of a file, not run: for the program that holds all of them. */
export async function readCommand(load: () => Promise<unknown>): Promise<Command | undefined> {
  let found: Command | undefined;
  handler = (spec) => {
    found = spec;
  };
  try {
    await load();
    return found;
  } finally {
    handler = runNow;
  }
}
