import { appendFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openAppendLog } from "../../../local/common/append-log.ts";
import { temporaryFolder } from "../temporary-folder.ts";

async function entriesOf(file: string): Promise<unknown[]> {
  const entries: unknown[] = [];
  const log = await openAppendLog<unknown>(file, { onEntry: (entry) => entries.push(entry) });
  await log.close();
  return entries;
}

it("gives back what was appended, in order, however many appends were under way", async () => {
  const file = join(await temporaryFolder(), "log");
  const log = await openAppendLog<number>(file, { onEntry: () => {}, durable: true });
  const numbers = Array.from({ length: 500 }, (_, i) => i);
  await Promise.all(numbers.map((n) => log.append(n)));
  await log.close();
  expect(await entriesOf(file)).toEqual(numbers);
});

it("drops an entry that was half written, and goes on after the last whole one", async () => {
  const file = join(await temporaryFolder(), "log");
  await writeFile(file, '{"a":"é"}\n{"b":2}\n{"c":');
  expect(await entriesOf(file)).toEqual([{ a: "é" }, { b: 2 }]);
  const log = await openAppendLog<unknown>(file, { onEntry: () => {} });
  await log.append({ d: 4 });
  await log.close();
  expect(await readFile(file, "utf8")).toBe('{"a":"é"}\n{"b":2}\n{"d":4}\n');
});

it("replaces its content and takes further appends", async () => {
  const file = join(await temporaryFolder(), "log");
  await appendFile(file, "1\n2\n3\n");
  const log = await openAppendLog<number>(file, { onEntry: () => {} });
  await log.rewrite([3]);
  await log.append(4);
  await log.close();
  expect(await entriesOf(file)).toEqual([3, 4]);
});

it("reads entries that are longer than one read of the disk", async () => {
  const file = join(await temporaryFolder(), "log");
  const long = "x".repeat(3_000_000);
  await writeFile(file, `"short"\n"${long}"\n"last"\n`);
  expect(await entriesOf(file)).toEqual(["short", long, "last"]);
});
