import { join } from "node:path";
import { afterEach, expect, it, vi } from "vitest";
import { printSummary } from "../../analysis/start/print-summary.ts";
import { readBestMatches } from "../../analysis/start/summary.ts";
import { variantLines, variantsOf } from "../../analysis/start/variants.ts";
import { DATABASE_FILE, withDatabase } from "../../analysis/tables/database.ts";
import type { PhotoItem } from "../../core/photo-record.ts";
import { temporaryFolder } from "../local/temporary-folder.ts";
import { makeUpFaces } from "./made-up-faces.ts";

afterEach(() => void vi.restoreAllMocks());

/** Four photos of one person, all similar; the one of `photo3.jpg` is least so. */
async function tables(sql = ""): Promise<string> {
  const datas = await temporaryFolder();
  await makeUpFaces(datas, { faces: 4, people: 1, hasThumbnails: false });
  await withDatabase(join(datas, DATABASE_FILE), {}, async (connection) => {
    await connection.run(`UPDATE photos SET etag = 'e' || photo; ${sql}`);
  });
  return datas;
}

const sent = (...photos: string[]) =>
  photos.map((photo) => ({ photo, etag: `e${photo}`, file: { path: photo, folder: ".", photo, bytes: 1 } }));

it("shows the most similar faces of this run's photos only", async () => {
  const datas = await tables();
  const { matches } = await withDatabase(join(datas, DATABASE_FILE), { readOnly: true }, (connection) =>
    readBestMatches(connection, ["photo3.jpg"], 10),
  );
  expect(matches.map(({ photo, similar_photo }) => [photo, similar_photo])).toEqual([
    ["photo2.jpg", "photo3.jpg"],
    ["photo1.jpg", "photo3.jpg"],
    ["photo0.jpg", "photo3.jpg"],
  ]);
});

it("tells variants of a picture apart from different photos that are alike", async () => {
  // A wide photo, a part of it, that part widened in a mirror; and one of the same moment, where the mouth has moved.
  const datas = await tables(`
    UPDATE photos SET width = 400, height = 400; UPDATE photos SET width = 800 WHERE photo IN ('photo0.jpg', 'photo3.jpg');
    UPDATE matches SET similarity = 99.95;
    INSERT INTO landmarks SELECT photo, 1, type,
      CASE photo WHEN 'photo0.jpg' THEN 0.25 + 0.5 * x WHEN 'photo2.jpg' THEN 0.1 + 1.2 * x WHEN 'photo3.jpg' THEN 0.75 - 0.5 * x ELSE x END,
      CASE WHEN photo = 'photo2.jpg' THEN 0.2 + 1.2 * y WHEN photo = 'photo1.jpg' AND type LIKE 'mouth%' THEN y + 0.01 ELSE y END
      FROM photos, (VALUES ('eyeLeft', 0.40, 0.40), ('eyeRight', 0.60, 0.41), ('nose', 0.47, 0.52), ('mouthLeft', 0.42, 0.60),
        ('mouthRight', 0.57, 0.61), ('chinBottom', 0.49, 0.72)) v(type, x, y);
    UPDATE landmarks SET type = if(type LIKE '%Left', replace(type, 'Left', 'Right'), replace(type, 'Right', 'Left'))
      WHERE photo = 'photo3.jpg';`);
  const read = (...photos: string[]) =>
    withDatabase(join(datas, DATABASE_FILE), { readOnly: true }, (connection) =>
      readBestMatches(connection, photos, 10),
    );
  const { matches, variants } = await read("photo2.jpg");
  expect(variants).toEqual([{ photo: "photo0.jpg", others: ["photo2.jpg", "photo3.jpg"] }]);
  expect(matches.map(({ photo, similar_photo }) => [photo, similar_photo])).toEqual([
    ["photo0.jpg", "photo1.jpg"],
  ]);
  expect(await read("photo1.jpg")).toEqual({ matches, variants: [] });
  expect(await read("elsewhere.jpg")).toEqual({ matches: [], variants: [] });
});

