import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openAppendLog } from "../../local/common/append-log.ts";
import { LocalAwsError } from "../../local/common/local-aws-error.ts";
import { openDynalite } from "../../local/dynamodb/dynalite.ts";
import { openS3 } from "../../local/s3/server.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** What is damaged on the disk is told in a sentence, without a stack: what it is, where, and what to do. */
async function complaintOf(opening: Promise<unknown>): Promise<string> {
  const error = await opening.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(error).toBeInstanceOf(LocalAwsError);
  return (error as LocalAwsError).message;
}

it("names the damaged line of a log", async () => {
  const file = join(await temporaryFolder(), "index.ndjson");
  await writeFile(file, "1\n{garbage\n");
  expect(await complaintOf(openAppendLog(file, { onEntry: () => {} }))).toBe(
    `Line 2 of ${file} is not JSON: "{garbage". Repair or remove that line.`,
  );
});

it("names the table that cannot be opened", async () => {
  const root = await temporaryFolder();
  await writeFile(join(root, "CURRENT"), "garbage");
  expect(await complaintOf(openDynalite(root))).toMatch(
    /^The table in \S+ cannot be opened \(.+\)\. Restore that folder, or choose another with --state DIR\.$/,
  );
});

it("names the damaged line of a bucket's journal, rather than lose its object", async () => {
  const root = await temporaryFolder();
  const bucket = join(root, "photos");
  await mkdir(bucket);
  await writeFile(join(bucket, "bucket.json"), JSON.stringify({ created: new Date() }));
  const journal = join(bucket, "objects.jsonl");
  await writeFile(journal, '{"delete":"a"}\n{"put":garbage\n{"delete":"b"}\n');
  expect(await complaintOf(openS3({ root }))).toContain(`Line 2 of ${journal} is not JSON`);
  // What a killed process has half written was never answered.
  await writeFile(journal, '{"delete":"a"}\n{"put":gar');
  await (await openS3({ root })).close();
});

it("names the bucket's damaged description, and what it should be like", async () => {
  const root = await temporaryFolder();
  const file = join(root, "photos", "bucket.json");
  await mkdir(join(root, "photos"));
  await writeFile(file, "{");
  expect(await complaintOf(openS3({ root }))).toMatch(
    /bucket\.json is damaged .+ Write it again, such as \{"created"/,
  );
});
