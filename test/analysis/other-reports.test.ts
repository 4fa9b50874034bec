import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { Receipt } from "../../analysis/forget/forget.ts";
import { receiptLines } from "../../analysis/forget/print-receipt.ts";
import { noteReport, otherReports, reportPath } from "../../analysis/report/other-reports.ts";
import { writeReport } from "../../analysis/report/write-report.ts";
import { temporaryFolder } from "../local/temporary-folder.ts";
import { makeUpFaces } from "./made-up-faces.ts";

it("remembers a report that was written to another place, once, and as long as it is there", async () => {
  const datas = await temporaryFolder();
  const out = join(await temporaryFolder(), "for Ann.html");
  await makeUpFaces(datas, { faces: 2, people: 1, hasThumbnails: false });
  await noteReport(datas, reportPath(datas, false));
  expect(await otherReports(datas)).toEqual([]);
  await writeReport({ datas, out });
  await noteReport(datas, out);
  expect(await otherReports(datas)).toEqual([out]);

  const inside = join(datas, "mine.html");
  await noteReport(datas, inside);
  await noteReport(datas, reportPath(datas, true));
  expect(await otherReports(datas)).toEqual([out]);
  writeFileSync(inside, "");
  rmSync(out);
  expect(await otherReports(datas)).toEqual([inside]);
});

it("are named by the receipt of what was forgotten, for they may show it", () => {
  const residue: Receipt["residue"] = { collection: [], bucket: [], table: [], files: [], database: [] };
  const receipt: Receipt = {
    subject: "0",
    at: "2026-01-01T00:00:00.000Z",
    photos: 1,
    faces: 1,
    erased: { collectionFaces: 1, objectVersions: 1, files: 1, mentions: 0 },
    tombstones: 1,
    residue,
    clean: true,
  };
  const plan = { subject: "a.jpg", photos: [], faces: [], nearDuplicates: [] };
  expect(receiptLines(receipt, plan, []).join("\n")).not.toContain("report");
  expect(receiptLines(receipt, plan, ["/a.html", "/b.html"])).toContain(
    "  not erased         2 reports in other places; delete or write again: /a.html, /b.html",
  );
});
