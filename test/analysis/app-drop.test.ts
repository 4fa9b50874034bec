import { join } from "node:path";
import { expect, it } from "vitest";
import { serveApp } from "../../analysis/app/serve-app.ts";
import { openPeople } from "../../analysis/people/open-people.ts";
import { searchAll } from "../../analysis/search/search-all.ts";
import { BROWSER, launchBrowser, PATIENCE } from "../browser.ts";
import { photoFolder } from "./helpers/photos.ts";
import { withWorkplace } from "./helpers/pipeline.ts";
import { goTo } from "./report-page.ts";

it.skipIf(BROWSER === undefined)(
  "finds the person of a dropped photo, and a photo that is added meanwhile joins them (skipped without chromium)",
  { timeout: PATIENCE },
  async () => {
    const appData = await photoFolder({ "a.jpg": { sample: 1 }, "b.jpg": { sample: 1, mirrored: true } });
    const other = await photoFolder({ "new.jpg": { sample: 1, brightness: 1.1 } });
    const browser = await launchBrowser();
    try {
      await withWorkplace({}, async ({ target, datas, state, analyse }) => {
        const addAll = async (folder: string) => {
          await analyse(folder);
          await searchAll(target, { datas });
        };
        await addAll(appData.folder);
        const people = await openPeople(datas);
        await people.save();
        // A photo is searched with its largest face.
        const [largest] = people.graph.faces
          .filter(({ photo }) => photo === "a.jpg")
          .sort((one, two) => two.area - one.area);
        const app = await serveApp({ datas, state, target: "local", port: 0 });
        try {
          const page = await browser.newPage();
          page.setDefaultTimeout(PATIENCE);
          await page.goto(`${app.link}#/person/${people.person(largest!.faceId).id}`);
          await page.getByText("2 faces on 2 photos").waitFor();
          await page.getByPlaceholder("Who is this?").fill("Anna");
          await page.getByRole("button", { name: "Name", exact: true }).click();
          await page.getByRole("heading", { name: "Anna" }).waitFor();
          const anna = page.url();

          await goTo(page, "#/search");
          await page.locator(".drop input").setInputFiles(join(other.folder, "new.jpg"));
          await page.locator(".result .tile").first().waitFor();
          const found = await page.locator(".result .tile").allTextContents();
          expect(found.filter((text) => text.includes("Anna"))).toHaveLength(2);
          expect(found[0]).toContain("Anna");

          // What was decided counts for photos that come later; the page takes them in by itself.
          await addAll(other.folder);
          await page.goto(anna);
          await page.getByText("3 faces on 3 photos").waitFor();
          await page.getByRole("heading", { name: "Anna" }).waitFor();
        } finally {
          await app.close();
        }
      });
    } finally {
      await browser.close();
      await Promise.all([appData.remove(), other.remove()]);
    }
  },
);
