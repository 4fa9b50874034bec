import { join } from "node:path";

/** What to do once the report is written. */
export function nextSteps(datas: string): string[] {
  const option = datas === "datas" ? "" : ` --datas ${datas}`;
  return [
    `Look at them: ${join(datas, "report.html")}`,
    `Decide who is who, with a click: npx lookalike app${option}`,
    `Or by name:  npx lookalike people${option}, then npx lookalike people name P1 "Anna"${option}`,
  ];
}
