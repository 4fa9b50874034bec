import { expect, it } from "vitest";
import { resultLines } from "../../analysis/search/search-options.ts";

const searched = (gone: string[], made: number) =>
  resultLines({
    ...{ calls: 2, known: 0, usd: 0, billed: false, beyondBudget: 0 },
    ...{ made, truncated: [], gone, unrecorded: [] },
  });

it("tells data of another collection from a face that went", () => {
  expect(searched(["a.jpg#1", "b.jpg#1"], 0)[1]).toMatch(
    /^None of 2 faces is in the collection: .*another one.*--state/,
  );
  expect(searched(["a.jpg#1"], 1)).toEqual([
    "1 of 2 faces searched.",
    "Not in the collection: a.jpg#1. Sync, or look at: npx lookalike doctor",
  ]);
});
