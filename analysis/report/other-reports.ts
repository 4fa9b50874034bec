import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { appendObjects, readLines } from "../files/line-file.ts";
import { CommandError } from "../terminal/command.ts";

/** Where reports go that nobody gave another place. */
export const reportPath = (datas: string, isFolder: boolean) =>
  join(datas, isFolder ? "report/index.html" : "report.html");

/** One line for each other place that a report was written to: `{"path": "/absolute/page.html"}`. */
const notesOf = (datas: string) => join(datas, "other-reports.jsonl");

async function notedReports(datas: string): Promise<string[]> {
  const lines = await readLines(notesOf(datas));
  return lines.map((line) => (JSON.parse(line) as { path: string }).path);
}

/** Remembers a report in a place of the user's own: it shows faces, and whoever has one forgotten must hear of it. */
export async function noteReport(datas: string, path: string): Promise<void> {
  const written = resolve(path);
  if ([true, false].some((isFolder) => written === resolve(reportPath(datas, isFolder)))) return;
  if ((await notedReports(datas)).includes(written)) return;
  await appendObjects(notesOf(datas), [{ path: written }]).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== "EACCES" && cause.code !== "EROFS") throw cause;
    throw new CommandError(
      `Cannot note in ${datas} that a report is in ${written}: you may only read that folder, and forgetting somebody there would miss the report. Copy the folder, and give the copy with --datas.`,
      { cause },
    );
  });
}

/** The reports in places of the user's own that are still there, as absolute paths. */
export async function otherReports(datas: string): Promise<string[]> {
  return (await notedReports(datas)).filter((path) => existsSync(path));
}
