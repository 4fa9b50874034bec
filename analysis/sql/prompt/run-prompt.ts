import { once } from "node:events";
import { createInterface } from "node:readline";
import { CommandError } from "../../terminal/command.ts";
import type { TextFormat } from "../formats.ts";
import { rendered } from "../rendered.ts";
import { runSql, SqlError } from "../run-sql.ts";
import type { SqlOptions } from "../with-sql.ts";
import { completer } from "./complete.ts";
import { dotCommandOf, runDotCommand } from "./dot-commands.ts";
import { endsStatement } from "./ends-statement.ts";
import { readHistory, saveHistory } from "./history.ts";
import type { PromptState } from "./prompt-state.ts";

export interface PromptOptions extends SqlOptions {
  input: NodeJS.ReadableStream;
  output: NodeJS.WritableStream & { columns?: number };
  /** File that keeps the lines of earlier prompts. */
  history: string;
  /** How answers are written until `.mode` says otherwise. */
  format: TextFormat;
}

const PROMPT = "lookalike> ";
const CONTINUED = "      ...> ";

/**
 * SQL line by line until `.quit` or Ctrl-D; Ctrl-C drops what was begun. The database is opened for each statement
 * and closed after it, so that a sync may run beside an open prompt. DuckDB's own shell would hold it all the time,
 * reach every file of this computer, and has to be installed apart.
 */
export async function runPrompt({
  input,
  output,
  history,
  format,
  ...options
}: PromptOptions): Promise<void> {
  const say = (text: string) => output.write(text.endsWith("\n") ? text : `${text}\n`);
  const lines = createInterface({
    input,
    output,
    terminal: true,
    completer: await completer(options.database),
    history: readHistory(history),
    historySize: 1000,
    removeHistoryDuplicates: true,
    prompt: PROMPT,
  });
  const state: PromptState = { format };
  let begun = "";
  let isOver = false;
  const ask = () => {
    lines.setPrompt(begun === "" ? PROMPT : CONTINUED);
    lines.prompt();
  };
  lines.on("history", (all) => saveHistory(history, all));
  lines.on("SIGINT", () => {
    begun = "";
    say("^C");
    // Also what is on this line, before and behind the cursor.
    for (const name of ["e", "u"]) lines.write(null, { ctrl: true, name });
    ask();
  });
  say('SQL ends with ";". .help lists commands, .tables lists tables, .quit ends.');
  ask();
  // Lines wait for the statement before them.
  let work = Promise.resolve();
  const take = async (line: string) => {
    if (isOver) return;
    const command = begun === "" ? dotCommandOf(line) : undefined;
    if (command !== undefined) {
      isOver = !(await attempt(say, () => runDotCommand(command, state, options.database, say)));
      if (isOver) return lines.close();
    } else if (begun !== "" || line.trim() !== "") {
      begun += `${line}\n`;
      if (endsStatement(begun)) {
        const sql = begun;
        begun = "";
        await attempt(say, () => answer(sql, options, state, say, output.columns));
      }
    }
    ask();
  };
  lines.on("line", (line) => {
    work = work.then(() => take(line));
  });
  await once(lines, "close");
  await work;
  output.write("\n");
}

async function answer(
  sql: string,
  options: SqlOptions,
  { format }: PromptState,
  say: (text: string) => void,
  width: number | undefined,
): Promise<true> {
  const show = (results: Parameters<typeof rendered>[0]) => {
    if (results.length > 0) say(rendered(results, format, { width }));
  };
  try {
    show(await runSql(sql, options));
  } catch (error) {
    if (error instanceof SqlError) show(error.answers);
    throw error;
  }
  return true;
}

/** What is wrong with a line is said; the prompt goes on. */
async function attempt(say: (text: string) => void, use: () => Promise<boolean>): Promise<boolean> {
  try {
    return await use();
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    say(error.message);
    return true;
  }
}
