// @ts-nocheck
import { expect, it } from "vitest";
import { measureReport } from "../../bench/report.ts";
import { BROWSER } from "../browser.ts";
import { picture } from "./made-up-faces.ts";

const FACES = 10_000;
const MEGABYTES = 45;

it.skipIf(BROWSER === undefined)(
  `a report of ${FACES} faces is of a bearable size and answers a click (skipped without chromium on the PATH)`,
  async () => {
    // Ten thousand faces take a while to encode, and that is not what is measured: one of the right size stands in.
    const face = await picture(0, 96);
    const { megabytes } = await measureReport(FACES, async () => face);
    expect(megabytes).toBeGreaterThan(10);
    expect(megabytes).toBeLessThan(MEGABYTES);
  },
);
