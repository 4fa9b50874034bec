import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningApp, serveApp } from "../../analysis/app/serve-app.ts";
import { openPeople } from "../../analysis/people/open-people.ts";
import { LONGEST_NAME } from "../../analysis/people/person-name.ts";
import { DATABASE_FILE, rows, withDatabase } from "../../analysis/tables/database.ts";
import { BROWSER, launchBrowser, PATIENCE } from "../browser.ts";
import { makeUpFaces, picture } from "./made-up-faces.ts";
import { accessibilityFindings, COMMON_VIEWS, goTo, pictureWidths } from "./report-page.ts";

/** Every view, and the windows that have an address. */
const VIEWS = [...COMMON_VIEWS, "#/person/P1", "#/person/P999"];

/** Whether the current one of the header's links is within the screen. */
const IS_CURRENT_SHOWN = `(() => {
  const { left, right } = document.querySelector("nav [aria-current]").getBoundingClientRect();
  return left >= 0 && right <= innerWidth;
})()`;

const datas = mkdtempSync(join(tmpdir(), "app-"));
const database = join(datas, DATABASE_FILE);
let app: RunningApp;

beforeAll(async () => {
  await makeUpFaces(datas, { faces: 130, people: 13, rejected: 1 });
  mkdirSync(join(datas, "uploads"));
  writeFileSync(
    join(datas, "uploads", "photo5.jpg"),
    await sharp(await picture(5))
      .withExif({
        IFD3: {
          GPSLatitudeRef: "N",
          GPSLatitude: "50/1 0/1 0/1",
          GPSLongitudeRef: "E",
          GPSLongitude: "8/1 0/1 0/1",
        },
      })
      .toBuffer(),
  );
  await withDatabase(database, {}, async (connection) => {
    await connection.run(`delete from people;
update photos set latitude = 50.123456, longitude = 8.654321;
insert into searches (face_id, path, searched_at, matches, truncated)
  select face_id, face_id, now(), 9, false from faces;
-- Two people who are a quarter alike, twice: two questions.
insert into matches (face_id, match_face_id, similarity, engine, model_version)
  select format('face-{:06d}', 13 * i + p), format('face-{:06d}', 13 * j + p + 1), 90 - j, 'lookalike', '1'
  from range(10) t(i), range(3) u(j), (values (3), (7)) v(p);
-- All but two photos say when they were taken: ten in 2010, then eleven or twelve a year.
update photos set taken_at = make_timestamp(2010 + regexp_extract(photo, '\\d+')::int % 11, 5, 1, 12, 0, 0)
  where photo not in ('photo0.jpg', 'photo13.jpg');`);
  });
  app = await serveApp({ datas, state: join(datas, "state"), target: "local", port: 0 });
});
afterAll(async () => {
  await app?.close();
  rmSync(datas, { recursive: true, force: true });
});

