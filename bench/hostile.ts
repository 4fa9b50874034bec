import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DATABASE_FILE, withDatabase } from "../analysis/tables/database.ts";
import { printable } from "../analysis/terminal/printable.ts";
import { BenchError } from "./arguments.ts";
import { NOISE, type Ran, runCommand } from "./hostile/command.ts";
import { detectDirectly } from "./hostile/detect.ts";
import { sendDirectly } from "./hostile/direct.ts";
import { layTraps } from "./hostile/disk.ts";
import type { HostileFile } from "./hostile/expect.ts";
import { hostileFiles } from "./hostile/files.ts";
import { type Became, complaint, outcomes, table } from "./hostile/judge.ts";

const PARTS = ["start", "search", "bucket", "detect", "empty"];

/**
 * Files of every kind of trouble through `npm start`; one of each kind through `search FILE`, straight to the bucket and
 * to DetectFaces; then 20,000 empty files: PARTS names these. Prints what became of them; ends with status 1 when
 * something became other than expected.
 */
export async function run(args: string[]): Promise<void> {
  const unknown = args.find((name) => !PARTS.includes(name));
  if (unknown !== undefined) throw new BenchError(`Unknown part ${unknown}. There are: ${PARTS.join(", ")}.`);
  const root = mkdtempSync(join(tmpdir(), "bench-hostile-"));
  try {
    const files = await hostileFiles();
    const few = oneOfEach(files);
    const parts: Record<string, () => Promise<void>> = {
      start: () => throughStart(root, files),
      search: () => throughSearch(root, few),
      bucket: async () => report("straight to the bucket", await sendDirectly(join(root, "direct"), few)),
      detect: async () => report("DetectFaces", await detectDirectly(join(root, "detect"), few)),
      empty: () => manyEmptyFiles(root),
    };
    for (const [name, part] of Object.entries(parts))
      if (args.length === 0 || args.includes(name)) await part();
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** Of each kind and outcome the first. */
const oneOfEach = (files: HostileFile[]) => [
  ...new Map(
    files
      .toReversed()
      .filter(({ name }) => typeof name === "string")
      .map((file) => [`${file.kind} ${file.expected.outcome} ${file.expected.says}`, file]),
  ).values(),
];

/** The folder that they are in. */
function writeFiles(root: string, files: HostileFile[]): string {
  const photos = join(root, "photos");
  mkdirSync(photos, { recursive: true });
  for (const { name, bytes } of files)
    writeFileSync(Buffer.concat([Buffer.from(`${photos}/`), Buffer.from(name as string)]), bytes);
  return photos;
}

async function throughStart(root: string, files: HostileFile[]): Promise<void> {
  const photos = writeFiles(root, files);
  const changing = Array.from({ length: 40 }, (_, i) =>
    join(photos, `zz-${i % 2 ? "changes" : "vanishes"}-${i}.jpg`),
  );
  for (const [i, path] of changing.entries()) writeFileSync(path, files[i]!.bytes);
  const { traps, remove } = await layTraps(photos);
  let isDone = false;
  const ran = await runCommand("start", [photos, ...folders(root), "--verbose"], {
    onOutput() {
      if (isDone) return;
      isDone = true;
      for (const [i, path] of changing.entries())
        i % 2 ? writeFileSync(path, files[i + 1]!.bytes) : rmSync(path);
    },
  });
  remove();
  const became = await readOutcomes(root);
  const rows = table(files, ({ name, expected }) =>
    complaint(String(name), expected, became.get(String(name)), ran.stdout),
  );
  console.log("| what | files | taken | rejected | unreadable |\n|---|---|---|---|---|");
  for (const { kind, files: count, taken, rejected, unreadable } of rows)
    console.log(`| ${kind} | ${count} | ${taken} | ${rejected} | ${unreadable} |`);
  report("npm start", [
    ...rows.flatMap(({ wrong }) => wrong),
    ...traps
      .filter(({ name, says }) => says && !lineOf(ran.stdout, name)?.match(says))
      .map(({ what }) => `${what}: not told`),
    ...complaintsOf(ran, [1]),
  ]);
  console.log(`npm start: ${files.length} files, ${Math.round(ran.seconds)} s, at most ${ran.megabytes} MB`);
}

const folders = (root: string) => ["--datas", join(root, "datas"), "--state", join(root, "state")];

const readOutcomes = (root: string): Promise<Map<string, Became>> =>
  withDatabase(join(root, "datas", DATABASE_FILE), { readOnly: true }, outcomes);

const lineOf = (text: string, name: string) => text.split("\n").find((line) => line.startsWith(name));

function complaintsOf({ status, stdout, stderr }: Ran, statuses: number[]): string[] {
  const noise = NOISE.exec(stdout + stderr)?.[0];
  return [
    ...(statuses.includes(status ?? -1) ? [] : [`ended with status ${status}, not ${statuses.join(" or ")}`]),
    ...(noise === undefined ? [] : [`printed "${noise.trim()}"`]),
  ];
}

async function throughSearch(root: string, files: HostileFile[]): Promise<void> {
  const wrong: string[] = [];
  writeFiles(root, files);
  for (const { name, expected } of files) {
    const ran = await runCommand("search", [join(root, "photos", String(name)), ...folders(root)]);
    // Without a face, and for what cannot be looked at, the way out is told with status 2.
    const complaints = complaintsOf(ran, [0, 2]);
    if ((ran.stdout + ran.stderr).trim() === "") complaints.push("said nothing");
    if (ran.status === 0 && expected.outcome !== "taken") complaints.push("was searched with");
    wrong.push(...complaints.map((text) => `${name}: ${text}`));
  }
  report(`search FILE, ${files.length} files`, wrong);
}

async function manyEmptyFiles(root: string): Promise<void> {
  const photos = join(root, "empty");
  mkdirSync(photos);
  for (let i = 0; i < 20_000; i++) writeFileSync(join(photos, `${i}.jpg`), "");
  const ran = await runCommand("start", [
    photos,
    "--datas",
    join(root, "e-datas"),
    "--state",
    join(root, "e-state"),
  ]);
  const lines = ran.stdout.trim().split("\n").length;
  report("20,000 empty files", [...complaintsOf(ran, [0]), ...(lines > 30 ? [`${lines} lines`] : [])]);
  console.log(
    `20,000 empty files: ${lines} lines, ${Math.round(ran.seconds)} s, at most ${ran.megabytes} MB`,
  );
}

function report(what: string, wrong: string[]): void {
  console.log(`${what}: ${wrong.length === 0 ? "all as expected" : `${wrong.length} not as expected`}`);
  for (const line of wrong) console.log(`  ${printable(line)}`);
  if (wrong.length > 0) process.exitCode = 1;
}
