// @ts-nocheck
import type { Command } from "./command.ts";
import { CommandError } from "./command-error.ts";
import { explainAwsError } from "./explain-aws-error.ts";
import { explainDiskError } from "./explain-disk-error.ts";
import { folderError } from "./folder-error.ts";
import { helpText } from "./help-text.ts";
import { COMMON_OPTIONS } from "./options.ts";
import { parseOptions } from "./parse-options.ts";

/**
 * Runs a command on arguments and resolves to its exit status: 2 for wrong arguments and for every error that the
 * user can do something about. Anything else is a fault of ours and is thrown.
 * @param program how it was started: `npx lookalike sync`
 */
export async function runCommand(spec: Command, program: string, args: string[]): Promise<number> {
  const { usage, options, positionals: count = { min: 0, max: 0 }, run } = spec;
  try {
    const { values, positionals, help } = parseOptions({ ...options, ...COMMON_OPTIONS }, args);
    if (help) {
      console.log(helpText(spec, program));
      return 0;
    }
    if (positionals.length < count.min || positionals.length > count.max) {
      throw new CommandError(`Usage: ${program} ${usage}\n--help lists the options.`);
    }
    const misplaced = folderError(values, ["datas", "state"]);
    if (misplaced) throw new CommandError(misplaced);
    return (await run(values as Parameters<typeof run>[0], positionals)) ?? 0;
  } catch (error) {
    const message =
      error instanceof CommandError
        ? error.message
        : (explainDiskError(error as Error) ?? explainAwsError(error as Error));
    if (message === undefined) throw error;
    console.error(message);
    return 2;
  }
}
