import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { expect } from "vitest";
import { PATIENCE } from "../browser.ts";

const AXE = readFileSync(new URL(import.meta.resolve("axe-core/axe.min.js")), "utf8");

/** The views that a report and the app have alike, for photos that `makeUpFaces` makes up. */
export const COMMON_VIEWS = [
  "#/faces",
  "#/faces?q=nobody",
  "#/people",
  "#/review",
  "#/search",
  "#/rejected",
  "#/charts",
  "#/decisions",
  "#/faces?face=face-000000",
  "#/faces?photo=photo5.jpg",
  "#/rejected?photo=empty0.jpg",
];

export interface OpenOptions {
  file?: string;
  hash?: string;
  width?: number;
  height?: number;
  colorScheme?: "light" | "dark";
}

/** A report in a fresh browser profile, and all that a page must not do: complain, fail, ask for anything. */
export interface OpenReport {
  page: Page;
  faults: string[];
}

export async function withReport(
  browser: Browser,
  folder: string,
  options: OpenOptions,
  use: (page: Page, faults: string[]) => Promise<void>,
): Promise<void> {
  const { file = "report.html", hash = "", width = 1280, height = 900, colorScheme = "light" } = options;
  const context = await browser.newContext({ viewport: { width, height }, colorScheme });
  context.setDefaultTimeout(PATIENCE);
  const faults: string[] = [];
  try {
    const page = await context.newPage();
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) faults.push(message.text());
    });
    page.on("pageerror", (error) => faults.push(String(error)));
    page.on("request", (request) => {
      const url = request.url();
      const isOwn = /^(data|blob):/.test(url) || (url.startsWith("file:") && request.isNavigationRequest());
      const isPicture = file.includes("/") && /^file:.*\/thumbnails\/\d+\.jpg$/.test(url);
      if (!isOwn && !isPicture) faults.push(`asked for ${url}`);
    });
    await page.goto(`file://${join(folder, file)}${hash}`);
    await use(page, faults);
    expect(faults).toEqual([]);
  } finally {
    await context.close();
  }
}

/** The words beneath the faces of a list, which are also what a screen reader says. */
export const labels = (page: Page, list: string) =>
  page.evaluate<string[]>(
    `[...document.querySelectorAll("${list} .tile")].map((tile) =>
      [...tile.querySelectorAll(".name, .more")].map((line) => line.textContent).join(", "))`,
  );

/** Widths, in their own pixels, of the decoded pictures in a list. */
export const pictureWidths = (page: Page, list: string) =>
  page.evaluate<number[]>(
    `Promise.all([...document.querySelectorAll("${list} img")].map((i) => i.decode().then(() => i.naturalWidth)))`,
  );

/** Follows a link of the page's own. */
export const goTo = (page: Page, hash: string) => page.evaluate(`location.hash = ${JSON.stringify(hash)}`);

/**
 * What axe finds wrong with the page as it is: impact, rule and the first element.
 * @param rules the rules to look at; all where none are given
 */
export async function accessibilityFindings(page: Page, rules?: string[]): Promise<string[]> {
  // Through the debugger: the page's policy lets no other script in.
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(AXE);
  // What is right is not listed element by element, which takes longer than to look at it.
  const options = { resultTypes: ["violations"], ...(rules && { runOnly: { type: "rule", values: rules } }) };
  return await page.evaluate<string[]>(`window.axe.run(${JSON.stringify(options)}).then(({ violations }) =>
    violations.map(({ id, impact, nodes }) => impact + ": " + id + ": " + nodes[0].html))`);
}
