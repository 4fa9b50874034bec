import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { afterEach, expect, it, vi } from "vitest";
import { reprocessRejected } from "../../analysis/backfill/reprocess-rejected.ts";
import type { Target } from "../../analysis/target/target.ts";
import { temporaryFolder } from "../local/temporary-folder.ts";
import { settled, startLocalAws, type TestLocalAws } from "../local/with-local-aws.ts";

const sample = (n: number) =>
  readFileSync(createRequire(import.meta.url).resolve(`@vladmandic/face-api/demo/sample${n}.jpg`));

afterEach(() => vi.restoreAllMocks());

const targetOf = (aws: TestLocalAws, kind: Target["kind"] = "local"): Target => ({
  ...aws,
  kind,
  region: aws.regionName,
  dynamodb: DynamoDBDocumentClient.from(aws.dynamodb),
});

/** What a call prints, and how it ends. */
async function run(target: Target, yes: boolean, limit = Number.POSITIVE_INFINITY) {
  const lines: string[] = [];
  vi.spyOn(console, "log").mockImplementation((line: string) => lines.push(line));
  const status = await reprocessRejected(target, { yes, limit });
  vi.restoreAllMocks();
  return { status, text: lines.join("\n") };
}

it("takes up again what rules rejected that were loosened since, once, after saying what it costs", async () => {
  const state = await temporaryFolder();
  const upload = (aws: TestLocalAws, photo: string, Body: Buffer) =>
    aws.s3.send(new PutObjectCommand({ Bucket: aws.bucket, Key: `uploads/${photo}`, Body }));

  const strict = await startLocalAws({ state, env: { MIN_BRIGHTNESS: "100" } });
  await upload(strict, "one.jpg", sample(2));
  await upload(strict, "two.jpg", sample(3));
  await settled(strict, strict);
  expect(strict.log.join()).toMatch(/REJECTED \(FaceRequirementError\).*REJECTED \(FaceRequirementError\)/);
  expect((await run(targetOf(strict), true)).text).toContain(
    "0 photos rejected by other rules would be kept now",
  );
  await strict.stop();

  const lenient = await startLocalAws({ state });
  // Another photo has taken its name since.
  await upload(lenient, "two.jpg", sample(4));
  await settled(lenient, lenient);
  const asked = await run(targetOf(lenient, "aws"), false);
  expect(asked.text).toContain("1 photo rejected by other rules would be kept now");
  expect(asked.text).toContain("1 IndexFaces call, 0 DetectFaces calls: under $0.01.");
  expect(asked.text).toContain("Start it with --yes");
  await expect(run(targetOf(lenient, "aws"), true, 0.0001)).rejects.toThrow("more than --max-cost 0.0001");

  expect(await run(targetOf(lenient), true)).toMatchObject({ status: 0 });
  // The record, which was waited for, is written a moment before the execution ends.
  await settled(lenient, lenient);
  expect(lenient.log.at(-1)).toMatch(/^one\.jpg: kept/);
  expect((await run(targetOf(lenient), false)).text).toContain("0 photos rejected by other rules");
  await lenient.stop();
});
