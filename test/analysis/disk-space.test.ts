import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { guardSpace } from "../../analysis/start/disk-space.ts";
import { withDatabase } from "../../analysis/tables/database.ts";
import { explainDiskError } from "../../analysis/terminal/explain-disk-error.ts";
import { failedLines } from "../../analysis/upload/outcome-lines.ts";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "space-"));
});
afterEach(() => rm(root, { recursive: true }));

const MB = 1_000_000;
const photos = Array.from({ length: 100 }, () => ({ bytes: 4 * MB }));
const folders = () => ({ state: root, datas: root });

describe("a disk with too little space", () => {
  it("is told of before anything is begun, with how much is needed", async () => {
    const guard = guardSpace(folders(), photos, async () => 300 * MB);
    // 100 photos of 4 MB, what is kept beside them, the models, and what must stay free.
    await expect(guard).rejects.toThrow(
      /^The disk of .* is full: 300 MB are free, this run needs about 580 MB\. Free some space/,
    );
  });

  it("is enough for a run that goes on from an earlier one", async () => {
    await mkdir(join(root, "models"));
    await writeFile(join(root, "sent.jpg"), Buffer.alloc(20 * MB));
    const guard = await guardSpace(folders(), photos.slice(0, 5), async () => 110 * MB);
    expect(guard.signal.aborted).toBe(false);
    guard.stop();
  });

  it("ends the run when it gets full, whoever fills it", async () => {
    const free = [900 * MB, 700 * MB, 20 * MB];
    const guard = await guardSpace(folders(), photos, async () =>
      free.length > 2 ? free[0]! : (free.shift() ?? 0),
    );
    // Two folders, asked each time.
    free.shift();
    await new Promise((resolve) => guard.signal.addEventListener("abort", resolve));
    expect(guard.signal.reason.message).toMatch(/is full: \d+ MB are free, this run needs about \d+ MB/);
    guard.stop();
  });

  it("is named by whichever command meets it, and by DuckDB's code or words for it", async () => {
    const full = Object.assign(new Error("ENOSPC: no space left on device, write"), {
      code: "ENOSPC",
      path: "/d/x.json",
    });
    expect(explainDiskError(full)).toMatch(/^The disk of \/d\/x.json is full\. Free some space/);
    const inDuckDb = await withDatabase(":memory:", {}, (connection) =>
      connection.run("COPY (FROM range(100000)) TO '/dev/full'"),
    ).catch((error: Error) => error);
    expect(explainDiskError(inDuckDb as Error)).toMatch(/^The disk is full/);
    const ofAppender = new Error('Failed to commit: Could not write file "/d/a.db": No space left on device');
    expect(explainDiskError(ofAppender)).toMatch(/^The disk is full/);
    expect(explainDiskError(new Error("No such thing"))).toBeUndefined();
  });
});

it("sums up 20,000 files that could not be read by reason", () => {
  const failed = Array.from({ length: 20_000 }, (_, i) => ({
    photo: `${i}.jpg`,
    message: i % 4 ? "Permission denied" : "It is no longer there",
  }));
  expect(failedLines(failed)).toEqual([
    "Failed: 20,000 photos (--verbose lists all)",
    "  15,000  Permission denied: 1.jpg, 2.jpg, 3.jpg, …",
    "   5,000  It is no longer there: 0.jpg, 4.jpg, 8.jpg, …",
  ]);
  expect(failedLines(failed, true)).toHaveLength(20_000);
});
