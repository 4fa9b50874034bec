import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { MakeThumbnail } from "../analysis/report/thumbnails.ts";
import { writeReport } from "../analysis/report/write-report.ts";
import { makeUpFaces } from "../test/analysis/made-up-faces.ts";
import { BROWSER, launchBrowser } from "../test/browser.ts";
import { sizesOf } from "./arguments.ts";

export interface ReportTimes {
  faces: number;
  megabytes: number;
  /** Writing the page, thumbnails included; the processor's time, which other programs change least. */
  writeSeconds: number;
  cpuSeconds: number;
  /** Most memory of this process until the report was written. */
  peakMegabytes: number;
  /** From opening the page until the first face is shown and a click on it shows its matches. */
  usableSeconds: number;
  /** Until everything in the page has arrived. */
  loadedSeconds: number;
}

/** Writes a report of made-up faces and opens it in headless Chromium; `thumbnail` stands in for encoding. */
export async function measureReport(
  faces: number,
  thumbnail?: MakeThumbnail,
  folder = false,
): Promise<ReportTimes> {
  const datas = mkdtempSync(join(tmpdir(), "bench-report-"));
  try {
    await makeUpFaces(datas, {
      faces,
      people: Math.ceil(faces / 25),
      hasThumbnails: thumbnail === undefined,
    });
    const started = performance.now();
    const spent = process.cpuUsage();
    const { path, bytes } = await writeReport({ datas, folder }, thumbnail ? { thumbnail } : {});
    const writeSeconds = since(started);
    const { user, system } = process.cpuUsage(spent);
    const peakMegabytes = process.resourceUsage().maxRSS / 1000;
    const written = { writeSeconds, cpuSeconds: (user + system) / 1e6, peakMegabytes };
    return { faces, megabytes: bytes / 1e6, ...written, ...(await openReport(path)) };
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

/** `npm run bench -- report [FACES…] [--folder]`: size, writing and opening time of the report, by number of faces. */
export async function run(args: string[] = []): Promise<void> {
  if (BROWSER === undefined) {
    console.log("report: skipped, chromium is not on the PATH");
    return;
  }
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: { folder: { type: "boolean", default: false } },
  });
  const counts = sizesOf(positionals, [100, 1000, 10_000]);
  const row = (cells: string[]) => console.log(cells.map((cell) => cell.padEnd(10)).join(""));
  row(["faces", "page", "written", "CPU", "peak", "usable", "loaded"]);
  for (const count of counts) {
    const measured = await measureReport(count, undefined, values.folder);
    const seconds = (name: "writeSeconds" | "cpuSeconds" | "usableSeconds" | "loadedSeconds") =>
      `${measured[name].toFixed(2)} s`;
    row([
      String(count),
      `${measured.megabytes.toFixed(1)} MB`,
      seconds("writeSeconds"),
      seconds("cpuSeconds"),
      `${measured.peakMegabytes.toFixed(0)} MB`,
      seconds("usableSeconds"),
      seconds("loadedSeconds"),
    ]);
  }
}
