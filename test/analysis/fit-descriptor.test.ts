import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, it } from "vitest";
import { fitDescriptor } from "../../analysis/calibrate/fit-descriptor.ts";
import { logOdds } from "../../analysis/calibrate/fit-similarity.ts";
import { readNetworkFile } from "../../local/faces/network/network-file.ts";
import { writeColourNetwork } from "../local/faces/colour-network.ts";

const folder = mkdtempSync(join(tmpdir(), "fit-descriptor-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let runs = 0;
let network: string;
beforeEach(() => {
  network = writeColourNetwork(join(folder, `${runs++}.onnx`));
});

/** Pairs whose similarities are spread evenly from one percent to another; as many that were never compared. */
const pairs = (same: boolean, count: number, from: number, to: number) =>
  Array.from({ length: 2 * count }, (_, i) => ({
    a: `a${i}`,
    b: `b${i}`,
    same,
    ...(i < count && { similarity: from + ((to - from) * i) / (count - 1) }),
  }));

it("keeps beside the network a fit by which 80 % is where the most alike of two people were", async () => {
  const before = (await readNetworkFile(network)).fit;
  const lines = await fitDescriptor(network, [...pairs(true, 20, 60, 99), ...pairs(false, 200, 1, 70)]);
  expect(lines).toEqual([
    `Fitted to 20 pairs of one person and 200 of two, and kept beside ${network}.`,
    "Percents so far are of the earlier fit. Compare again: npx lookalike search --all --refresh",
  ]);
  const { fit } = await readNetworkFile(network);
  // 70 % of before: at which distance that was, and what it is now.
  const distance = (before.intercept - logOdds(70)) / before.slope;
  expect(fit.intercept - fit.slope * distance).toBeCloseTo(logOdds(80), 3);
  expect(fit.slope / before.slope).toBeGreaterThan(0);
  expect(fit.doubt).toBeCloseTo((fit.slope / before.slope) * before.doubt, 3);
  for (const value of Object.values(fit)) expect(Number(value.toPrecision(6))).toBe(value);
});

it.each([
  [19, 200],
  [20, 199],
  [0, 0],
])(
  "refuses to fit to %i pairs of one person and %i of two, and leaves what is there",
  async (same, different) => {
    const before = (await readNetworkFile(network)).fit;
    const few = [...pairs(true, same, 60, 99), ...pairs(false, different, 1, 70)];
    await expect(fitDescriptor(network, few)).rejects.toThrow(
      `Too few pairs to fit a descriptor: ${same} of one person and ${different} of two; 20 and 200 are needed. Label more faces, or add --search.`,
    );
    expect((await readNetworkFile(network)).fit).toEqual(before);
  },
);
