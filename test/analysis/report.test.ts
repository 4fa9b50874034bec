import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readFaces } from "../../analysis/report/data/read-faces.ts";
import { readMatches } from "../../analysis/report/data/read-matches.ts";
import { readPayload } from "../../analysis/report/data/read-payload.ts";
import { readSummary } from "../../analysis/report/data/read-summary.ts";
import { THUMBNAIL_CACHE } from "../../analysis/report/thumbnail-cache.ts";
import { writeReport } from "../../analysis/report/write-report.ts";
import { runSql } from "../../analysis/sql/run-sql.ts";
import { DATABASE_FILE, withDatabase } from "../../analysis/tables/database.ts";
import { BROWSER, launchBrowser } from "../browser.ts";
import { fillFaces, makeUpFaces, picture } from "./made-up-faces.ts";
import {
  accessibilityFindings,
  COMMON_VIEWS,
  goTo,
  labels,
  pictureWidths,
  withReport,
} from "./report-page.ts";

/** Every view of a report, windows included. */
const VIEWS = [
  ...COMMON_VIEWS,
  "#/faces?person=person-0000&emotion=happy&date=2010-01-01~2019-12-31",
  "#/person/person-0000",
  "#/person/nobody",
];

const datas = mkdtempSync(join(tmpdir(), "report-"));
const empty = mkdtempSync(join(tmpdir(), "report-empty-"));
beforeAll(async () => {
  await makeUpFaces(datas, { faces: 130, people: 13, rejected: 3 });
  await writeReport({ datas });
  await withDatabase(join(empty, DATABASE_FILE), {}, async () => {});
  await writeReport({ datas: empty });
});
afterAll(() => {
  for (const folder of [datas, empty]) rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(BROWSER === undefined)(
  "the report in a browser (skipped without chromium on the PATH)",
  () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await launchBrowser();
    });
    afterAll(() => browser?.close());

    it("shows the faces a page at a time, each with its picture; the address says which", () =>
      withReport(browser, datas, {}, async (page) => {
        expect(await page.locator("#faces-count").textContent()).toBe("130 faces");
        expect(await page.locator(".faces .tile").count()).toBe(60);
        await page.getByRole("link", { name: "Next" }).click();
        await page.getByRole("link", { name: "Next" }).click();
        await expect.poll(() => page.locator(".pager").textContent()).toContain("Page 3 of 3");
        expect(await labels(page, ".faces")).toContain("person-0012, photo129.jpg");
        expect(await pictureWidths(page, ".faces")).toEqual(Array.from({ length: 10 }, () => 240));
        await page.reload();
        expect(await page.locator(".pager").textContent()).toContain("Page 3 of 3");
        await page.goBack();
        await expect.poll(() => page.locator(".pager").textContent()).toContain("Page 2 of 3");
        // Another view begins at its top; Back leads to where one was.
        await page.evaluate("scrollTo(0, 150)");
        await expect.poll(() => page.evaluate("history.state?.scrolledTo")).toBe(150);
        await page.getByRole("link", { name: "People" }).click();
        await page.locator("a.person").first().waitFor();
        await expect.poll(() => page.evaluate("scrollY")).toBe(0);
        await page.goBack();
        await expect.poll(() => page.evaluate("scrollY")).toBe(150);
      }));

    it("shows a face's matches, most similar first, and fewer as the threshold rises; says what the list may lack", () =>
      withReport(browser, datas, {}, async (page) => {
        await page.getByRole("button", { name: "Ada photo0.jpg" }).first().click();
        expect(await page.getByRole("dialog").getByRole("heading").textContent()).toBe("Who looks like Ada?");
        expect((await labels(page, "#matches-list")).slice(0, 2)).toEqual([
          "99.9 %, Ada, photo13.jpg",
          "99.6 %, Ada, photo26.jpg",
        ]);
        expect(await page.locator("#matches-count").textContent()).toBe("9 faces");
        expect(await page.locator(".caveat").textContent()).toContain("has not been searched");
        await page.locator("#threshold").fill("99");
        expect(await page.locator("#matches-count").textContent()).toBe("4 of 9 faces");
        expect(await page.locator("#matches-list .tile").count()).toBe(4);
        await page.locator("#threshold").fill("100");
        expect(await page.locator("#matches-list .tile").count()).toBe(0);
      }));

    it("goes from match to match, back, along the list, and away, by keyboard alone", () =>
      withReport(browser, datas, {}, async (page) => {
        const address = page.url();
        await page.keyboard.press("Tab");
        await page.keyboard.press("Enter");
        await page.locator("main:focus").waitFor();
        expect(page.url()).toBe(address);
        await page.locator(".faces .face").first().focus();
        await page.keyboard.press("ArrowRight");
        await page.keyboard.press("ArrowLeft");
        await page.keyboard.press("Enter");
        await page.getByRole("dialog").waitFor();
        await page.locator("#matches-list .face").first().focus();
        await page.keyboard.press("Enter");
        const facts = page.locator("#matches-facts");
        await expect.poll(() => facts.textContent()).toContain("photo13.jpg");
        await page.goBack();
        await expect.poll(() => facts.textContent()).toContain("photo0.jpg");
        await page.keyboard.press("ArrowRight");
        await expect.poll(() => facts.textContent()).toContain("photo1.jpg");
        await page.keyboard.press("ArrowLeft");
        await expect.poll(() => facts.textContent()).toContain("photo0.jpg");
        await page.locator("#threshold").focus();
        await page.keyboard.press("End");
        expect(await page.locator("#threshold-value").textContent()).toBe("100.0 %");
        await page.keyboard.press("Escape");
        await expect.poll(() => page.locator("dialog[open]").count()).toBe(0);
        await expect.poll(() => page.url()).toMatch(/#\/faces$/);
        const focused = () => page.locator(".tile:focus-within").textContent();
        expect(await focused()).toContain("photo0.jpg");
        // From the button that selects a face, arrows lead on too.
        await page.keyboard.press("Tab");
        await page.keyboard.press("ArrowRight");
        expect(await focused()).toContain("photo1.jpg");
        await page.keyboard.press("?");
        expect(await page.getByRole("dialog").textContent()).toContain("undo the last decision");
        await page.keyboard.press("Escape");
        await page.keyboard.press("/");
        await page.keyboard.type("ada");
        await expect.poll(() => page.url()).toContain("q=ada");
      }));

    it("filters, orders, says which filters are set, and offers a way out of an empty result", () =>
      withReport(browser, datas, {}, async (page) => {
        const count = () => page.locator("#faces-count").textContent();
        await page.getByLabel("Photo or person").fill("ada");
        await expect.poll(count).toBe("10 of 130 faces");
        await page.getByText("Filters", { exact: true }).click();
        await page.getByLabel("Emotion").selectOption("happy");
        await expect.poll(count).toBe("3 of 130 faces");
        await page.reload();
        expect(await count()).toBe("3 of 130 faces");
        expect(await page.locator(".active .chip").allTextContents()).toEqual([
          "“ada” ✕, take off",
          "happy ✕, take off",
        ]);
        await page.getByLabel("Photo or person").fill("nobody");
        await expect.poll(count).toBe("0 of 130 faces");
        expect(await page.locator(".nothing").textContent()).toContain("Without “photo or person”");
        await page.getByRole("link", { name: "Reset filters" }).click();
        await expect.poll(count).toBe("130 faces");
        // The filters stay open when the last one goes.
        await page.getByLabel("Smile").selectOption("yes");
        await page.getByLabel("Smile").selectOption("");
        expect(await page.getByLabel("Emotion").isVisible()).toBe(true);
        await page.getByLabel("Order").selectOption("youngest");
        await page.locator(".faces .face").first().click();
        expect(await page.locator("#matches").textContent()).toContain("15 to 25");
      }));

    it("shows people with their faces, those with most first, and a page for each", () =>
      withReport(browser, datas, { hash: "#/people" }, async (page) => {
        expect(await page.locator("a.person").count()).toBe(13);
        expect(await page.locator("a.person .name").first().textContent()).toBe("Ada");
        await page.locator("a.person").first().click();
        await page.getByRole("heading", { name: "Ada" }).waitFor();
        expect(await page.locator(".faces .tile").count()).toBe(10);
      }));

    it("builds the command for what it cannot decide itself", () =>
      withReport(browser, datas, { hash: "#/person/person-0000" }, async (page) => {
        const command = async () => {
          const text = await page.locator("#command").textContent();
          await page.keyboard.press("Escape");
          return text;
        };
        await page.getByLabel("Name").fill(" ");
        await page.getByRole("button", { name: "Remove name" }).click();
        await page.locator("#command").waitFor();
        expect(await command()).toBe("npx lookalike people name person-0000 ''");
        await page.getByLabel("Name").fill("Ada L'Ovelace");
        await page.getByRole("button", { name: "Rename" }).click();
        await page.locator("#command").waitFor();
        expect(await accessibilityFindings(page)).toEqual([]);
        await page.context().grantPermissions(["clipboard-write", "clipboard-read"]);
        await page.getByRole("button", { name: "Copy" }).click();
        await page.getByRole("button", { name: "Copied" }).waitFor();
        expect(await command()).toBe("npx lookalike people name person-0000 'Ada L'\\''Ovelace'");
        await page.getByLabel("Select photo13.jpg").click();
        await page.getByLabel("Select photo39.jpg").click({ modifiers: ["Shift"] });
        await page.getByRole("button", { name: "Split off" }).click();
        expect(await command()).toBe("npx lookalike people split face-000013 face-000026 face-000039");
        await page.getByRole("button", { name: "Not Ada" }).click();
        expect(await command()).toBe(
          "npx lookalike people not face-000013 face-000026 face-000039 person-0000",
        );
        const saved = page.waitForEvent("download");
        await page.getByRole("button", { name: "Export CSV" }).click();
        const lines = readFileSync(await (await saved).path(), "utf8").split("\r\n");
        expect(lines[0]).toMatch(/^face_id,photo,person,/);
        expect(lines[1]).toMatch(/^face-000013,photo13.jpg,Ada,/);
        expect(lines.length).toBe(5);
      }));

    it("counts people as the table does, who is seen once too, not who is ignored; says which models saw them, and offers no filter for what those do not measure", async () => {
      const some = mkdtempSync(join(tmpdir(), "report-alone-"));
      try {
        // Person 0 has a name and one face, and one that is ignored; 1 is alone; 3 has two faces.
        await makeUpFaces(some, { faces: 5, people: 4 });
        await withDatabase(join(some, DATABASE_FILE), {}, async (connection) => {
          await connection.run("update people set person = 'person-0003' where face_id = 'face-000002'");
          await connection.run("delete from people where face_id = 'face-000004'");
          await connection.run("update faces set eyeglasses = null, sunglasses = null");
          await connection.run(
            "update faces set engine = 'rekognition', model_version = '7.0' where face_id = 'face-000000'",
          );
        });
        await writeReport({ datas: some });
        await withReport(browser, some, { hash: "#/people" }, async (page) => {
          expect(await page.locator("#people-lead").textContent()).toBe("3 people, 2 of them seen once.");
          const counted = await runSql("select count(distinct person)::int from people", {
            database: join(some, DATABASE_FILE),
          });
          const shown = page.locator("#summary > div", { hasText: "people" }).locator("dd");
          expect(await shown.textContent()).toBe(String(counted[0]!.rows[0]![0]));
          await page.getByRole("link", { name: "seen once · 2" }).click();
          expect(await page.locator(".person").count()).toBe(2);
          await goTo(page, "#/faces");
          expect(await page.locator("select[name=smile]").count()).toBe(1);
          expect(await page.locator("select[name=glasses]").count()).toBe(0);
          await goTo(page, "#/faces?glasses=eye");
          expect(await page.locator(".nothing").textContent()).toContain(
            "No face fits: eyeglasses. No model measured it here: glasses.",
          );
          expect(await page.locator("#footer").textContent()).toContain(
            "described by the models on this computer (1) and Amazon Rekognition (model 7.0).",
          );
        });
      } finally {
        rmSync(some, { recursive: true, force: true });
      }
    });

    it("shows enough of a path to tell photos of one name apart, inside the tile", async () => {
      const some = mkdtempSync(join(tmpdir(), "report-paths-"));
      const long = "a-folder-with-a-name-that-is-longer-than-a-tile";
      try {
        await makeUpFaces(some, { faces: 4, people: 4 });
        await withDatabase(join(some, DATABASE_FILE), {}, async (connection) => {
          const photos = ["top/A/1.jpg", "top/B/1.jpg", `${long}/1.jpg`, "top/A/2.jpg"];
          for (const [i, photo] of photos.entries()) {
            await connection.run("update faces set photo = $1 where photo = $2", [photo, `photo${i}.jpg`]);
            await connection.run("update photos set photo = $1 where photo = $2", [photo, `photo${i}.jpg`]);
          }
        });
        await writeReport({ datas: some });
        await withReport(browser, some, { width: 390, height: 844 }, async (page) => {
          const below = async (line: string) =>
            await page.locator(`.faces .face > ${line}`).allTextContents();
          expect(await below(".more")).toEqual(["1.jpg", "1.jpg", "2.jpg", "1.jpg"]);
          expect(await below(".folder")).toEqual([long, "top/A", "top/A", "top/B"]);
          const overflows = await page.evaluate<boolean[]>(
            `[...document.querySelectorAll(".faces .folder.whole span")].map((line) => line.scrollWidth > line.clientWidth || line.scrollHeight > line.clientHeight)`,
          );
          expect(overflows).toEqual([false, false, false]);
          expect(await page.getByRole("button", { name: "Select A/1.jpg" }).count()).toBe(1);
          await page.getByText("Filters", { exact: true }).click();
          await page.locator("select[name=folder]").selectOption("top/A");
          await expect.poll(() => page.locator("#faces-count").textContent()).toBe("2 of 4 faces");
        });
      } finally {
        rmSync(some, { recursive: true, force: true });
      }
    });

    it("shows the photos that were not kept, with their reasons, and where the faces of a photo are", () =>
      withReport(browser, datas, { hash: "#/rejected" }, async (page) => {
        const photos = await page.locator("#rejected strong").allTextContents();
        expect(photos).toEqual(["empty0.jpg", "empty1.jpg", "empty2.jpg"]);
        expect(await page.locator("#rejected .why").allTextContents()).toEqual(
          Array(3).fill("no face found"),
        );
        await page.locator(".card").first().click();
        expect(await page.getByRole("dialog").textContent()).toContain("Not kept: no face found");
        await goTo(page, "#/faces?photo=photo5.jpg");
        await page.getByRole("button", { name: "Face: person-0005" }).waitFor();
        expect(await page.getByRole("dialog").textContent()).toContain("npx lookalike app shows them whole");
      }));

    it.each(["light", "dark"] as const)("draws every chart with the SQL behind it: %s", (colorScheme) =>
      withReport(browser, datas, { hash: "#/charts", colorScheme }, async (page) => {
        await page.locator("#plot-ages canvas").waitFor();
        expect(await page.locator(".chart").count()).toBe(11);
        // Nobody shares a photo in this data, and none has a date: those charts say so instead.
        expect(await page.locator(".plot canvas").count()).toBe(9);
        expect(await page.locator("#chart-together .nothing").textContent()).toContain("No photo shows");
        expect(await page.locator("#chart-ages pre").textContent()).toContain("from faces");
        const colours = await page.evaluate<
          number[]
        >(`[...document.querySelectorAll(".plot canvas")].map((canvas) => {
        const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
        return new Set(new Uint32Array(data.buffer)).size;
      })`);
        for (const count of colours) expect(count).toBeGreaterThan(3);
        await page.locator("#plot-people-sizes canvas").hover({ position: { x: 250, y: 15 } });
        await expect.poll(() => page.locator("#tooltip").textContent()).toContain("Ada");
      }),
    );

    it("follows the system into the dark, and lets one choose", () =>
      withReport(browser, datas, { colorScheme: "dark" }, async (page) => {
        const background = () => page.evaluate("getComputedStyle(document.body).backgroundColor");
        expect(await background()).toBe("rgb(21, 21, 20)");
        await page.getByRole("button", { name: "Colours: auto" }).click();
        await expect.poll(background).toBe("rgb(251, 250, 247)");
        await page.getByRole("button", { name: "Colours: light" }).click();
        await expect.poll(background).toBe("rgb(21, 21, 20)");
      }));

    it("fits a telephone in every view", () =>
      withReport(browser, datas, { width: 390, height: 844 }, async (page) => {
        expect(await page.evaluate(`getComputedStyle(document.getElementById("footer")).paddingTop`)).toBe(
          "32px",
        );
        for (const hash of VIEWS) {
          await goTo(page, hash);
          await page.waitForTimeout(50);
          const widths = await page.evaluate<number[]>(
            `document.querySelectorAll(".tile span, .person span").forEach((line) => { if (line.children.length === 0) line.textContent += "a-long-name-".repeat(9); });
            [document.documentElement, ...document.querySelectorAll(".dialog-body")].map((e) => e.scrollWidth)`,
          );
          for (const width of widths) expect(width, hash).toBeLessThanOrEqual(390);
        }
      }));

    // In the dark, app.test.ts looks at the same views: the styles are the same.
    it("has no accessibility finding in any view", () =>
      withReport(browser, datas, {}, async (page) => {
        for (const hash of VIEWS) {
          await goTo(page, hash);
          if (hash === "#/charts") await page.locator("#plot-ages canvas").waitFor();
          expect(await accessibilityFindings(page), hash).toEqual([]);
        }
      }));

    it("says so where there is nothing yet", () =>
      withReport(browser, empty, {}, async (page) => {
        expect(await page.locator("#faces-count").textContent()).toBe("No face has been kept yet.");
        await goTo(page, "#/people");
        await expect
          .poll(() => page.locator("#people-lead").textContent())
          .toContain("No face has been kept");
        await goTo(page, "#/rejected");
        await expect.poll(() => page.locator("#rejected-lead").textContent()).toContain("No photo has been");
        await goTo(page, "#/charts");
        await expect.poll(() => page.locator(".chart .nothing").count()).toBe(11);
      }));

    it("keeps the pictures beside the page in the folder form", async () => {
      const { path, bytes } = await writeReport({ datas, folder: true });
      expect(path).toBe(join(datas, "report", "index.html"));
      expect(bytes).toBeLessThan(1_000_000);
      await withReport(browser, datas, { file: "report/index.html" }, async (page) => {
        // Small as they are, they are not made again: 160 pixels, not the 240 of so few faces in one file.
        expect((await pictureWidths(page, ".faces"))[0]).toBe(160);
      });
    });
  },
);

