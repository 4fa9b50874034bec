import { PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { StatesError } from "../states-error.ts";

/** A child as the result files have it: what DescribeExecution would answer, in other spelling. */
export type ChildResult = Record<string, unknown> & { Status: string };

/** Results per file. */
const AT_ONCE = 1000;

/**
 * Writes the children's results as a ResultWriter does: `<prefix>/<run>/SUCCEEDED_0.json`, …, and a manifest that
 * names them. Returns where that is.
 */
export async function writeResults(
  s3: S3Client,
  { Bucket, Prefix }: { Bucket: string; Prefix: string },
  { mapRunArn, id }: { mapRunArn: string; id: string },
  results: AsyncIterable<ChildResult>,
): Promise<{ Bucket: string; Key: string }> {
  const put = async (name: string, document: unknown) => {
    const Key = `${Prefix}/${id}/${name}`;
    const Body = JSON.stringify(document);
    const command = new PutObjectCommand({ Bucket, Key, Body, ContentType: "application/json" });
    await s3.send(command).catch((error: Error) => {
      throw new StatesError("States.ResultWriterFailed", error.message);
    });
    return { Key, Size: Buffer.byteLength(Body) };
  };
  const kinds = { FAILED: file("FAILED"), PENDING: file("PENDING"), SUCCEEDED: file("SUCCEEDED") };
  function file(kind: string) {
    const files: { Key: string; Size: number }[] = [];
    let held: ChildResult[] = [];
    const flush = async () => {
      if (held.length > 0) files.push(await put(`${kind}_${files.length}.json`, held));
      held = [];
    };
    const add = async (result: ChildResult) => {
      if (held.push(result) === AT_ONCE) await flush();
    };
    return { files, add, flush };
  }
  for await (const result of results) {
    await kinds[result.Status === "SUCCEEDED" ? "SUCCEEDED" : "FAILED"].add(result);
  }
  for (const { flush } of Object.values(kinds)) await flush();
  const ResultFiles = Object.fromEntries(Object.entries(kinds).map(([kind, { files }]) => [kind, files]));
  const { Key } = await put("manifest.json", {
    DestinationBucket: Bucket,
    MapRunArn: mapRunArn,
    ResultFiles,
  });
  return { Bucket, Key };
}
