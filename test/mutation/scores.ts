// The mutation score of each folder, of the last run of each; ends with status 1 where one is below its bar.
import { existsSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { FOLDERS, reportName } from "./folders.ts";

/** Percent: of everything, and of each folder. */
const OVERALL = 85;
const FOLDER = 75;

const FOUND = ["Killed", "Timeout"];
const MISSED = ["Survived", "NoCoverage"];

interface Report {
  files: Record<string, { mutants: { status: string }[] }>;
}

const files: Report["files"] = {};
for (const path of Object.keys(FOLDERS)
  .map(reportName)
  .filter((path) => existsSync(path))) {
  Object.assign(files, (JSON.parse(readFileSync(path, "utf8")) as Report).files);
}
const folders = grouped(Object.keys(files));
const statusesOf = (names: string[]) =>
  names.flatMap((name) => files[name]!.mutants.map(({ status }) => status));

const scores = [...folders].map(([folder, names]) => scoreOf(folder, statusesOf(names), FOLDER));
scores.push(scoreOf("all", statusesOf(Object.keys(files)), OVERALL));
console.table(scores);
process.exitCode = scores.some(({ score, bar }) => score < bar) ? 1 : 0;

function scoreOf(folder: string, statuses: string[], bar: number) {
  const count = (wanted: string[]) => statuses.filter((status) => wanted.includes(status)).length;
  const [found, missed] = [count(FOUND), count(MISSED)];
  const score = Math.round((1000 * found) / Math.max(1, found + missed)) / 10;
  return { folder, mutants: found + missed, found, missed, score, bar };
}

function grouped(names: string[]): Map<string, string[]> {
  const folders = new Map<string, string[]>();
  for (const name of names) folders.set(dirname(name), [...(folders.get(dirname(name)) ?? []), name]);
  return folders;
}
