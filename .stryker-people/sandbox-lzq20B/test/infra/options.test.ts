// @ts-nocheck
import { describe, expect, it } from "vitest";
import { DEFAULT_REQUIREMENTS } from "../../core/requirements.ts";
import { concurrencyOf } from "../../infra/concurrency.ts";
import { DEFAULT_OPTIONS, OPTION_NAMES, OptionError, readOptions } from "../../infra/options.ts";

describe("readOptions", () => {
  it("gives the defaults where nothing is chosen, with the pipeline's own requirements", () => {
    expect(readOptions({})).toEqual(DEFAULT_OPTIONS);
    expect(DEFAULT_OPTIONS).toMatchObject(DEFAULT_REQUIREMENTS);
  });

  it("reads values as JSON holds them and as -c gives them", () => {
    const chosen = {
      minAge: 18,
      economy: true,
      rejected: "delete",
      sources: ["a/"],
      queryLimitGb: 0.5,
    } as const;
    const typed = { minAge: "18", economy: "true", rejected: "delete", sources: "a/", queryLimitGb: "0.5" };
    expect(readOptions(chosen)).toEqual({ ...DEFAULT_OPTIONS, ...chosen });
    expect(readOptions(typed)).toEqual({ ...DEFAULT_OPTIONS, ...chosen });
  });

  it("lets the CDK's own context be", () => {
    expect(readOptions({ "aws:cdk:x": 1, "@aws-cdk/core:y": true, "cli-z": 2 })).toEqual(DEFAULT_OPTIONS);
  });

  it("names an option that does not exist, and those that do", () => {
    expect(() => readOptions({ rejectd: "move" })).toThrow(OptionError);
    expect(() => readOptions({ rejectd: "move" })).toThrow(
      /^Unknown option "rejectd"\. The options are: .*minAge, .*sources/,
    );
  });

  it.each([
    ["minAge", "ten"],
    ["minAge", 10.5],
    ["minAge", ""],
    ["minBrightness", 101],
    ["minSharpness", -1],
    ["rejected", "keep"],
    ["economy", "yes"],
    ["reserveConcurrency", 1],
    ["rekognitionRate", 0],
    ["rekognitionRate", "Infinity"],
    ["alarmEmail", "nobody"],
    ["logDays", 31],
    ["rejectedDays", 0],
    ["noncurrentDays", "1.5"],
    ["queryLimitGb", 0],
    ["sources", "uploads"],
    ["sources", "photos/"],
    ["sources", "*/"],
    ["sources", "s3://b*cket/"],
    ["sources", ["a/", 3]],
    ["sourceKeys", "alias/photos"],
    ["stackName", "1st"],
    ["stackName", ""],
    ["bucket", "Photos"],
    ["table", "my table"],
    ["collection", "a/b"],
  ])("refuses %s = %j with a sentence that says what was expected", (name, value) => {
    const sentence = new RegExp(`^Invalid value .+ for the option ${name}\\. Give .+\\.$`);
    expect(() => readOptions({ [name]: value })).toThrow(sentence);
  });

  it("refuses a wrong value of every option", () => {
    for (const name of OPTION_NAMES)
      expect(() => readOptions({ [name]: { wrong: true } })).toThrow(OptionError);
  });
});

describe("concurrencyOf", () => {
  it("keeps as many photos under way as the quota bears, and always one", () => {
    expect(concurrencyOf(5)).toBe(15);
    expect(concurrencyOf(50)).toBe(150);
    expect(concurrencyOf(0.1)).toBe(1);
  });
});
