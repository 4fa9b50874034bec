import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { serveApp } from "../analysis/app/serve-app.ts";
import { DATABASE_FILE, withDatabase } from "../analysis/tables/database.ts";
import { makeUpFaces } from "../test/analysis/made-up-faces.ts";
import { BROWSER, launchBrowser } from "../test/browser.ts";
import { sizesOf } from "./arguments.ts";

const FACES_PER_PERSON = 25;
/** Of each kind of decision; the median is told. */
const TIMES = 5;

/**
 * `npm run bench -- app [FACES…]`: the app in headless Chromium. Seconds from the start of the server until it answers,
 * from opening the page until a person can be opened, and from a decision until the page shows what became of it.
 */
export async function run(args: string[]): Promise<void> {
  if (BROWSER === undefined) {
    console.log("app: skipped, chromium is not on the PATH");
    return;
  }
  console.log("faces     started   usable    person    named     split     undone");
  for (const faces of sizesOf(args, [400, 10_000])) {
    const { started, usable, person, named, split, undone } = await measure(faces);
    const seconds = [started, usable, person, named, split, undone].map((value) => `${value.toFixed(2)} s`);
    console.log([String(faces), ...seconds].map((cell) => cell.padEnd(10)).join(""));
  }
}

async function measure(faces: number) {
  const datas = mkdtempSync(join(tmpdir(), "bench-app-"));
  const browser = await launchBrowser();
  try {
    await makeUpFaces(datas, { faces, people: Math.ceil(faces / FACES_PER_PERSON) });
    await withDatabase(join(datas, DATABASE_FILE), {}, async (connection) => {
      await connection.run(`delete from people;
insert into searches (face_id, path, searched_at, matches, truncated)
  select face_id, face_id, now(), 20, false from faces;`);
    });
    const [started, app] = await timed(() =>
      serveApp({ datas, state: join(datas, "state"), target: "local", port: 0 }),
    );
    try {
      const page = await browser.newPage();
      const [usable] = await timed(async () => {
        await page.goto(`${app.link}#/people`, { waitUntil: "commit" });
        await page.locator(".people img").first().waitFor();
      });
      const [person] = await timed(async () => {
        await page.locator("a.person").first().click();
        await page.getByPlaceholder("Who is this?").waitFor();
      });
      return { started, usable, person, ...(await decide(page)) };
    } finally {
      await app.close();
    }
  } finally {
    await browser.close();
    rmSync(datas, { recursive: true, force: true });
  }
}

/** On a person's page: names the person, splits a face off, and undoes the latter; over and over. */
async function decide(page: Page) {
  const times = { named: [] as number[], split: [] as number[], undone: [] as number[] };
  const notice = page.locator(".notice span").first();
  for (let time = 0; time < TIMES; time++) {
    const name = `Anna ${time}`;
    await page.getByPlaceholder("Who is this?").fill(name);
    const [named] = await timed(async () => {
      await page.getByRole("button", { name: /^(Name|Rename)$/ }).click();
      await page.getByRole("heading", { name }).waitFor();
    });
    const count = page.getByText(`${FACES_PER_PERSON - 1} faces on ${FACES_PER_PERSON - 1} photos`);
    await page.locator(".pick").first().click();
    const [split] = await timed(async () => {
      await page.getByRole("button", { name: "Split off" }).click();
      await count.waitFor();
    });
    const [undone] = await timed(async () => {
      await page.keyboard.press("u");
      await count.waitFor({ state: "detached" });
    });
    await notice.waitFor();
    times.named.push(named);
    times.split.push(split);
    times.undone.push(undone);
  }
  return { named: median(times.named), split: median(times.split), undone: median(times.undone) };
}

const median = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1]!;

async function timed<T>(act: () => Promise<T>): Promise<[seconds: number, result: T]> {
  const started = performance.now();
  const result = await act();
  return [(performance.now() - started) / 1000, result];
}
