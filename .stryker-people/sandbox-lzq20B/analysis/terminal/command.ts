// @ts-nocheck
import { basename } from "node:path";
import { commandLine } from "../../core/command-line.ts";
import { exitOnClosedPipe } from "./exit-on-closed-pipe.ts";
import type { COMMON_OPTIONS, Options, Values } from "./options.ts";
import { runCommand } from "./run-command.ts";

export { CommandError } from "./command-error.ts";
export { COMMON_OPTIONS, SENDING_OPTIONS } from "./options.ts";

export interface Command<O extends Options = Options> {
  /** What follows the command's name: `PHOTO|FaceId`. */
  usage: string;
  /** What it does, one or two sentences. */
  summary: string;
  /** Beside the common ones. */
  options: O;
  /** How many positional arguments it takes; none by default. */
  positionals?: { min: number; max: number };
  /** What the first positional argument may be, where it is one of a few words; for completion. */
  words?: readonly string[];
  /** Resolves to the exit status; 0 for nothing. */
  run(values: Values<O & typeof COMMON_OPTIONS>, positionals: string[]): Promise<number | undefined>;
}

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
