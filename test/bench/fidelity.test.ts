import { beforeAll, describe, expect, it } from "vitest";
import type { Figures } from "../../bench/fidelity/compare.ts";
import { measureFidelity } from "../../bench/fidelity/measure.ts";
import { RECORDED } from "../recorded.ts";
import { RUN_MODELS } from "../run-models.ts";

/** Shares of what was recorded; a little below what `npm run fidelity` measures, for other processors round otherwise. */
const FLOORS = {
  "box IoU, mean": 0.85,
  "age centre within the range": 0.65,
  "gender equal": 0.8,
  "smile equal": 0.88,
  "smile AUC": 0.95,
  "top emotion equal": 0.72,
  "mouth open AUC": 0.94,
  "search mAP": 0.96,
  "search AUC": 0.98,
};
const CEILINGS = {
  "brightness, mean error": 1.5,
  "sharpness, mean error": 2.6,
  "roll, mean error (degrees)": 5,
  "yaw, mean error (degrees)": 11,
  "pitch, mean error (degrees)": 10,
  "landmarks, mean error (% of box width)": 6.5,
};
const FOUND = 0.94;
const MATCHES_FOUND = 0.9;
const FALSE_MATCHES = 0.02;
/** Of some 700; with one crop per face and a laxer fit they were twelve. */
const DIFFERENT_PAIRS = 5;

describe.skipIf(!RECORDED)("the engine beside Amazon Rekognition (needs the recorded photos)", () => {
  let figures: Figures;
  const figure = (name: string): number => figures[name] ?? Number.NaN;

  beforeAll(async () => {
    figures = await measureFidelity(RECORDED!, RUN_MODELS);
  }, 300_000);

  it("finds its faces and hardly another", () => {
    expect(figure("faces found") / figure("faces expected")).toBeGreaterThan(FOUND);
    expect(figure("faces extra")).toBeLessThanOrEqual(1);
  });

  it.each(Object.entries(FLOORS))("reaches the floor of %s: %f", (name, floor) => {
    expect(figure(name)).toBeGreaterThan(floor);
  });

  it.each(Object.entries(CEILINGS))("stays below the ceiling of %s: %f", (name, ceiling) => {
    expect(figure(name)).toBeLessThan(ceiling);
  });

  it("matches at 80 % what it matched, and hardly anyone else", () => {
    expect(figure("recorded matches at 80 %") / figure("recorded matches")).toBeGreaterThan(MATCHES_FOUND);
    expect(figure("other faces at 80 %") / figure("other faces")).toBeLessThan(FALSE_MATCHES);
    expect(figure("pairs of different people at 80 %")).toBeLessThanOrEqual(DIFFERENT_PAIRS);
  });
});
