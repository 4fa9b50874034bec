// @ts-nocheck
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { escapeHtml, scriptJson } from "../../analysis/report/escape.ts";
import { writeReport } from "../../analysis/report/write-report.ts";
import { DATABASE_FILE, withDatabase } from "../../analysis/tables/database.ts";
import { BROWSER, launchBrowser } from "../browser.ts";
import { makeUpFaces } from "./made-up-faces.ts";
import { goTo, withReport } from "./report-page.ts";

/** Texts that would run as script, break out of an element or a string, or draw something. */
const HOSTILE = {
  photo: `"><img src=x onerror="document.title='taken'">.jpg`,
  lines: "line one\nline 'two' \"three\" </script><script>document.title='taken'</script>.jpg",
  person: "<img src=x onerror=document.title='taken'>",
  emotion: "<svg onload=document.title='taken'>",
  message: "<!-- <script> ]]> &amp; \u2028 \\u003c",
};
const TITLE = "Lookalike: faces, people, charts";

const datas = mkdtempSync(join(tmpdir(), "report-hostile-"));
beforeAll(async () => {
  await makeUpFaces(datas, { faces: 4, people: 2, rejected: 1 });
  await withDatabase(join(datas, DATABASE_FILE), {}, async (connection) => {
    const { photo, lines, person, emotion, message } = HOSTILE;
    await connection.run("update faces set photo = $1, face_id = $1 where photo = 'photo0.jpg'", [photo]);
    await connection.run("update faces set photo = $1, top_emotion = $2 where photo = 'photo1.jpg'", [
      lines,
      emotion,
    ]);
    await connection.run("update people set face_id = $1, person_name = $2 where face_id = 'face-000000'", [
      photo,
      person,
    ]);
    await connection.run("update photos set photo = $1, message = $2 where status = 'REJECTED'", [
      photo,
      message,
    ]);
  });
  await writeReport({ datas });
});
afterAll(() => rmSync(datas, { recursive: true, force: true }));

describe.skipIf(BROWSER === undefined)(
  "a report of hostile names (skipped without chromium on the PATH)",
  () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await launchBrowser();
    });
    afterAll(() => browser?.close());

    it("shows them as text", () =>
      withReport(browser, datas, {}, async (page) => {
        expect(await page.locator(".faces").textContent()).toContain(HOSTILE.photo);
        const tooltips = page.locator(".faces .tile [title]");
        expect(await tooltips.evaluateAll((all) => all.map((e) => e.getAttribute("title")))).toContain(
          HOSTILE.lines,
        );
        await page.getByRole("button", { name: HOSTILE.photo }).first().click();
        expect(await page.getByRole("dialog").getByRole("heading").textContent()).toBe(
          `Who looks like ${HOSTILE.person}?`,
        );
        expect(await page.locator("#matches-facts").textContent()).toContain(HOSTILE.photo);
        await page.keyboard.press("Escape");
        for (const view of ["people", "rejected", "charts"]) {
          await goTo(page, `#/${view}`);
          await page.locator(`.view-${view}`).waitFor();
          const hostile = { people: HOSTILE.person, rejected: HOSTILE.message }[view];
          if (hostile) expect(await page.locator("#main").textContent()).toContain(hostile);
        }
        await page.locator("#plot-emotions canvas").waitFor();
        expect(await page.locator("#chart-emotions table").textContent()).toContain(HOSTILE.emotion);
        expect(await page.locator("img[src=x], [onerror], [onload]").count()).toBe(0);
        expect(await page.title()).toBe(TITLE);
      }));

    it("runs no script but its own, even one that has got into the page", async () => {
      const written = readFileSync(join(datas, "report.html"), "utf8");
      const script =
        "<script>document.title='taken'</script><img src=nowhere onerror=\"document.title='taken'\">";
      writeFileSync(join(datas, "injected.html"), written.replace("</body>", `${script}</body>`));
      await withReport(browser, datas, { file: "injected.html" }, async (page, faults) => {
        await page.locator(".faces img").first().waitFor();
        expect(await page.title()).toBe(TITLE);
        expect(faults.join()).toMatch(/Content Security Policy/);
        faults.length = 0;
      });
    });
  },
);

describe("scriptJson", () => {
  it("never lets a script element end or a comment start, and reads back the same", () => {
    const value = { "</script>": Object.values(HOSTILE), nothing: null };
    expect(scriptJson(value)).not.toContain("<");
    expect(JSON.parse(scriptJson(value))).toEqual(value);
  });
});

describe("escapeHtml", () => {
  it("escapes what HTML gives a meaning", () => {
    expect(escapeHtml(`<a href="x" title='y'>&`)).toBe("&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;");
  });
});