it("joins variants of variants, and names few of many", () => {
  const pairs = [
    { photo: "b", other_photo: "c" },
    { photo: "a", other_photo: "c" },
    ...["1", "2", "3", "4"].map((n) => ({ photo: "x", other_photo: `y${n}` })),
  ];
  expect(variantsOf(pairs)).toEqual([
    { photo: "a", others: ["b", "c"] },
    { photo: "x", others: ["y1", "y2", "y3", "y4"] },
  ]);
  expect(variantLines(variantsOf(pairs))).toEqual(["  x  =  y1, y2, y3 and 1 more", "  a  =  b, c"]);
});

it("counts each photo once after a stop, and shows none that has no outcome yet", async () => {
  const datas = await tables(`
    UPDATE photos SET status = 'DETECTED' WHERE photo = 'photo1.jpg';
    UPDATE photos SET etag = 'of earlier bytes' WHERE photo = 'photo2.jpg';`);
  const lines: string[] = [];
  vi.spyOn(console, "log").mockImplementation((text: string) => void lines.push(text));
  await printSummary({
    datas,
    state: ".local",
    started: Date.now(),
    known: sent("photo0.jpg", "photo1.jpg", "photo2.jpg"),
    failed: [{ photo: "a.jpg", message: "A link that leads in a circle; remove it" }],
    unsent: 2,
    isConverting: false,
    verbose: false,
    others: 0,
    hidden: 0,
    isReported: false,
  });
  expect(lines.join("\n")).toMatch(
    /^6 photos: 1 kept, .*, 1 failed, 2 still processing, 2 not sent yet; 1 face,/m,
  );
  expect(lines.join("\n")).not.toMatch(/DETECTED|report\.html/);
});

it("says what became of the bytes that were sent, where the tables tell of a copy of them", async () => {
  const datas = await tables("UPDATE photos SET etag = 'of the JPEG copy' WHERE photo = 'photo2.jpg';");
  const lines: string[] = [];
  vi.spyOn(console, "log").mockImplementation((text: string) => void lines.push(text));
  const [kept, cut] = sent("photo0.jpg", "photo2.jpg");
  const outcome = { Status: "REJECTED", Reason: "DamagedImageError", Message: "It is cut off" } as PhotoItem;
  const run = { failed: [], unsent: 0, isConverting: true, verbose: false, others: 0, hidden: 0 };
  const known = [kept!, { ...cut!, outcome }];
  await printSummary({ ...run, datas, state: ".local", started: Date.now(), known, isReported: false });
  expect(lines[0]).toBe("photo2.jpg  not kept: It is cut off");
  expect(lines.at(-1)).toMatch(/^\n2 photos: 1 kept, .* 1 unusable, 0 duplicates, 0 failed; 1 face,/);
});

it("names what to run next so that it looks in the same places, and how many photos are of earlier runs", async () => {
  const datas = await tables();
  const lines: string[] = [];
  vi.spyOn(console, "log").mockImplementation((text: string) => void lines.push(text));
  const run = { failed: [], unsent: 0, isConverting: false, verbose: false, others: 0, hidden: 0 };
  const summary = { ...run, started: Date.now(), known: sent("photo0.jpg"), isReported: true };
  await printSummary({ ...summary, datas, state: "Ann's state", target: "local" });
  expect(lines).toContain(
    "The report also has 3 photos of earlier runs, not in this folder. To erase one: npx lookalike forget PHOTO",
  );
  expect(lines.at(-2)).toBe(
    `Decide who is who, with a click: npx lookalike app --datas ${datas} --state 'Ann'\\''s state' --target local`,
  );
  lines.length = 0;
  const all = sent("photo0.jpg", "photo1.jpg", "photo2.jpg", "photo3.jpg");
  await printSummary({ ...summary, known: all, datas, state: ".local" });
  expect(lines.join("\n")).not.toMatch(/earlier runs|--state|--target/);
  const none = await tables("UPDATE photos SET kept_faces = 0, status = 'REJECTED'");
  await printSummary({ ...summary, known: all, datas: none, state: ".local" });
  expect(lines.at(-1)).toBe(`Look at them: ${join(none, "report.html")}`);
});
