import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { checkOut, replaceFile } from "../../analysis/sql/out-file.ts";
import { readSql } from "../../analysis/sql/read-sql.ts";
import { temporaryFolder } from "../local/temporary-folder.ts";

it("says of a file to write what stands in its way, and nothing where nothing does", async () => {
  const folder = await temporaryFolder();
  writeFileSync(join(folder, "file"), "");
  mkdirSync(join(folder, "sub"));
  const nowhere = join(folder, "nowhere", "x.csv");
  expect(() => checkOut(nowhere)).toThrow(
    `No folder ${join(folder, "nowhere")} to write ${nowhere} to. Make it first, or give another path.`,
  );
  const below = join(folder, "file", "x.csv");
  expect(() => checkOut(below)).toThrow(
    `Cannot write ${below}: ${join(folder, "file")} is a file. Give another path.`,
  );
  const sub = join(folder, "sub");
  expect(() => checkOut(sub)).toThrow(`--out ${sub} is a folder. Add a file name.`);
  checkOut(join(folder, "new.csv"));
  checkOut(join(folder, "file"));
});

it("replaces a file by one that is whole, or leaves it as it was, and leaves nothing beside it", async () => {
  const folder = await temporaryFolder();
  const out = join(folder, "x.csv");
  const written = await replaceFile(out, (temporary) => {
    writeFileSync(temporary, "new");
    expect(existsSync(out)).toBe(false);
    return 3;
  });
  expect([written, readFileSync(out, "utf8")]).toEqual([3, "new"]);
  const broken = replaceFile(out, async (temporary) => {
    writeFileSync(temporary, "half");
    throw new Error("no space");
  });
  await expect(broken).rejects.toThrow("no space");
  expect(readFileSync(out, "utf8")).toBe("new");
  expect(readdirSync(folder)).toEqual(["x.csv"]);
});

it("reads SQL without the mark that some editors put first, and says what it could not read", async () => {
  const folder = await temporaryFolder();
  const file = join(folder, "q.sql");
  writeFileSync(file, "\ufeffselect '\ufeff'");
  expect(readSql(file)).toBe("select '\ufeff'");
  expect(() => readSql(join(folder, "none.sql"))).toThrow(
    /^Cannot read the SQL in .*none\.sql: no such file\.$/,
  );
});
