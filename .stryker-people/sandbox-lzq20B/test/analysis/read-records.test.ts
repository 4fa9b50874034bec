// @ts-nocheck
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readRecords } from "../../analysis/files/read-records.ts";
import { temporaryFolder } from "../local/temporary-folder.ts";

async function read(text: string) {
  const path = join(await temporaryFolder(), "records");
  await writeFile(path, text);
  return await readRecords(path, ["a", "b"]);
}

it.each([
  ["fields in quotes, with commas and quotes in them", '"x, ""y""",b', [['x, "y"', "b"]]],
  ["blanks as they are", " x , b", [[" x ", " b"]]],
  [
    "a byte order mark, empty lines and both ends of lines",
    "\ufeffx,b\r\n\r\ny,c\n\n",
    [
      ["x", "b"],
      ["y", "c"],
    ],
  ],
  ["fields that are missing, empty or too many", "x\n,b\nx,b,c", [["x"], [undefined, "b"], ["x", "b"]]],
  ["an end of a line in quotes", '"x\ny",b', [["x\ny", "b"]]],
  ["nothing of an empty file", "", []],
  ["JSON objects", '{"b":1,"a":"x"}\n\n{"a":true}', [["x", "1"], ["true"]]],
])("reads %s", async (_, text, expected) => {
  const fields = (await read(text)).map((record) => record.fields);
  const wanted = expected.map((row) => [row[0], row[1]]);
  expect(fields).toEqual(wanted);
});

it("names lines as they stand in the file", async () => {
  expect((await read('"x",b\n\ny,\n')).map(({ line }) => line)).toEqual(['"x",b', "y,"]);
  expect((await read('"x\ny",b')).map(({ line }) => line)).toEqual(["x\ny,b"]);
});

it("refuses a line that is no JSON object among others that are", async () => {
  await expect(read('{"a":"x"}\nnonsense')).rejects.toThrow(/^No JSON object in a line of .*: nonsense\./);
  await expect(readRecords("none.csv", ["a"])).rejects.toMatchObject({ code: "ENOENT" });
});
