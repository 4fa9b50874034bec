// @ts-nocheck
import { expect, it } from "vitest";
import { DEFAULT_MAX_FACES, isTruncated } from "../../core/similarity.ts";

it("takes an answer with as many matches as were asked for as truncated, and one with fewer as whole", () => {
  expect(isTruncated(9, 10)).toBe(false);
  expect(isTruncated(10, 10)).toBe(true);
  expect(isTruncated(11, 10)).toBe(true);
});

it.each([null, undefined])("takes the service's default for a search that says %s", (maxFaces) => {
  expect(isTruncated(DEFAULT_MAX_FACES - 1, maxFaces)).toBe(false);
  expect(isTruncated(DEFAULT_MAX_FACES, maxFaces)).toBe(true);
});
