import { describe, expect, it } from "vitest";
import { costTable, DESIGNS, estimate, TYPICAL } from "../../analysis/plan/designs.ts";
import {
  aboutDollars,
  callsUsd,
  dollars,
  overBudget,
  PAID_OPERATIONS,
  PRICES,
  PRICES_NOTED_ON,
  SOURCES,
  tiered,
} from "../../analysis/plan/prices.ts";
import { estimateLines, footnotes, spentLines } from "../../analysis/plan/print-plan.ts";

const DAYS = 24 * 60 * 60 * 1000;

describe("the price table", () => {
  it("names AWS's own page for every service and the day it was noted", () => {
    for (const url of Object.values(SOURCES)) expect(url).toMatch(/^https:\/\/aws\.amazon\.com\/.+pricing/);
    expect(Date.parse(PRICES_NOTED_ON)).toBeLessThanOrEqual(Date.now() + DAYS);
  });

  it("has tiers that rise in volume and fall in price, and end nowhere", () => {
    for (const prices of Object.values(PRICES)) {
      for (const tiers of [prices.rekognitionGroup1, prices.rekognitionGroup2]) {
        tiers.slice(1).forEach((tier, i) => {
          expect(tier.upTo).toBeGreaterThan(tiers[i]!.upTo);
          expect(tier.usd).toBeLessThan(tiers[i]!.usd);
        });
        expect(tiers.at(-1)!.upTo).toBe(Number.POSITIVE_INFINITY);
      }
    }
  });

  it("charges each unit at its own tier, going on from what the month already had", () => {
    const tiers = PRICES["us-east-1"].rekognitionGroup1;
    expect(tiered(tiers, 1_000_000)).toBeCloseTo(1000);
    expect(tiered(tiers, 1_000_001)).toBeCloseTo(1000.0008);
    expect(tiered(tiers, 6_000_000)).toBeCloseTo(1000 + 4 * 800 + 600);
    expect(tiered(tiers, 10, 999_995)).toBeCloseTo(5 * 0.001 + 5 * 0.0008);
    expect(tiered(tiers, 10, 50_000_000)).toBeCloseTo(10 * 0.0004);
  });

  it("charges the operations that analyse images and no others", () => {
    for (const operation of Object.keys(PAID_OPERATIONS))
      expect(callsUsd(operation, 1, "eu-west-1")).toBe(0.001);
    for (const operation of ["ListFaces", "DeleteFaces", "DescribeCollection", "toString"]) {
      expect(callsUsd(operation, 1000, "eu-west-1")).toBe(0);
    }
  });

  it("writes small sums so that they do not read as nothing", () => {
    expect([0, 0.001, 0.01, 0.041, 1234.5].map(dollars)).toEqual([
      "$0.00",
      "under $0.01",
      "$0.01",
      "$0.04",
      "$1,234.50",
    ]);
  });
});

describe("what a folder costs", () => {
  it("counts one paid call per photo in economy, two for kept photos otherwise", () => {
    const volume = { photos: 44, ...TYPICAL };
    expect(estimate("original", volume, "eu-west-1").calls).toEqual({ DetectFaces: 44, IndexFaces: 40 });
    expect(estimate("default", volume, "eu-west-1").calls).toEqual({ DetectFaces: 44, IndexFaces: 40 });
    expect(estimate("economy", volume, "eu-west-1").calls).toEqual({ IndexFaces: 44 });
    expect(estimate("default", volume, "eu-west-1").searches.units).toBe(41);
  });

  it("adds up to the sum of its lines, in every design", () => {
    for (const design of DESIGNS) {
      const { usd, lines } = estimate(design, { photos: 1000, ...TYPICAL }, "us-east-1");
      expect(usd).toBeCloseTo(lines.reduce((sum, line) => sum + line.usd, 0));
      expect(lines.every((line) => line.usd > 0)).toBe(true);
    }
  });

  it("is two fifths cheaper in economy", () => {
    const [thousand, million] = costTable([1000, 1_000_000]);
    expect(1 - thousand!.usd.economy / thousand!.usd.default).toBeGreaterThan(0.4);
    // The tiers: a million searches on top of a million index calls are in the second one.
    expect(million!.searches).toBeLessThan(1000 * thousand!.searches);
    expect(million!.usd.default).toBeCloseTo(1000 * thousand!.usd.default, -1);
  });

  it("sends no upload in a backfill, and pays for its children", () => {
    const of = (backfill: boolean) => {
      const { lines } = estimate("economy", { photos: 1000, ...TYPICAL }, "eu-west-1", { backfill });
      return Object.fromEntries(lines.map(({ what, units }) => [what, units]));
    };
    const [upload, backfill] = [of(false), of(true)];
    expect(backfill["S3 requests"]).toBe(upload["S3 requests"]! - 1000);
    expect(backfill["State transitions"]).toBeGreaterThan(upload["State transitions"]! + 700);
    expect(backfill["SQS requests"]).toBeGreaterThan(upload["SQS requests"]!);
    expect(backfill.IndexFaces).toBe(1000);
  });

  it("counts an event for every object that is written or deleted, not for uploads alone", () => {
    const { lines } = estimate("default", { photos: 1000, ...TYPICAL }, "eu-west-1");
    expect(lines.find(({ what }) => what === "EventBridge events")!.units).toBeGreaterThan(5000);
  });

  it("prices the duplicate, the retry and the search, and a deployment to which nothing comes", () => {
    const { each, standing } = estimate("default", { photos: 1, ...TYPICAL }, "eu-west-1");
    const [duplicate, retry, search] = each.map(({ usd }) => usd);
    expect(search).toBe(0.001);
    expect(duplicate).toBeLessThan(search! / 4);
    expect(retry).toBeLessThan(duplicate!);
    expect(retry).toBeGreaterThan(PRICES["eu-west-1"].stateTransition);
    expect(standing.every(({ usd }) => usd > 0)).toBe(true);
    expect(estimate("original", { photos: 1, ...TYPICAL }, "eu-west-1").standing).toEqual([]);
  });
});

