import { readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openPeople } from "../../analysis/people/open-people.ts";
import { updatePeople } from "../../analysis/people/update-people.ts";
import { updateReport } from "../../analysis/start/update-report.ts";
import { assertWritable } from "../../analysis/start/writable-folder.ts";
import { DATABASE_FILE, withDatabase } from "../../analysis/tables/database.ts";
import { temporaryFolder } from "../local/temporary-folder.ts";
import { makeUpFaces } from "./made-up-faces.ts";

it("writes the report again after a decision, once", async () => {
  const datas = await temporaryFolder();
  const report = join(datas, "report.html");
  await makeUpFaces(datas, { faces: 4, people: 1 });
  const group = () =>
    withDatabase(join(datas, DATABASE_FILE), {}, (connection) => updatePeople(connection, { datas }));
  const { graph } = await group();
  writeFileSync(report, "as it was");
  expect(await updateReport(datas)).toBe(false);

  const [face] = graph.faces;
  utimesSync(report, 1, 1);
  utimesSync(join(datas, "people.json"), 1, 1);
  await (await openPeople(datas)).name(face!.faceId, "Bertha Benz");
  expect(await updateReport(datas)).toBe(true);
  expect(readFileSync(report, "utf8")).toContain("Bertha Benz");
  expect(await updateReport(datas)).toBe(false);
});

it("finds out that a folder cannot be written to", async () => {
  const folder = await temporaryFolder();
  await assertWritable("datas", join(folder, "new", "datas"));
  const file = join(folder, "file");
  writeFileSync(file, "");
  await expect(assertWritable("datas", join(file, "datas"))).rejects.toThrow(
    `Cannot write to the folder ${file}/datas of --datas (it is below a file). Choose another`,
  );
});
