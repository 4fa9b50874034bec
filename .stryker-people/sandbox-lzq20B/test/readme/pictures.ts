// @ts-nocheck
// Makes the README's pictures from the product, on the sample photos: npm start, then npx tsx test/readme/pictures.ts
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import sharp from "sharp";
import { launchBrowser } from "../browser.ts";
import { README } from "./sections.ts";

const datas = resolve(process.argv[2] ?? "datas");
const pictures = join(README, "../docs/pictures");
const notebooks = mkdtempSync(join(tmpdir(), "pictures-"));
mkdirSync(pictures, { recursive: true });

const report = pathToFileURL(join(datas, "report.html")).href;
const notebook = pathToFileURL(join(notebooks, "01-photos-and-faces.html")).href;
const execute = ["--import", "tsx", "analysis/notebooks-execute.ts", "notebooks/01-photos-and-faces.ipynb"];
execFileSync(process.execPath, [...execute, "--html", "--datas", datas, "--out", notebooks], {
  stdio: "inherit",
});

interface Picture {
  name: string;
  url: string;
  size: [width: number, height: number];
  dark?: boolean;
  /** CSS selector of what to click first. */
  click?: string;
  /** CSS selector of what to show at the top. */
  top?: string;
}

const PICTURES: Picture[] = [
  { name: "matches", url: report, size: [1180, 760], click: ".tile" },
  { name: "charts", url: `${report}#/charts`, size: [1180, 760], dark: true },
  { name: "notebook", url: notebook, size: [820, 760], top: "h2:nth-of-type(2)" },
];

/** The frames of the moving picture, of the report too: milliseconds that each is shown. */
const WALK: { hash: string; click?: string; shown: number }[] = [
  { hash: "", shown: 2000 },
  { hash: "", click: ".tile", shown: 3000 },
  { hash: "#/people", shown: 2500 },
  { hash: "#/person/P1", shown: 2500 },
  { hash: "#/charts", shown: 3000 },
];

const browser = await launchBrowser();
const frames: Buffer[] = [];
for (const { hash, click } of WALK) {
  const page = await browser.newPage({ viewport: { width: 1000, height: 640 } });
  await page.goto(report + hash);
  await page.waitForTimeout(1500);
  if (click) await page.locator(click).first().click();
  await page.waitForTimeout(800);
  frames.push(await page.screenshot());
  await page.close();
}
await sharp(frames, { join: { animated: true } })
  .webp({ quality: 80, effort: 6, delay: WALK.map(({ shown }) => shown) })
  .toFile(join(pictures, "walk.webp"));

for (const { name, url, size, dark = false, click, top } of PICTURES) {
  const [width, height] = size;
  const page = await browser.newPage({ viewport: { width, height }, colorScheme: dark ? "dark" : "light" });
  await page.goto(url);
  await page.waitForTimeout(1500);
  if (click) await page.locator(click).first().click();
  if (top) await page.evaluate(`document.querySelector(${JSON.stringify(top)}).scrollIntoView()`);
  await page.waitForTimeout(800);
  const png = await page.screenshot();
  await sharp(png)
    .png({ palette: true, quality: 90, effort: 10 })
    .toFile(join(pictures, `${name}.png`));
  await page.close();
}
await browser.close();
rmSync(notebooks, { recursive: true });
