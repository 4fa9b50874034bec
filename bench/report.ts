import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MakeThumbnail } from "../analysis/report/thumbnails.ts";
import { writeReport } from "../analysis/report/write-report.ts";
import { makeUpFaces } from "../test/analysis/made-up-faces.ts";
import { BROWSER, launchBrowser } from "../test/browser.ts";
import { sizesOf } from "./arguments.ts";

export interface ReportTimes {
  faces: number;
  megabytes: number;
  /** Writing the page, thumbnails included. */
  writeSeconds: number;
  /** From opening the page until the first face is shown and a click on it shows its matches. */
  usableSeconds: number;
  /** Until everything in the page has arrived. */
  loadedSeconds: number;
}

/** Writes a report of made-up faces and opens it in headless Chromium; `thumbnail` stands in for encoding. */
export async function measureReport(faces: number, thumbnail?: MakeThumbnail): Promise<ReportTimes> {
  const datas = mkdtempSync(join(tmpdir(), "bench-report-"));
  try {
    await makeUpFaces(datas, {
      faces,
      people: Math.ceil(faces / 25),
      hasThumbnails: thumbnail === undefined,
    });
    const started = performance.now();
    const { path, bytes } = await writeReport({ datas }, thumbnail ? { thumbnail } : {});
    const writeSeconds = since(started);
    return { faces, megabytes: bytes / 1e6, writeSeconds, ...(await openReport(path)) };
  } finally {
    rmSync(datas, { recursive: true, force: true });
  }
}

async function openReport(path: string) {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    const opened = performance.now();
    await page.goto(`file://${path}`, { waitUntil: "commit" });
    await page.locator(".faces img").first().waitFor();
    await page.locator(".faces .face").first().click();
    await page.locator("#matches-list img").first().waitFor();
    const usableSeconds = since(opened);
    await page.waitForLoadState("load");
    return { usableSeconds, loadedSeconds: since(opened) };
  } finally {
    await browser.close();
  }
}

const since = (start: number) => (performance.now() - start) / 1000;

/** `npm run bench -- report [FACES…]`: size and opening time of the report, by number of faces. */
export async function run(args: string[] = []): Promise<void> {
  if (BROWSER === undefined) {
    console.log("report: skipped, chromium is not on the PATH");
    return;
  }
  const counts = sizesOf(args, [100, 1000, 10_000]);
  console.log("faces     page      written   usable    loaded");
  for (const count of counts) {
    const { faces, megabytes, writeSeconds, usableSeconds, loadedSeconds } = await measureReport(count);
    const cells = [
      String(faces),
      `${megabytes.toFixed(1)} MB`,
      ...[writeSeconds, usableSeconds, loadedSeconds].map((seconds) => `${seconds.toFixed(2)} s`),
    ];
    console.log(cells.map((cell) => cell.padEnd(10)).join(""));
  }
}
