import { expect, it } from "vitest";
import { measureReport } from "../../bench/report.ts";
import { BROWSER } from "../browser.ts";
import { picture } from "./made-up-faces.ts";

const FACES = 10_000;
const USABLE_SECONDS = 2;
const MEGABYTES = 45;

it.skipIf(BROWSER === undefined)(
  `a report of ${FACES} faces answers a click within ${USABLE_SECONDS} seconds (skipped without chromium on the PATH)`,
  async () => {
    // Ten thousand faces take a while to encode, and that is not what is measured: one of the right size stands in.
    const face = await picture(0, 96);
    const { usableSeconds, megabytes } = await measureReport(FACES, async () => face);
    expect(megabytes).toBeGreaterThan(10);
    expect(megabytes).toBeLessThan(MEGABYTES);
    expect(usableSeconds).toBeLessThan(USABLE_SECONDS);
  },
);
