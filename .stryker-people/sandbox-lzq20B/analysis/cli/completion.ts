// @ts-nocheck
import type { Command } from "../terminal/command.ts";
import { COMMON_OPTIONS, type Option } from "../terminal/options.ts";
import { bashCompletion } from "./bash-completion.ts";
import { COMMANDS, GROUPS, loadCommand } from "./commands.ts";
import { zshCompletion } from "./zsh-completion.ts";

export const SHELLS = ["bash", "zsh"] as const;

/** What a shell must know of a command to complete its arguments. */
export interface Completed {
  name: string;
  does: string;
  options: CompletedOption[];
  /** What stands for a positional argument: one of these words, or a file; undefined where there is none. */
  positional: readonly string[] | "file" | undefined;
}

export interface CompletedOption {
  name: string;
  help: string;
  /** What follows: one of these words, a folder, a file, anything; undefined for a flag. */
  value: readonly string[] | "folder" | "file" | "any" | undefined;
}

const WRITERS: Record<(typeof SHELLS)[number], (commands: Completed[]) => string> = {
  bash: bashCompletion,
  zsh: zshCompletion,
};

/** A script for the shell, made of the commands' own options. */
export async function completion(shell: (typeof SHELLS)[number]): Promise<string> {
  const does = Object.assign({}, ...Object.values(GROUPS)) as Record<string, string>;
  const commands: Completed[] = [];
  for (const name of COMMANDS) commands.push(completed(name, does[name]!, await loadCommand(name)));
  return WRITERS[shell](commands);
}

function completed(name: string, does: string, { options, positionals, words }: Command): Completed {
  const all = Object.entries<Option>({ ...options, ...COMMON_OPTIONS });
  return {
    name,
    does,
    options: [
      ...all.flatMap(([option, { help, short, ...rest }]) =>
        [...(short ? [`-${short}`] : []), `--${option}`].map((name) => ({
          name,
          help,
          value: valueKind(rest),
        })),
      ),
      { name: "--help", help: "show this", value: undefined },
    ],
    positional: words ?? (positionals && positionals.max > 0 ? "file" : undefined),
  };
}

function valueKind({ type, choices, value }: Omit<Option, "help">): CompletedOption["value"] {
  if (type === "boolean") return undefined;
  if (choices) return choices;
  if (value === "DIR") return "folder";
  return value?.includes("FILE") ? "file" : "any";
}
