import { join } from "node:path";
import { commandLine } from "../../core/command-line.ts";
import { isDeployed } from "../target/deployments.ts";
import { COMMON_OPTIONS } from "../terminal/options.ts";

/** Where a run kept its results and state, and where its photos were analysed. */
export interface Place {
  datas: string;
  state: string;
  target?: "local" | "aws" | undefined;
  stack?: string | undefined;
}

/** What to do once the report is written: commands to copy, which look where this run looked. */
export function nextSteps(place: Place, hasFaces: boolean): string[] {
  const options = placeOptions(place);
  const report = `Look at them: ${join(place.datas, "report.html")}`;
  if (!hasFaces) return [report];
  return [
    report,
    `Decide who is who, with a click: ${commandLine("app")}${options}`,
    `Or by name:  ${commandLine("people")}${options}, then ${commandLine("people")} name P1 "Anna"${options}`,
  ];
}

/** The options that differ from what a command takes by itself, a space before each. */
function placeOptions({ datas, state, stack, target = isDeployed() ? "local" : undefined }: Place): string {
  return Object.entries({
    datas: datas === COMMON_OPTIONS.datas.default ? undefined : datas,
    state: state === COMMON_OPTIONS.state.default ? undefined : state,
    target,
    stack,
  })
    .filter((option): option is [string, string] => option[1] !== undefined)
    .map(([name, value]) => ` --${name} ${shellWord(value)}`)
    .join("");
}

/** As a shell reads it as one word. */
const shellWord = (text: string) =>
  /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
