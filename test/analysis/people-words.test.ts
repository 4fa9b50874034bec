import { existsSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { planForget } from "../../analysis/forget/plan-forget.ts";
import { copyDecisions } from "../../analysis/people/copy-decisions.ts";
import { loadPeople, openPeople } from "../../analysis/people/open-people.ts";
import { changeLines, decisionLines } from "../../analysis/people/print-people.ts";
import { DATABASE_FILE, withDatabase } from "../../analysis/tables/database.ts";
import { temporaryFolder } from "../local/temporary-folder.ts";
import { runCommand } from "./load-helpers.ts";
import { makeUpFaces } from "./made-up-faces.ts";

/** Six photos of three people, two each. */
async function madeUp(): Promise<string> {
  const datas = await temporaryFolder();
  await makeUpFaces(datas, { faces: 6, people: 3, hasThumbnails: false });
  return datas;
}
const people = (datas: string) =>
  withDatabase(join(datas, DATABASE_FILE), {}, (connection) => loadPeople(connection, datas));
const forgotten = (datas: string, subject: string) =>
  withDatabase(join(datas, DATABASE_FILE), {}, (connection) =>
    planForget(connection, subject, { deletePhotos: false }),
  );

it("leaves the numbers of people as they are while it groups the faces of another database", async () => {
  const datas = await madeUp();
  await (await openPeople(datas)).save();
  const remembered = () => readFile(join(datas, "people.json"), "utf8");
  const before = await remembered();
  const other = await temporaryFolder();
  await makeUpFaces(other, { faces: 9, people: 2, hasThumbnails: false });
  const db = join(other, DATABASE_FILE);
  await (await openPeople(datas, { db })).save();
  expect(await remembered()).toBe(before);
  // Where the data folder has no database, the numbers of the only one there is are kept.
  const empty = await temporaryFolder();
  await (await openPeople(empty, { db })).save();
  expect(await readFile(join(empty, "people.json"), "utf8")).toContain("face-000008");
});

it("makes nothing where there is neither a database nor results", async () => {
  const datas = join(await temporaryFolder(), "typo");
  const none = (...words: string[]) => runCommand("analysis/people.ts", ...words, "--datas", datas);
  for (const words of [[], ["name", "P1", "Anna"]]) {
    const { status, stderr } = none(...words);
    expect(stderr).toMatch(/^No database at .*typo.*faces\.duckdb\. Make it first: /);
    expect(status).toBe(2);
  }
  expect(existsSync(datas)).toBe(false);
});

it("refuses to forget a name that two people have, and lists both", async () => {
  const datas = await madeUp();
  const all = await people(datas);
  await all.name("photo0.jpg", "Zoe");
  await all.name("photo1.jpg", "Zoe", { isShared: true });
  await all.save();
  await expect(forgotten(datas, "Zoe")).rejects.toThrow(
    /^Several people are called Zoe: P1 Zoe \(2 faces\), P2 Zoe \(2 faces\)\. Name one by its id\.$/,
  );
  expect((await forgotten(datas, "p1")).photos.map(({ photo }) => photo)).toEqual([
    "photo0.jpg",
    "photo3.jpg",
  ]);
});

it("refuses to forget a word that is a photo and a person", async () => {
  const datas = await madeUp();
  const all = await people(datas);
  await all.name("photo0.jpg", "photo1");
  await all.save();
  await expect(forgotten(datas, "photo1")).rejects.toThrow(
    "photo1 is a photo (photo1.jpg) and a person (P1).",
  );
  expect((await forgotten(datas, "photo1.jpg")).photos).toHaveLength(1);
});

it("prints what a decision changed and nothing else, and marks what was overwritten", async () => {
  const datas = await madeUp();
  const all = await people(datas);
  const day = new Date().toISOString().slice(0, 10);
  expect(changeLines(await all.name("P1", "Ann"), all)).toEqual([
    `Decided 1: name "Ann" for photo0.jpg#1 and photo3.jpg#1 (${day})`,
    "P1 Ann: 2 faces: photo0.jpg#1, photo3.jpg#1",
  ]);
  expect(changeLines(await all.merge("P1", "P2"), all)).toEqual([
    `Decided 2: merge P1 (photo0.jpg#1) and P2 (photo1.jpg#1) (${day})`,
    "  P2 -> P1 Ann: 2 faces: photo1.jpg#1, photo4.jpg#1",
    "P1 Ann: 4 faces: photo0.jpg#1, photo1.jpg#1, photo3.jpg#1, photo4.jpg#1",
    "P2 is gone.",
  ]);
  await all.name("P1", "Bea");
  await all.undo(2);
  expect(decisionLines(all.decisions())).toEqual([
    `1: name "Ann" for photo0.jpg#1 and photo3.jpg#1 (${day})  [overwritten by 3]`,
    `2: merge P1 (photo0.jpg#1) and P2 (photo1.jpg#1) (${day})  [undone by 4]`,
    `3: name "Bea" for photo0.jpg#1, photo1.jpg#1 and 2 more (${day})`,
  ]);
});

it("brings decisions into another data folder, and not over others", async () => {
  const [from, to] = [await madeUp(), join(await temporaryFolder(), "new")];
  await mkdir(to);
  const all = await people(from);
  await all.name("P1", "Ann");
  await all.save();
  expect(await copyDecisions(from, from)).toEqual({ copied: 0, left: 0 });
  expect(await copyDecisions(from, to)).toEqual({ copied: 1, left: 0 });
  await all.ignore(["P2"]);
  expect(await copyDecisions(from, to)).toEqual({ copied: 1, left: 0 });
  expect(await copyDecisions(from, to)).toEqual({ copied: 0, left: 0 });
  const other = await madeUp();
  await (await people(other)).name("P1", "Bea");
  expect(await copyDecisions(from, other)).toEqual({ copied: 0, left: 2 });
});
