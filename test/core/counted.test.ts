import { expect, it } from "vitest";
import { admissionsPerSecond } from "../../core/admission.ts";
import { commandLine } from "../../core/command-line.ts";
import { counted, formatNumber, percent, thousands } from "../../core/counted.ts";
import { outputsFile } from "../../core/outputs-file.ts";

it("writes one as one, and more with a plural of their own where there is one", () => {
  expect(counted(1, "photo")).toBe("1 photo");
  expect(counted(0, "day")).toBe("0 days");
  expect(counted(2000, "photo")).toBe("2,000 photos");
  expect(counted(2, "person", "people")).toBe("2 people");
  expect(counted(1, "person", "people")).toBe("1 person");
});

it("writes numbers for people: thousands apart, two decimals at most", () => {
  expect([1_234_567, 12].map(thousands)).toEqual(["1,234,567", "12"]);
  expect([99.674, 1234.5, 3, 0.001].map(formatNumber)).toEqual(["99.67", "1,234.5", "3", "0"]);
});

it("writes percents, of which only 100 is 100", () => {
  expect([100, 99.96, 99.94, 0].map((value) => percent(value))).toEqual([
    "100.0 %",
    "99.9 %",
    "99.9 %",
    "0.0 %",
  ]);
  expect([99.9966, 99.666].map((value) => percent(value, 2))).toEqual(["99.99 %", "99.67 %"]);
});

it("tells people to run a command, and names the file of a deployment's outputs", () => {
  expect(commandLine("sync --all")).toBe("npx lookalike sync --all");
  expect(outputsFile("Lookalike", "eu-west-1")).toBe("Lookalike.eu-west-1.json");
});

it("lets in fewer photos than the quota, for the sake of retries", () => {
  expect(admissionsPerSecond(50)).toBe(49.5);
});
