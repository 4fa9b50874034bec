// @ts-nocheck
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkOut, replaceFile } from "../../analysis/sql/out-file.ts";
import { withDatabase } from "../../analysis/tables/database.ts";
import { plainErrors } from "../../analysis/tables/load/settings.ts";
import { runCommand, temporaryFolder } from "./load-helpers.ts";

async function withRow() {
  const root = temporaryFolder();
  const database = join(root, "faces.duckdb");
  await withDatabase(database, {}, (connection) =>
    connection.run("INSERT INTO people BY NAME SELECT 'f' AS face_id, 'p' AS person"),
  );
  writeFileSync(join(root, "file"), "kept");
  mkdirSync(join(root, "folder"));
  return { root, database };
}

test.each(["csv", "parquet"])(
  "%s for a place that cannot be is refused before any change",
  async (format) => {
    const { root, database } = await withRow();
    const change = "DELETE FROM people RETURNING person";
    const args = ["--format", format, "--db", database, "--write", "--out", join(root, "none", "x")];
    const { status, stderr } = runCommand("analysis/sql.ts", change, ...args);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^No folder \S+none to write \S+x to\. Make it first[^\n]*\n$/);
    await withDatabase(database, { readOnly: true }, async (connection) => {
      expect((await connection.runAndReadAll("FROM people")).currentRowCount).toBe(1);
    });
  },
);

test.each([
  ["none/x", /^No folder \S+ to write/],
  ["file/x", /^Cannot write \S+: \S+ is a file/],
  ["file/x/y", /^Cannot open \S+: a part of this path is a file/],
  ["folder", /^--out \S+ is a folder/],
])("--out %s is refused by what stands there", async (out, message) => {
  const { root } = await withRow();
  await expect(plainErrors("x", async () => checkOut(join(root, out)))).rejects.toMatchObject({
    name: "CommandError",
    message: expect.stringMatching(message),
  });
});

test("a file is replaced whole or not at all, and leaves nothing beside it", async () => {
  const { root } = await withRow();
  const files = readdirSync(root);
  const failing = replaceFile(join(root, "file"), (temporary) => {
    writeFileSync(temporary, "half");
    throw new Error("stop");
  });
  await expect(failing).rejects.toThrow("stop");
  expect(readFileSync(join(root, "file"), "utf8")).toBe("kept");
  expect(readdirSync(root)).toEqual(files);
  await replaceFile(join(root, "file"), (temporary) => writeFileSync(temporary, "whole"));
  expect(readFileSync(join(root, "file"), "utf8")).toBe("whole");
  expect(readdirSync(root)).toEqual(files);
});

test.each([
  [
    "ENOENT",
    (root: string) => writeFileSync(join(root, "none", "x"), ""),
    /does not exist\. Make its folder/,
  ],
  ["ENOTDIR", (root: string) => writeFileSync(join(root, "file", "x"), ""), /a part of this path is a file/],
  ["EISDIR", (root: string) => writeFileSync(join(root, "folder"), ""), /is a folder, not a file\. Give/],
  ["EEXIST", (root: string) => mkdirSync(join(root, "file")), /already exists\. Move it away/],
])("what the disk refuses with %s is said in one sentence", async (_code, use, message) => {
  const { root } = await withRow();
  await expect(plainErrors("x", async () => use(root))).rejects.toMatchObject({
    name: "CommandError",
    message: expect.stringMatching(message),
  });
});

test("a reader that has seen enough is no error", async () => {
  const { database } = await withRow();
  const command = `"$0" --import tsx analysis/sql.ts "$1" --db "$2" | head -2; echo "\${PIPESTATUS[0]}"`;
  const query = "SELECT i, repeat('x', 50) AS x FROM range(50000) r(i)";
  const run = spawnSync("bash", ["-c", command, process.execPath, query, database], { encoding: "utf8" });
  expect(run.stderr).toBe("");
  expect(run.stdout.split("\n").slice(2)).toEqual(["0", ""]);
});
