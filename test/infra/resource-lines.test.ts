import { expect, it } from "vitest";
import { resourceLines } from "../../infra/resource-lines.ts";

it("counts what a template deploys, by type", () => {
  const Resources = {
    b: { Type: "AWS::S3::Bucket" },
    a: { Type: "AWS::Lambda::Function" },
    c: { Type: "AWS::S3::Bucket" },
  };
  expect(resourceLines({ Resources })).toEqual([
    "3 resources:",
    "    1  AWS::Lambda::Function",
    "    2  AWS::S3::Bucket",
  ]);
});
