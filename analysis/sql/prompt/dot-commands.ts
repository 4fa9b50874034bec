import { CommandError } from "../../terminal/command.ts";
import { didYouMean } from "../../terminal/suggest.ts";
import { describeRelation, listRelations } from "../catalog.ts";
import { FORMATS, isTextFormat } from "../formats.ts";
import { rendered } from "../rendered.ts";
import type { PromptState } from "./prompt-state.ts";

interface DotCommand {
  takes?: string;
  help: string;
  /** False ends the prompt. */
  run(argument: string, context: Context): Promise<boolean> | boolean;
}

interface Context {
  state: PromptState;
  database: string;
  say(text: string): void;
}

export const DOT_COMMANDS: Record<string, DotCommand> = {
  ".help": {
    help: "list these",
    run: (_, { say }) => {
      for (const [name, { takes = "", help }] of Object.entries(DOT_COMMANDS))
        say(`${`${name} ${takes}`.padEnd(16)}${help}`);
      return true;
    },
  },
  ".tables": {
    help: "list tables and views",
    run: async (_, { database, say }) => {
      say(rendered([await listRelations(database)], "table", {}));
      return true;
    },
  },
  ".schema": {
    takes: "[TABLE]",
    help: "list the columns of a table or view, or of all",
    run: async (table, { database, say }) => {
      const tables =
        table === "" ? (await listRelations(database)).rows.map(([name]) => String(name)) : [table];
      for (const name of tables) {
        if (table === "") say(`\n${name}`);
        say(rendered([await describeRelation(database, name)], "table", {}));
      }
      return true;
    },
  },
  ".mode": {
    takes: "FORMAT",
    help: `how answers are written: ${Object.keys(FORMATS).join(", ")}`,
    run: (format, { state, say }) => {
      if (format === "") say(state.format);
      else if (isTextFormat(format)) state.format = format;
      else
        throw new CommandError(`Unknown format "${format}". There are: ${Object.keys(FORMATS).join(", ")}.`);
      return true;
    },
  },
  ".quit": { help: "end the prompt, as does Ctrl-D", run: () => false },
};

/** Typed by habit, from other prompts. None of these begins a statement. */
const HABITS = new Map([
  ...["help", "\\?", "\\h"].map((habit) => [habit, ".help"] as const),
  ...["quit", "exit", "\\q"].map((habit) => [habit, ".quit"] as const),
  ...["\\d", "\\dt"].map((habit) => [habit, ".tables"] as const),
]);

/** The command that a line gives; undefined where it is SQL. */
export function dotCommandOf(line: string): string | undefined {
  const text = line.trim();
  return text.startsWith(".") ? text : HABITS.get(text.toLowerCase().replace(/;$/, ""));
}

/** False when the prompt is to end. */
export async function runDotCommand(
  line: string,
  state: PromptState,
  database: string,
  say: (text: string) => void,
): Promise<boolean> {
  const [name = "", argument = ""] = line.replace(/;$/, "").split(/\s+/, 2);
  const found = Object.hasOwn(DOT_COMMANDS, name) ? DOT_COMMANDS[name] : undefined;
  if (found) return await found.run(argument, { state, database, say });
  const guess = didYouMean(name, Object.keys(DOT_COMMANDS));
  throw new CommandError(
    `Unknown command ${name}${guess ? ` (did you mean ${guess}?)` : ""}. .help lists them.`,
  );
}