/** The status of a request as a program sends it, with any headers. */
function statusOf(url: string, headers: Record<string, string> = {}, body?: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const { port, pathname, search } = new URL(url);
    const options = { host: "127.0.0.1", port, path: pathname + search, headers };
    const sent = request({ ...options, method: body === undefined ? "GET" : "POST" }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

describe("the app's server", () => {
  const undo = JSON.stringify({ verb: "undo" });

  it("answers nobody without the token: neither pages, pictures nor decisions", async () => {
    const { origin } = new URL(app.link);
    for (const path of ["/", "/api/data", "/thumbnail?face=face-000000", "/wrong/api/data"]) {
      expect(await statusOf(origin + path), path).toBe(403);
    }
    expect(await statusOf(`${origin}/api/decide`, {}, undo)).toBe(403);
    expect(await statusOf(`${app.link}api/versions`)).toBe(200);
  });

  it("answers no other Host and no other page, even with the token", async () => {
    const versions = `${app.link}api/versions`;
    const { port, host } = new URL(app.link);
    expect(await statusOf(versions, { host: `evil.example:${port}` })).toBe(403);
    expect(await statusOf(versions, { host: "127.0.0.1:1" })).toBe(403);
    expect(await statusOf(versions, { host: `localhost:${port}` })).toBe(200);
    for (const origin of ["http://evil.example", "null", "http://127.0.0.1:1"]) {
      expect(await statusOf(`${app.link}api/decide`, { origin }, undo), origin).toBe(403);
    }
    expect(await statusOf(versions, { "sec-fetch-site": "cross-site" })).toBe(403);
    expect(await statusOf(versions, { origin: `http://${host}`, "sec-fetch-site": "same-origin" })).toBe(200);
  });

  it("refuses what is no decision, sets no cookie, and lets the page load nothing from elsewhere", async () => {
    const decide = `${app.link}api/decide`;
    expect(await statusOf(decide, {}, JSON.stringify({ verb: "drop", faces: [] }))).toBe(400);
    expect(await statusOf(decide, {}, JSON.stringify({ verb: "split", faces: [1] }))).toBe(400);
    expect(await statusOf(decide, {}, "{")).toBe(400);
    const { headers } = await fetch(app.link);
    expect(headers.get("set-cookie")).toBe(null);
    expect(headers.get("content-security-policy")).toContain("default-src 'none'; script-src 'self'");
    expect(headers.get("cache-control")).toBe("no-store");
  });
});

it("sends the page nothing of where photos were taken, neither in its data nor in whole photos", async () => {
  const data = await (await fetch(`${app.link}api/data`)).text();
  expect(data).toContain("photo5.jpg");
  expect(data).not.toMatch(/latitude|50\.12|8\.65/);
  const photo = Buffer.from(await (await fetch(`${app.link}photo?name=photo5.jpg`)).arrayBuffer());
  expect(readFileSync(join(datas, "uploads", "photo5.jpg")).includes("Exif")).toBe(true);
  expect(photo.includes("Exif")).toBe(false);
  expect((await sharp(photo).metadata()).width).toBe(160);
});

it("answers that there is no picture where the photo's file is empty", async () => {
  writeFileSync(join(datas, "uploads", "photo6.jpg"), "");
  expect(await statusOf(`${app.link}photo?name=photo6.jpg`)).toBe(404);
});

describe.skipIf(BROWSER === undefined)("the app in a browser (skipped without chromium on the PATH)", () => {
  let browser: Browser;
  let context: BrowserContext;
  const faults: string[] = [];
  beforeAll(async () => {
    browser = await launchBrowser();
    context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    context.setDefaultTimeout(PATIENCE);
    context.on("request", (sent) => {
      if (!/^(data|blob):/.test(sent.url()) && !sent.url().startsWith(app.link)) faults.push(sent.url());
    });
    context.on("weberror", (error) => faults.push(String(error.error())));
  });
  afterAll(async () => {
    await browser?.close();
    expect(faults).toEqual([]);
  });

  async function open(hash: string): Promise<Page> {
    const page = await context.newPage();
    await page.goto(app.link + hash);
    return page;
  }

  const personOfFace = async (page: Page, face: string) => {
    await goTo(page, `#/faces?face=${face}`);
    await page.locator("#matches-facts").waitFor();
    return await page.locator("#matches-facts a").first().textContent();
  };

  it("names, merges, splits, asks about a name that is taken, and undoes all of it; a second window follows", async () => {
    // The second first: what is behind another window is drawn once a second only.
    const [second, page] = [await open("#/people"), await open("#/people")];
    const notice = page.locator(".notice span").first();
    const nameOf = (at: number) => second.locator("a.person .name").nth(at);
    expect(await page.locator("#people-lead").textContent()).toBe("13 people.");
    expect((await pictureWidths(page, ".people"))[0]).toBe(160);

    await page.locator("a.person").first().click();
    await page.waitForURL(/#\/person\//);
    await page.locator("main h2:focus").waitFor();
    const id = page.url().split("/").at(-1);
    await page.getByPlaceholder("Who is this?").fill("Anna");
    await page.getByRole("button", { name: "Name", exact: true }).click();
    await page.getByRole("heading", { name: "Anna" }).waitFor();
    expect(await notice.textContent()).toBe(`Named ${id} Anna`);
    await page.getByLabel("Name").fill("");
    await page.getByLabel("Name").press("Enter");
    await expect.poll(() => notice.textContent()).toBe(`Took the name of ${id} away`);
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("heading", { name: "Anna" }).waitFor();
    await page.reload();
    await page.getByRole("heading", { name: "Anna" }).waitFor();
    await expect.poll(() => nameOf(0).textContent()).toBe("Anna");

    await goTo(page, "#/people?kind=unnamed");
    await page.locator("a.person").first().click();
    await page.getByPlaceholder("Who is this?").fill("Anna");
    await page.getByRole("button", { name: "Name", exact: true }).click();
    await page.getByRole("dialog").getByText("is called Anna too").waitFor();
    expect(await accessibilityFindings(page)).toEqual([]);
    await page.getByRole("button", { name: "The same person" }).click();
    await page.getByText("There is no P").waitFor();
    await goTo(page, `#/person/${id}`);
    await page.getByText("20 faces on 20 photos").waitFor();

    for (const at of [0, 1, 2]) await page.locator(".pick").nth(at).click();
    await page.getByRole("button", { name: "Split off" }).click();
    await page.getByText("17 faces on 17 photos").waitFor();
    expect(await page.locator(".selection").count()).toBe(0);
    // The next face has the focus: the keyboard does not start again at the top.
    await expect.poll(() => page.locator(".faces li:first-child .face:focus").count()).toBe(1);
    await expect.poll(() => second.locator("#people-lead").textContent()).toBe("13 people.");

    for (let left = 3; left > 0; left--) {
      await page.keyboard.press("u");
      await expect.poll(() => notice.textContent()).toContain("Undone");
      await expect.poll(() => page.locator(".bar .badge").last().textContent()).not.toBe(String(left));
    }
    expect(await page.getByPlaceholder("Who is this?").inputValue()).toBe("");
    await goTo(page, "#/people");
    expect(await page.locator("#people-lead").textContent()).toBe("13 people.");
    expect(await page.locator("a.person .name").allTextContents()).not.toContain("Anna");
    await page.close();
    await second.close();
  });

  it("takes in what the command line decides meanwhile, and writes the table behind both", async () => {
    const page = await open("#/people");
    const people = await openPeople(datas);
    await people.name("face-000000", "Bea");
    await expect
      .poll(() => page.locator("a.person .name").allTextContents(), { timeout: PATIENCE })
      .toContain("Bea");
    await goTo(page, "#/faces?face=face-000001");
    await page.getByRole("button", { name: "Ignore" }).click();
    // The message, its undo and the focus are in the window that is open.
    const said = page.getByRole("dialog").locator(".notice");
    await said.getByText("Ignored photo1.jpg#1", { exact: true }).waitFor();
    await expect.poll(() => page.locator("dialog h2:focus").count()).toBe(1);
    await page.keyboard.press("u");
    await said.getByText("Undone: Ignored photo1.jpg#1").waitFor();
    await page.getByRole("button", { name: "Ignore" }).click();
    await said.getByText("Ignored photo1.jpg#1", { exact: true }).waitFor();
    const table = () =>
      withDatabase(database, { readOnly: true }, (connection) =>
        rows<{ named: number; faces: number }>(
          connection,
          "select count(*) filter (person_name = 'Bea')::int as named, count(*)::int as faces from people",
        ),
      );
    await expect.poll(table, { timeout: PATIENCE }).toEqual([{ named: 10, faces: 129 }]);
    await page.close();
  });

  it("moves faces to another person, says that they are not somebody, and undoes both", async () => {
    const page = await open("#/people?kind=unnamed");
    const notice = page.locator(".notice span").first();
    const ids = await page
      .locator("a.person")
      .evaluateAll((links) => links.map((link) => (link as { href: string }).href.split("/").at(-1)!));
    const [from, to] = [ids[0]!, ids[1]!];
    const pickTwo = async () => {
      await goTo(page, `#/person/${from}`);
      await page.getByText("10 faces on 10 photos").waitFor();
      for (const at of [0, 1]) await page.locator(".pick").nth(at).click();
    };
    await pickTwo();
    await page.getByRole("button", { name: "Move to…" }).click();
    await page.locator("dialog input:focus").waitFor();
    expect(await accessibilityFindings(page)).toEqual([]);
    await page.getByRole("dialog").getByRole("searchbox").fill(to);
    await page
      .getByRole("dialog")
      .locator("button.face")
      .filter({ has: page.getByText(to, { exact: true }) })
      .click();
    await page.getByText("8 faces on 8 photos").waitFor();
    await goTo(page, `#/person/${to}`);
    await page.getByText("12 faces on 12 photos").waitFor();
    await page.keyboard.press("u");
    await expect.poll(() => notice.textContent()).toContain("Undone");

    await pickTwo();
    await page.getByRole("button", { name: `Not ${from}` }).click();
    await page.getByText("8 faces on 8 photos").waitFor();
    await page.keyboard.press("u");
    await page.getByText("10 faces on 10 photos").waitFor();
    await page.close();
  });

  it("shows a person through the years, which lead to their faces, and says what has no date", async () => {
    const page = await open("#/faces");
    await page.getByText("2 photos have no date.").waitFor();
    await personOfFace(page, "face-000000");
    await page.locator("#matches-facts a").first().click();
    await page.getByRole("heading", { name: "Through the years" }).waitFor();
    const years = page.locator(".years li");
    expect(await years.count()).toBeGreaterThan(3);
    expect(await accessibilityFindings(page)).toEqual([]);
    await years.first().getByRole("link").click();
    await page.waitForURL(/#\/faces\?person=P\d+&date=20\d\d-01-01/);
    await expect.poll(() => page.locator("#faces-count").textContent()).toBe("1 of 130 faces");
    await page.close();
  });

  it("asks about borderline people, one after the other, and takes the answers from the keyboard alone", async () => {
    const page = await open("#/review");
    const lead = page.locator("#review-lead");
    await page.getByText("Are these the same person?").waitFor();
    expect(await lead.textContent()).toBe("2 open questions.");
    expect(await accessibilityFindings(page)).toEqual([]);
    await page.keyboard.press("s");
    await expect.poll(() => lead.textContent()).toBe("1 open question.");
    const asked = () => page.locator(".side figcaption > a").allTextContents();
    const second = await asked();
    await page.keyboard.press("n");
    await page.getByRole("button", { name: "Ask the 1 skipped question again" }).waitFor();
    await page.getByRole("button", { name: "Ask the 1 skipped question again" }).press("Enter");
    await page.getByText("Are these the same person?").waitFor();
    await page.keyboard.press("y");
    await page.getByText("All done: 2 answers.").waitFor();
    await page.keyboard.press("u");
    await expect.poll(() => lead.textContent()).toBe("1 open question, 1 answered.");
    expect(await asked()).not.toEqual(second);
    // What is undone is asked again, first.
    await page.keyboard.press("u");
    await expect.poll(() => lead.textContent()).toBe("2 open questions.");
    expect(await asked()).toEqual(second);
    const lines = readFileSync(join(datas, "decisions.jsonl"), "utf8").trim().split("\n");
    const types = lines.map((line) => (JSON.parse(line) as { type: string }).type);
    expect(types.slice(-4)).toEqual(["distinct", "merge", "undo", "undo"]);
    await page.close();
  });

  it("shows what is asked of the server: matches, charts, and who a face is", async () => {
    const page = await open("#/faces?face=face-000000");
    await expect.poll(() => page.locator("#matches-count").textContent()).toContain("9 faces");
    await goTo(page, "#/charts");
    await page.locator("#plot-ages canvas").waitFor();
    // Bea has a bar: what was decided in the app is in its charts.
    await expect.poll(() => page.locator("#chart-people-sizes td").allTextContents()).toContain("Bea");
    expect(await personOfFace(page, "face-000000")).toBe("Bea");
    await page.close();
  });

  it("fits a telephone and has no accessibility finding in any view or window, light and dark", async () => {
    const page = await open("#/faces");
    // With something chosen there is a bar of what to do with it, over every view.
    await page.locator(".pick").first().click();
    const look = async (hash: string, rules?: string[]) => {
      await goTo(page, hash);
      await page.locator("#main h2").waitFor();
      if (hash === "#/charts") await page.locator("#plot-ages canvas").waitFor();
      if (hash.includes("photo=photo5.jpg")) await page.locator(".frame img").waitFor();
      expect(await accessibilityFindings(page, rules), hash).toEqual([]);
    };
    const keys = async (rules?: string[]) => {
      await goTo(page, "#/people");
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await page.keyboard.press("?");
      await page.getByRole("dialog").waitFor();
      expect(await accessibilityFindings(page, rules), "keys").toEqual([]);
      await page.keyboard.press("Escape");
    };
    for (const hash of VIEWS) await look(hash);
    await keys();
    await page.setViewportSize({ width: 360, height: 780 });
    await page.emulateMedia({ colorScheme: "dark" });
    for (const hash of VIEWS) {
      await look(hash, ["color-contrast"]);
      expect(await page.evaluate("document.documentElement.scrollWidth"), hash).toBeLessThanOrEqual(360);
      await expect.poll(() => page.evaluate(IS_CURRENT_SHOWN), { message: hash }).toBe(true);
    }
    await keys(["color-contrast"]);
    await page.locator("a.person").first().click();
    await page.locator(".pick").first().click();
    const height = async (what: string) => (await page.locator(what).first().boundingBox())!.height;
    expect(await height(".selection")).toBeLessThan(70);
    await page.getByRole("button", { name: "Clear" }).press("Enter");
    await page.locator(".faces .face:focus").waitFor();
    await page.getByPlaceholder("Who is this?").fill("n".repeat(LONGEST_NAME));
    await page.keyboard.press("Enter");
    const undo = page.locator(".notice").getByRole("button", { name: "Undo" });
    await undo.waitFor();
    expect(await height(".notice button")).toBeLessThan(40);
    expect(await height(".person-head h2")).toBeLessThan(140);
    await undo.press("Enter");
    await page.getByText("Undone: Named").waitFor();
    await page.close();
  });
});