describe("an estimate", () => {
  const units = (design: (typeof DESIGNS)[number], options = {}) => {
    const { lines, usd } = estimate(design, { photos: 440, ...TYPICAL }, "us-east-1", options);
    const shown = Object.fromEntries(
      lines.map(({ what, units, usd }) => [
        what,
        [Math.round(units * 1e6) / 1e6, Math.round(usd * 1e7) / 1e7],
      ]),
    );
    return { ...shown, usd: Math.round(usd * 1e6) / 1e6 };
  };

  // 440 photos, of which 400 are kept, with 410 faces. By hand from the tables: each line's units, and its dollars.
  it("is the sum of what the original design asks for", () => {
    expect(units("original")).toEqual({
      DetectFaces: [440, 0.44],
      IndexFaces: [400, 0.4],
      "State transitions": [440 * 5, 0.055],
      // 3 functions of a kept photo, 2 of another; 440 x 0.6, 400 x 0.75 and 400 x 1.73 GB seconds.
      "Lambda requests": [1280, 0.017_002_8],
      // Uploads, thumbnails and 3 or 1 PUT; 2 or 1 GET.
      "S3 requests": [440 + 410 + 1240 + 840, 0.010_786],
      "DynamoDB requests": [880, 0.000_33],
      "EventBridge events": [440, 0.000_44],
      usd: expect.closeTo(0.923_559, 4),
    });
  });

  it("is more around the calls by default, and fewer calls in economy", () => {
    const byDefault = units("default");
    expect(byDefault).toMatchObject({
      "State transitions": [440 * 6, 0.066],
      "S3 requests": [440 + 410 + 1720 + 2080, expect.closeTo((2570 * 5 + 2080 * 0.4) / 1e6, 6)],
      "DynamoDB requests": [3400 + 40, expect.closeTo((3400 * 0.625 + 40 * 0.125) / 1e6, 6)],
      "EventBridge events": [2570 + 40, expect.closeTo(0.00261, 6)],
      "SQS requests": [528, expect.closeTo(0.000264, 6)],
      "Logs, GB": [expect.closeTo(0.00528, 6), expect.closeTo(0.0027984, 6)],
      "X-Ray traces": [110, expect.closeTo(0.00055, 6)],
    });
    const economy = units("economy");
    expect(economy).toMatchObject({
      IndexFaces: [440, 0.44],
      "S3 requests": [440 + 410 + 1760 + 2640, expect.any(Number)],
    });
    expect(economy).not.toHaveProperty("DetectFaces");
  });

  it("takes the photos of a backfill from where they are, ten to a child", () => {
    expect(units("default", { backfill: true })).toMatchObject({
      "State transitions": [expect.closeTo(440 * (6 + 0.7 + 6 / 54), 5), expect.any(Number)],
      "SQS requests": [expect.closeTo(440 * (1.2 + 0.2 + 2 / 54), 5), expect.any(Number)],
      "EventBridge events": [2570 + 40 - 440, expect.any(Number)],
    });
  });

  it("leaves out what takes nothing, and says what comes later and now and then", () => {
    const { lines, searches, monthly, each, standing } = estimate("default", { photos: 0, ...TYPICAL }, "x");
    expect(lines).toEqual([]);
    expect(searches).toEqual({ what: "SearchFaces", units: 0, usd: 0 });
    expect(monthly.map(({ what }) => what)).toEqual(["Face vectors", "S3 storage, GB"]);
    expect(each.map(({ what, usd }) => [what, usd.toFixed(7)])).toEqual([
      ["duplicate", "0.0001741"],
      ["retry of a refused call", "0.0000352"],
      ["search", "0.0010000"],
      ["published person, a month", "0.0000100"],
    ]);
    expect(standing.map(({ what, units, usd }) => [what, units, usd.toFixed(3)])).toEqual([
      ["Alarms, metrics", 27, "2.700"],
      ["Dashboard", 1, "3.000"],
      ["Idle queue, requests", 650_000, "0.325"],
      ["Own metrics, at most", 21, "6.300"],
    ]);
  });

  it("prices searches after the calls that came before them, in the same month", () => {
    const { searches, monthly } = estimate("default", { photos: 1_100_000, ...TYPICAL }, "us-east-1");
    expect(searches).toEqual({ what: "SearchFaces", units: 1_025_000, usd: 1025 * 0.8 });
    expect(monthly.map(({ units, usd }) => [units, Math.round(usd * 100) / 100])).toEqual([
      [1_025_000, 10.25],
      [2200, 50.6],
    ]);
  });

  it("is printed by design, then what comes later", () => {
    const volume = { photos: 4400, ...TYPICAL };
    const [first, ...rest] = estimateLines([
      estimate("original", volume, "eu-west-1"),
      estimate("default", volume, "eu-west-1"),
    ]);
    expect(first).toMatch(/^original design \(2020\) {16}\$9\.24 {3}4,400 DetectFaces, 4,000 IndexFaces$/);
    expect(rest.map((line) => line.replaceAll(/ +/g, " "))).toEqual([
      expect.stringMatching(/^default \$9\.\d\d 4,400 DetectFaces, 4,000 IndexFaces$/),
      "later: search every kept face $4.10 4,100 SearchFaces",
      "each month: Face vectors $0.04 4,100",
      "each month: S3 storage, GB $0.20 8.8",
      "each month: the deployment $12.33 Alarms, metrics $2.70, Dashboard $3.00, Idle queue, requests $0.33, Own metrics, at most $6.30",
      "each duplicate $0.000174",
      "each retry of a refused call $0.000035",
      "each search $0.001000",
      "each published person, a month $0.000010",
    ]);
    expect(estimateLines([])).toEqual([]);
    expect(estimateLines([estimate("economy", volume, "eu-west-1")])[0]).toMatch(
      /^economy \(one call per photo\) {8,}\$\d\.\d\d {3}4,400 IndexFaces$/,
    );
    expect(estimateLines([estimate("economy", volume, "eu-west-1")])[1]).toContain(
      "$4.10   4,100 SearchFaces",
    );
  });

  it("comes with the day and the pages of its prices", () => {
    expect(footnotes("eu-west-1")).toEqual([
      "On this computer (--target local) all of it costs nothing.",
      "Kept photos and faces are estimated by the shares of the recorded photos (40 of 44 photos, 41 faces).",
      expect.stringMatching(
        /^Prices of eu-west-1, noted \d{4}-\d\d-\d\d; compare them before a large run: https:\S+ https:/,
      ),
      expect.stringContaining("not subtracted"),
    ]);
  });
});

describe("what was spent", () => {
  it("is listed by command and operation, with what the calls would have cost on AWS", () => {
    expect(spentLines([])).toEqual(["No call that AWS charges for was made yet."]);
    const calls = { source: "search", operation: "SearchFaces", calls: 1234, usd: 0, listUsd: 1.234 };
    expect(
      spentLines([
        { ...calls, engine: "lookalike" },
        { ...calls, engine: "recorded" },
        { ...calls, engine: null, usd: 1.234 },
      ]),
    ).toEqual([
      "search     SearchFaces            1,234 calls        $0.00  (models on this computer)",
      "search     SearchFaces            1,234 calls        $0.00  (recorded answers on this computer)",
      "search     SearchFaces            1,234 calls        $1.23",
      "Spent: $1.23. All of these calls on AWS would have cost $3.70 by the price list.",
    ]);
  });

  it("is about so much, and more than was allowed", () => {
    expect([0.001, 0.01, 1.2].map(aboutDollars)).toEqual(["under $0.01", "about $0.01", "about $1.20"]);
    expect(aboutDollars(0)).toBe("about $0.00");
    expect(overBudget(12.5, 10)).toBe(
      "This would cost $12.50, more than --max-cost 10 allows. Raise --max-cost.",
    );
  });
});