describe("writeReport", () => {
  it("takes a photo's date and nothing of its place", async () => {
    const shown = await withDatabase(":memory:", {}, async (connection) => {
      await fillFaces(connection, { faces: 3, people: 1 });
      await connection.run(
        "update photos set taken_at = '2019-05-01 12:30:00', camera = 'Canon', latitude = -33.858333, longitude = 151.215",
      );
      return JSON.stringify((await readPayload(connection)).shown);
    });
    expect(shown).toContain("2019-05-01");
    expect(shown).not.toMatch(/33\.85|151\.2|latitude|longitude/);
  });

  it("says which database it expected where there is none", async () => {
    await expect(writeReport({ datas: join(datas, "nowhere") })).rejects.toThrow(/No database at .*nowhere/);
  });

  it("names the file it cannot write", async () => {
    writeFileSync(join(datas, "a-file"), "");
    const out = join(datas, "a-file", "report.html");
    await expect(writeReport({ datas, out })).rejects.toThrow(/Cannot write the report to .*a-file/);
  });

  it("takes pictures from the folder that was loaded, of faces and of photos that were not kept", async () => {
    const base = mkdtempSync(join(tmpdir(), "report-source-"));
    try {
      const [some, source] = [join(base, "some"), join(base, "elsewhere")];
      await makeUpFaces(some, { faces: 2, people: 1, rejected: 1, source });
      mkdirSync(join(source, "uploads"));
      writeFileSync(join(source, "uploads", "empty0.jpg"), await picture(3));
      const { path } = await writeReport({ datas: some });
      expect(readFileSync(path, "utf8")).toMatch(/id="thumbnails-0">\["[^"]+","[^"]+","[^"]+"\]</);
    } finally {
      rmSync(base, { recursive: true, force: true });
    }
  });

  it("counts and shows only pairs that one model described", () =>
    withDatabase(":memory:", {}, async (connection) => {
      await fillFaces(connection, { faces: 3, people: 1 });
      await connection.run("update faces set model_version = '2' where face_id = 'face-000001'");
      const matches = await readMatches(connection, await readFaces(connection));
      expect((await readSummary(connection)).pairs).toBe(1);
      expect(matches.map(({ list }) => list)).toEqual([[2, 9960], [], [0, 9960]]);
    }));

  it("lets several runs write the same page at once, and leaves nothing else behind", async () => {
    const some = mkdtempSync(join(tmpdir(), "report-twice-"));
    try {
      await makeUpFaces(some, { faces: 3, people: 1 });
      const written = await Promise.all([1, 2, 3].map(() => writeReport({ datas: some })));
      expect(new Set(written.map(({ bytes }) => bytes)).size).toBe(1);
      expect(readdirSync(some).sort()).toEqual([
        THUMBNAIL_CACHE,
        "faces.duckdb",
        "report.html",
        "thumbnails",
      ]);
      expect(readFileSync(join(some, "report.html"), "utf8")).toMatch(/<\/html>\n$/);
    } finally {
      rmSync(some, { recursive: true, force: true });
    }
  });

  it("marks a face that has no thumbnail", async () => {
    const some = mkdtempSync(join(tmpdir(), "report-some-"));
    try {
      await makeUpFaces(some, { faces: 3, people: 1 });
      rmSync(join(some, "thumbnails", "face-000001.jpg"));
      const { path, faces } = await writeReport({ datas: some });
      expect(faces).toBe(3);
      expect(readFileSync(path, "utf8")).toMatch(/id="thumbnails-0">\["[^"]+",null,"[^"]+"\]</);
    } finally {
      rmSync(some, { recursive: true, force: true });
    }
  });
});
