import { expect, it } from "vitest";
import { isFull } from "../../../core/files/is-full.ts";

it("knows a full disk and a used up share of it from every other fault", () => {
  expect(["ENOSPC", "EDQUOT", "EACCES", "", undefined].map(isFull)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});
