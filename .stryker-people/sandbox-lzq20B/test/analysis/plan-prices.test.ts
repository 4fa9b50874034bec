// @ts-nocheck
import { describe, expect, it } from "vitest";
import { costTable, DESIGNS, estimate, TYPICAL } from "../../analysis/plan/designs.ts";
import {
  callsUsd,
  dollars,
  PAID_OPERATIONS,
  PRICES,
  PRICES_NOTED_ON,
  SOURCES,
  tiered,
} from "../../analysis/plan/prices.ts";

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
