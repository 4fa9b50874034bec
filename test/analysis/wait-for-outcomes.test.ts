import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sendPhoto } from "../../analysis/queue/send-photo.ts";
import { waitForOutcomes } from "../../analysis/upload/wait-for-outcomes.ts";
import { photoRecordKey, uploadKey } from "../../core/key-layout.ts";
import { objectCreated } from "../../core/photo-event.ts";
import { startLocalAws, type TestLocalAws } from "../local/with-local-aws.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

describe("waiting for an outcome", () => {
  let aws: TestLocalAws;
  beforeAll(async () => {
    // Nothing is let in: what the records say is said here.
    aws = await startLocalAws({ concurrency: 0 });
  });
  afterAll(() => aws.close());

  const plant = (name: string, etag: string, record: object) =>
    aws.s3.send(
      new PutObjectCommand({
        Bucket: aws.bucket,
        Key: `photos/${name}.json`,
        Body: JSON.stringify({ photo: `${name}.jpg`, etag, ...record }),
        Metadata: { etag },
      }),
    );

  it("is not satisfied by a record of other bytes, nor by one of an earlier time", async () => {
    await plant("a", "other", { outcome: "FAILED", message: "other bytes" });
    const { ETag } = await plant("b", "mine", { outcome: "FAILED", message: "yesterday" });
    const photos = [
      { photo: "a.jpg", etag: "mine" },
      { photo: "b.jpg", etag: "mine", earlierRecord: ETag! },
    ];
    const stopped = AbortSignal.timeout(500);
    expect(await waitForOutcomes(aws, photos, { signal: stopped })).toEqual({
      left: photos,
      failed: [],
      notKept: [],
    });

    await plant("a", "mine", { outcome: "DONE" });
    await plant("b", "mine", { outcome: "FAILED", message: "today" });
    expect(await waitForOutcomes(aws, photos)).toEqual({
      left: [],
      failed: [{ photo: "b.jpg", message: "today" }],
      notKept: [],
    });
  });

  it("tells how many are before it in the queue, and does not give up while they move", async () => {
    for (const key of ["1.jpg", "2.jpg", "3.jpg"]) {
      const event = objectCreated({ bucket: aws.bucket, key: uploadKey(key), etag: "e" });
      await sendPhoto(aws, { id: "test", ...event });
    }
    const notes = new Set<string>();
    const onProgress = (_done: number, _total: number, note: string) => notes.add(note);
    const waiting = waitForOutcomes(aws, [{ photo: "c.jpg", etag: "e" }], { onProgress, patience: 300 });
    await expect(waiting).rejects.toThrow("1 photo not processed, and nothing has moved");
    expect([...notes]).toEqual(["3 in the queue"]);
  });
});

it("upload --wait says which photo failed, and processes it when it is sent once the fault is gone", async () => {
  const folder = mkdtempSync(join(tmpdir(), "lookalike-wait-"));
  const fails = { module: new URL("../local/lambda/handlers.ts", import.meta.url).href, export: "fails" };
  const state = join(folder, "state");
  let aws = await startLocalAws({ state, handlers: { DetectFaces: fails } });
  try {
    const photo = sharp({ create: { width: 100, height: 100, channels: 3, background: "#c84" } });
    writeFileSync(join(folder, "alice.jpg"), await photo.jpeg().toBuffer());
    const upload = () =>
      new Promise<{ status: number; stderr: string }>((resolve) => {
        const args = [join(ROOT, "analysis/upload.ts"), "alice.jpg", "--wait", "--target", "local"];
        execFile(
          join(ROOT, "node_modules/.bin/tsx"),
          [...args, "--state", state],
          { cwd: folder },
          (error, _stdout, stderr) => resolve({ status: error ? Number(error.code) : 0, stderr }),
        );
      });
    const first = await upload();
    expect(first.stderr).toContain("1 photo: 1 sent");
    expect(first.stderr).toMatch(/^alice\.jpg: processing failed: /m);
    expect(first.status).toBe(1);
    expect(aws.log).toHaveLength(1);

    await aws.close();
    aws = await startLocalAws({ state });
    // It is sent again, not waited for in vain, nor believed to have failed already.
    const second = await upload();
    expect(second.stderr).toContain("1 photo: 1 sent");
    expect(second.stderr).not.toContain("failed");
    expect(second.stderr).toContain("alice.jpg  not kept: No face was found");
    expect(second.status).toBe(0);
    // Nor is it silent about what is known already.
    const third = await upload();
    expect(third.stderr).toMatch(
      /^1 photo: 0 sent, 1 already there\nalice\.jpg {2}not kept: No face was found$/m,
    );
    const { Body } = await aws.s3.send(
      new GetObjectCommand({ Bucket: aws.bucket, Key: photoRecordKey("alice") }),
    );
    expect(JSON.parse(await Body!.transformToString())).toMatchObject({
      outcome: "REJECTED",
      reason: "NoFaceError",
    });
  } finally {
    await aws.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
