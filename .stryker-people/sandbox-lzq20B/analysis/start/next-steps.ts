// @ts-nocheck
import { join } from "node:path";
import { commandLine } from "../../core/command-line.ts";

/** What to do once the report is written. */
export function nextSteps(datas: string): string[] {
  const option = datas === "datas" ? "" : ` --datas ${datas}`;
  return [
    `Look at them: ${join(datas, "report.html")}`,
    `Decide who is who, with a click: ${commandLine("app")}${option}`,
    `Or by name:  ${commandLine("people")}${option}, then ${commandLine("people")} name P1 "Anna"${option}`,
  ];
}
