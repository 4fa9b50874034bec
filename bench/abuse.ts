import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { S3Client } from "@aws-sdk/client-s3";
import { ATTACKS } from "./abuse/attacks.ts";
import { startLocalAws } from "./abuse/local-aws-process.ts";

const megabytes = (bytes: number) => (Number.isNaN(bytes) ? "?" : String(Math.round(bytes / 2 ** 20)));

/**
 * Clients that are too many, too large, too slow or broken, against the local AWS in a process of its own: what
 * they are answered, how much memory it takes, and whether anything is left behind. Ends with status 1 when a wrong
 * answer came, the server ended, or a file lies where none may.
 */
export async function run(): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), "lookalike-abuse-"));
  const state = join(root, "above", "state");
  mkdirSync(state, { recursive: true });
  const aws = await startLocalAws(state);
  const credentials = { accessKeyId: "any", secretAccessKey: "any" };
  const endpoint = `http://127.0.0.1:${aws.port}`;
  const s3 = new S3Client({
    endpoint,
    region: "eu-west-1",
    credentials,
    forcePathStyle: true,
    maxAttempts: 1,
  });
  try {
    console.log(`at rest: ${megabytes(aws.peakMemory())} MB\n`);
    console.log("| what | answered | s | peak MB |\n|---|---|---|---|");
    for (const { name, run } of ATTACKS) {
      const began = performance.now();
      const outcome = await run(aws.port, s3).catch((error: unknown) => {
        process.exitCode = 1;
        return `WRONG: ${String(error)}`;
      });
      const seconds = Math.round((performance.now() - began) / 1000);
      console.log(`| ${name} | ${outcome} | ${seconds} | ${megabytes(aws.peakMemory())} |`);
      if (aws.hasEnded()) throw new Error(`"${name}" ended the local AWS`);
    }
    const left = readdirSync(join(state, "s3", "lookalike", "tmp"));
    const outside = [
      ...readdirSync(root),
      ...readdirSync(join(root, "above")),
      ...readdirSync(join(state, "s3")),
    ];
    console.log(`\nleft in tmp: ${left.length}; around the buckets' folder: ${outside.join(", ")}`);
    if (left.length > 0 || outside.join() !== "above,state,lookalike") process.exitCode = 1;
  } finally {
    s3.destroy();
    await aws.stop();
    rmSync(root, { recursive: true, force: true });
  }
}
