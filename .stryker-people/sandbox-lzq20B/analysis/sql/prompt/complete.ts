// @ts-nocheck
import { withDatabase } from "../../tables/database.ts";
import { relations } from "../../tables/schema/columns.ts";
import { FORMATS } from "../formats.ts";
import { DOT_COMMANDS } from "./dot-commands.ts";

type Completed = [matches: string[], word: string];

/** Completes tables, views and their columns, and the prompt's own commands. */
export async function completer(database: string): Promise<(line: string) => Completed> {
  const known = await withDatabase(database, { readOnly: true }, relations);
  const shown = known.filter(({ internal }) => !internal);
  const tables = shown.map(({ name }) => name);
  const names = [...new Set([...tables, ...shown.flatMap(({ columns }) => columns.map(({ name }) => name))])];
  return (line) => {
    const word = /[\w.]*$/.exec(line)![0];
    return [candidates(line, word, tables, names), word];
  };
}

function candidates(line: string, word: string, tables: string[], names: string[]): string[] {
  const beginning = (all: string[]) => all.filter((name) => name.startsWith(word.toLowerCase())).sort();
  if (/^\.\w*$/.test(line)) return beginning(Object.keys(DOT_COMMANDS));
  if (/^\.schema\s/.test(line)) return beginning(tables);
  if (/^\.mode\s/.test(line)) return beginning(Object.keys(FORMATS));
  return word === "" ? [] : beginning(names);
}
