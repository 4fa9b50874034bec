// @ts-nocheck
import { createInterface } from "node:readline/promises";
import { CommandError } from "../../terminal/command.ts";

/**
 * Asks before something that costs or destroys. Without a terminal nobody can answer, so the command must have been
 * told beforehand.
 *
 * @param howToAgree what to add to the command line instead, such as `--yes`
 */
export async function confirm(question: string, howToAgree: string): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new CommandError(`${question} Add ${howToAgree} to do it.`);
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}
