// @ts-nocheck
import { expect, it } from "vitest";
import { isChanged, isMissing } from "../../core/s3-errors.ts";

const answered = (httpStatusCode: number) => ({ $metadata: { httpStatusCode } });

it("tells what is missing and what has changed by the answer's status", () => {
  const all = [400, 403, 404, 409, 412, 500];
  expect(all.filter((status) => isMissing(answered(status)))).toEqual([404]);
  expect(all.filter((status) => isChanged(answered(status)))).toEqual([412]);
});

it("says neither of an error that is no answer", () => {
  expect(isMissing(new Error("socket hang up"))).toBe(false);
  expect(isChanged(new Error("socket hang up"))).toBe(false);
});
