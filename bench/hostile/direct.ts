import { setTimeout as sleep } from "node:timers/promises";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { photoName, photoRecordKey, uploadKey } from "../../core/key-layout.ts";
import { LOCAL_NAME } from "../../core/local-name.ts";
import type { PhotoRecord } from "../../core/photo-record.ts";
import { startLocalAws } from "../abuse/local-aws-process.ts";
import type { HostileFile } from "./expect.ts";
import { type Became, complaint } from "./judge.ts";

/** Milliseconds in which at least one more photo ends. */
const PATIENCE = 5 * 60_000;

/** Puts the files into the bucket as any client of S3 would, and answers what became other than expected. */
export async function sendDirectly(state: string, files: HostileFile[]): Promise<string[]> {
  const aws = await startLocalAws(state);
  const s3 = new S3Client({
    endpoint: `http://127.0.0.1:${aws.port}`,
    region: "eu-west-1",
    credentials: { accessKeyId: "any", secretAccessKey: "any" },
    forcePathStyle: true,
  });
  try {
    for (const { name, bytes } of files)
      await s3.send(new PutObjectCommand({ Bucket: LOCAL_NAME, Key: uploadKey(String(name)), Body: bytes }));
    const wrong: string[] = [];
    for (const { name, expected } of files) {
      const became = await outcomeOf(s3, String(name));
      const complaintOf = complaint(String(name), expected.direct ?? expected, became, "");
      if (complaintOf !== undefined) wrong.push(complaintOf);
    }
    return wrong;
  } finally {
    s3.destroy();
    await aws.stop();
  }
}

async function outcomeOf(s3: S3Client, photo: string): Promise<Became | undefined> {
  const Key = photoRecordKey(photoName(photo));
  const until = Date.now() + PATIENCE;
  while (Date.now() < until) {
    const found = await s3.send(new GetObjectCommand({ Bucket: LOCAL_NAME, Key })).catch(() => undefined);
    if (found) {
      const record = JSON.parse(await found.Body!.transformToString()) as PhotoRecord;
      return { status: record.outcome, reason: record.reason ?? null, message: record.message ?? null };
    }
    await sleep(200);
  }
  return undefined;
}
