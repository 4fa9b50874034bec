import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, describe, expect, it } from "vitest";
import { type CountedPhotos, countPhotos } from "../../analysis/plan/count-photos.ts";
import { countedLine } from "../../analysis/plan/print-plan.ts";

const picture = (width: number, background: string) =>
  sharp({ create: { width, height: 90, channels: 3, background } });

const folder = mkdtempSync(join(tmpdir(), "plan-count-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const NOTHING: CountedPhotos = {
  accepted: 0,
  bytes: 0,
  duplicates: 0,
  rejected: {},
  unreadable: 0,
  others: 0,
  hidden: 0,
};

describe("countPhotos", () => {
  it("counts each content once, and by its reason what the pipeline would reject, with nothing sent", async () => {
    const red = await picture(120, "red").jpeg().toBuffer();
    const blue = await picture(120, "blue").png().toBuffer();
    mkdirSync(join(folder, "trip"));
    const files: Record<string, Buffer> = {
      "red.jpg": red,
      "red again.jpg": red,
      "trip/red.jpg": red,
      "blue.png": blue,
      "narrow.jpg": await picture(60, "red").jpeg().toBuffer(),
      "short.png": await picture(70, "red").png().toBuffer(),
      "empty.jpg": Buffer.alloc(0),
      "words.jpg": Buffer.from("words"),
      "notes.txt": Buffer.from("no photo"),
      ".hidden.jpg": red,
    };
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
    symlinkSync(join(folder, "nowhere.jpg"), join(folder, "gone.jpg"));
    const told: number[][] = [];
    const counted = await countPhotos(folder, [], (done, total) => told.push([done, total]));
    expect(counted).toEqual({
      accepted: 2,
      bytes: red.length + blue.length,
      duplicates: 2,
      rejected: { ImageTooSmallError: 2, EmptyFileError: 1, ImageFormatError: 1 },
      unreadable: 1,
      others: 1,
      hidden: 1,
    });
    expect(told).toEqual(Array.from({ length: 8 }, (_, i) => [i + 1, 8]));
  });
});

describe("countedLine", () => {
  it("names all that was found", () => {
    const found = { accepted: 1, bytes: 2_345_678, duplicates: 3, unreadable: 4, others: 5, hidden: 1 };
    expect(countedLine({ ...found, rejected: { ImageTooSmallError: 2, ImageTooLargeError: 7 } })).toBe(
      "1 photo to analyse (2.35 MB); 3 with the same bytes as another; rejected before any paid call: picture too small (2), file too large (7); 4 cannot be read; skipped 5 other files (not photos); skipped 1 hidden file or folder",
    );
  });

  it("says no word of what there is none of", () => {
    expect(countedLine({ ...NOTHING, accepted: 1200, bytes: 5e5 })).toBe("1,200 photos to analyse (0.5 MB)");
    expect(countedLine({ ...NOTHING, duplicates: 1 })).toBe(
      "0 photos to analyse (0 MB); 1 with the same bytes as another",
    );
    expect(countedLine(NOTHING)).toBe("0 photos to analyse (0 MB)");
  });
});
