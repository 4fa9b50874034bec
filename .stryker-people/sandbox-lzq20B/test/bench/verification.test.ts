// @ts-nocheck
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { PhotoFace } from "../../bench/verification/faces.ts";
import { tableOf, verify } from "../../bench/verification/measure.ts";
import { verificationPage } from "../../bench/verification/page.ts";
import { allPairs, readPairs } from "../../bench/verification/pairs.ts";
import { personPhotos } from "../../bench/verification/photos.ts";
import { runVerification } from "../../bench/verification/run.ts";
import { runCommand, temporaryFolder, write } from "../analysis/load-helpers.ts";

function photos(...paths: string[]): string {
  const folder = temporaryFolder();
  for (const path of paths) write(folder, path, "");
  return folder;
}

describe("photos by person", () => {
  it("are read from a folder per person, or named after the person", async () => {
    const folder = photos("anna/x.jpg", "anna/y.PNG", "anna/notes.txt", "berta2.jpg", "berta-10.jpeg");
    const found = await personPhotos(folder);
    expect(found.map(({ person, path }) => [person, path.slice(folder.length + 1)])).toEqual([
      ["anna", "anna/x.jpg"],
      ["anna", "anna/y.PNG"],
      ["berta", "berta-10.jpeg"],
      ["berta", "berta2.jpg"],
    ]);
    expect([...allPairs(found)].filter(({ same }) => same)).toHaveLength(2);
    expect([...allPairs(found)]).toHaveLength(6);
  });
});

describe("pairs of a CSV", () => {
  it("are read with and without a heading, and with quotes", async () => {
    const folder = photos("a, b.jpg", "c.jpg");
    write(folder, "with.csv", 'file_x,file_y,Decision\n"a, b.jpg",c.jpg,Yes\nc.jpg,"a, b.jpg",No\n');
    write(folder, "without.csv", '"a, b.jpg",c.jpg,yes\nc.jpg,"a, b.jpg",NO\n');
    const [a, b] = [join(folder, "a, b.jpg"), join(folder, "c.jpg")];
    for (const csv of ["with.csv", "without.csv"]) {
      expect(await readPairs(join(folder, csv), folder)).toEqual([
        { a, b, same: true },
        { a: b, b: a, same: false },
      ]);
    }
  });

  it("are refused by line and file", async () => {
    const folder = photos("a.jpg");
    write(folder, "gone.csv", "file_x,file_y,Decision\na.jpg,gone.jpg,Yes\n");
    write(folder, "maybe.csv", "file_x,file_y,Decision\na.jpg,a.jpg,Yes\na.jpg,a.jpg,perhaps\n");
    await expect(readPairs(join(folder, "gone.csv"), folder)).rejects.toThrow(
      /gone\.jpg is not there, which line 2/,
    );
    await expect(readPairs(join(folder, "maybe.csv"), folder)).rejects.toThrow(
      /^Unusable line in line 3 of .*: a\.jpg,a\.jpg,perhaps/,
    );
    await expect(readPairs(join(folder, "no.csv"), folder)).rejects.toThrow(/Cannot read/);
  });
});

describe("verification", () => {
  const pairs = [99.5, 85, 40, 0].flatMap((similarity, i) => [
    { a: `s${i}`, b: "x", same: true, similarity },
    { a: `d${i}`, b: "<i>", same: false, similarity: similarity - 15 },
  ]);
  const verified = verify(pairs, (pair) => (pair as (typeof pairs)[0]).similarity, 2);

  it("counts misses and false matches at each threshold, with Wilson's intervals", () => {
    const at80 = verified.rows.find(({ threshold }) => threshold === 80)!;
    expect(at80.misses).toMatchObject({ events: 2, of: 4 });
    expect(at80.falseMatches).toMatchObject({ events: 1, of: 4 });
    expect(at80.accuracy).toMatchObject({ events: 5, of: 8 });
    expect(at80.falseMatches.low).toBeCloseTo(0.0456, 3);
    expect(at80.falseMatches.high).toBeCloseTo(0.6994, 3);
    expect(tableOf(verified)[4]).toMatch(/^80 % {2}62\.50 % \(30\.57 % to 86\.32 %\) {2}2 of 4: 50\.00 %/);
  });

  it("keeps the hardest pairs, hardest first", () => {
    expect(verified.hardest.different.map(({ a }) => a)).toEqual(["d0", "d1"]);
    expect(verified.hardest.same.map(({ a }) => a)).toEqual(["s3", "s2"]);
  });

  it("shows them on a page that loads nothing and takes names for text", () => {
    const faces = new Map<string, PhotoFace>([["/p/d0", { picture: Buffer.from("jpeg") }]]);
    const page = verificationPage(verified, faces, "");
    expect(page).toContain("&lt;i&gt;");
    expect(page).not.toMatch(/<i>|https?:|<script/);
  });

  it("says in one sentence what is wrong with its options", async () => {
    const empty = photos("anna/a.jpg");
    const run = (folder: string) => runVerification({ folder, modelDir: ".", out: "page.html" });
    await expect(run(empty)).rejects.toThrow(/has photos of 1 people\. Give/);
    await expect(run(join(empty, "none"))).rejects.toThrow(/is no folder/);
    for (const [args, message] of [
      [["--peple", empty], /^Unknown option '--peple'/],
      [["--verify", "x.csv"], /^Give the folder/],
    ] as [string[], RegExp][]) {
      const { status, stderr } = runCommand("bench/fidelity.ts", ...args);
      expect([args, status]).toEqual([args, 2]);
      expect(stderr.trim()).toMatch(message);
      expect(stderr).not.toMatch(/\n\s+at /);
    }
  });
});
