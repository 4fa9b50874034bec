import { createHash } from "node:crypto";
import type { DetectFacesResponse, FaceDetail } from "@aws-sdk/client-rekognition";
import {
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  HeadObjectCommand,
  PutObjectCommand,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { GetCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import sharp from "sharp";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { objectCreated } from "../../core/photo-event.ts";
import type { PhotoRecord } from "../../core/photo-record.ts";
import { DEFAULT_REQUIREMENTS, faceSide, sizeOf } from "../../core/requirements.ts";
import { output } from "../../functions/log.ts";
import { type Event, type Harness, nobody, openHarness, people, runStates, variant } from "./harness.ts";
import type { Intercept } from "./watched-services.ts";

// One file, since one local AWS serves all of these; each more takes seconds to start.
const tiny = await sharp(people).resize(40, 40).jpeg().toBuffer();

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());
afterEach(() => vi.restoreAllMocks());

const record = (name: string) => harness.read<PhotoRecord>(`photos/${name}.json`);
const facesOf = async ({ detail }: Event) =>
  (await harness.faces()).filter(({ ExternalImageId }) => ExternalImageId === detail.object.etag);

/** Counts the calls of each kind. */
function counting() {
  const calls: Record<string, number> = {};
  const intercept: Intercept = (command, _input, call) => {
    calls[command] = (calls[command] ?? 0) + 1;
    return call();
  };
  return { calls, services: harness.services(intercept) };
}

/** Fails the first calls of a kind as AWS would. */
function failing(command: string, name: string, times = Number.POSITIVE_INFINITY) {
  let left = times;
  return harness.services(async (called, _input, call) => {
    if (called !== command || left-- <= 0) return call();
    throw Object.assign(new Error(`made to fail: ${name}`), { name, $metadata: { httpStatusCode: 400 } });
  });
}

describe("keys", () => {
  it.each(["a b+c.jpg", "été.jpg", "100%25.jpg", "a&b=c?.jpg", "quote\"'.jpg", "日本/写真.jpg"])(
    "are read as they are: %s",
    async (photo) => {
      const bytes = variant(people);
      const event = await harness.upload(photo, bytes);
      expect(await runStates(harness.plain, event)).toBe("DONE");
      const { photo: named, contentSha256 } = await record(photo.replace(/\.jpg$/, ""));
      expect(named).toBe(photo);
      expect(contentSha256).toBe(createHash("sha256").update(bytes).digest("hex"));
    },
  );

  it("that share a basename have results of their own", async () => {
    const names = { "a/x.jpg": "a/x", "b/x.jpg": "b/x", "x.png": "x.png", "x.jpg": "x" };
    for (const photo of Object.keys(names)) {
      const bytes = photo.endsWith("png") ? await sharp(people).png().toBuffer() : variant(people);
      await runStates(harness.plain, await harness.upload(photo, bytes));
    }
    for (const [photo, name] of Object.entries(names)) expect((await record(name)).photo).toBe(photo);
  });
});

describe("the same event", () => {
  it("three times at once, and again later, is analysed once", async () => {
    const event = await harness.upload("thrice.jpg", variant(people));
    const { calls, services } = counting();
    const until = async (execution: string): Promise<string> => {
      const ended = await runStates(services, event, execution);
      // What the state machine's Retry does about PhotoBusyError.
      return ended === "FAILED" ? until(execution) : ended;
    };
    expect((await Promise.all(["1", "2", "3"].map(until))).sort()).toEqual([
      "DONE",
      "DUPLICATE",
      "DUPLICATE",
    ]);
    expect(await runStates(services, event, "4")).toBe("DUPLICATE");
    expect(calls).toMatchObject({ DetectFaces: 1, IndexFaces: 1 });
    expect(await facesOf(event)).toHaveLength(2);
    expect(await record("thrice")).toMatchObject({ outcome: "DONE", keptFaces: 2 });
  });
});

describe("the same bytes", () => {
  it("under another name are a duplicate that names its original", async () => {
    const bytes = variant(people);
    await runStates(harness.plain, await harness.upload("first.jpg", bytes));
    expect(await runStates(harness.plain, await harness.upload("second.jpg", bytes), "other")).toBe(
      "DUPLICATE",
    );
    expect(await record("second")).toMatchObject({ outcome: "DUPLICATE", duplicateOf: "first.jpg" });
    expect(await record("first")).toMatchObject({ outcome: "DONE" });
  });

  it("under another ETag, as multipart uploads have, are a duplicate too", async () => {
    const bytes = variant(people);
    const single = await harness.upload("single.jpg", bytes);
    expect(await runStates(harness.plain, single)).toBe("DONE");
    const { calls, services } = counting();
    expect(await runStates(services, await uploadInParts("parts.jpg", bytes), "other")).toBe("DUPLICATE");
    expect(calls.DetectFaces).toBeUndefined();
    expect(await record("parts")).toMatchObject({ outcome: "DUPLICATE", duplicateOf: "single.jpg" });
  });
});

async function uploadInParts(photo: string, body: Buffer): Promise<Event> {
  const location = { Bucket: harness.aws.bucket, Key: `uploads/${photo}` };
  const { s3 } = harness.plain;
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand(location));
  const part = await s3.send(new UploadPartCommand({ ...location, UploadId, PartNumber: 1, Body: body }));
  const MultipartUpload = { Parts: [{ PartNumber: 1, ETag: part.ETag }] };
  const { ETag } = await s3.send(
    new CompleteMultipartUploadCommand({ ...location, UploadId, MultipartUpload }),
  );
  const { Bucket: bucket, Key: key } = location;
  return objectCreated({ bucket, key, etag: ETag!, size: body.length });
}

describe("a photo that is overwritten", () => {
  it("before it is read is left to the newer photo's event", async () => {
    const older = await harness.upload("fresh.jpg", variant(people));
    const newer = await harness.upload("fresh.jpg", variant(people));
    expect(await runStates(harness.plain, older, "older")).toBe("SUPERSEDED");
    expect(await facesOf(older)).toEqual([]);
    expect(await runStates(harness.plain, newer, "newer")).toBe("DONE");
    expect(await record("fresh")).toMatchObject({ outcome: "DONE", etag: newer.detail.object.etag });
  });

  it.each(["DetectFaces", "IndexFaces"])(
    "while %s looks at it leaves nothing of the older one",
    async (moment) => {
      const photo = `during-${moment}.jpg`;
      const older = await harness.upload(photo, variant(people));
      let newer: Event | undefined;
      const services = harness.services(async (command, _input, call) => {
        if (command === moment) newer ??= await harness.upload(photo, variant(people));
        return call();
      });
      expect(await runStates(services, older, "older")).toBe("SUPERSEDED");
      expect(await facesOf(older)).toEqual([]);
      expect(await runStates(harness.plain, newer!, "newer")).toBe("DONE");
      expect(await facesOf(newer!)).toHaveLength(2);
    },
  );

  it("after it was kept loses its faces and thumbnails to the newer one", async () => {
    const older = await harness.upload("edited.jpg", variant(people));
    await runStates(harness.plain, older, "older");
    const old = (await facesOf(older)).map(({ FaceId }) => `thumbnails/${FaceId}.jpg`);
    const newer = await harness.upload("edited.jpg", variant(people));
    expect(await runStates(harness.plain, newer, "newer")).toBe("DONE");
    expect(await facesOf(older)).toEqual([]);
    expect(await facesOf(newer)).toHaveLength(2);
    const thumbnails = await harness.list("thumbnails/");
    expect(old.filter((key) => thumbnails.includes(key))).toEqual([]);
  });

  it("while it is being rejected keeps the newer one", async () => {
    const older = await harness.upload("swap.jpg", variant(nobody));
    const newerBytes = variant(people);
    const services = harness.services(async (command, _input, call) => {
      if (command === "CopyObject") await harness.upload("swap.jpg", newerBytes);
      return call();
    });
    expect(await runStates(services, older, "older")).toBe("REJECTED");
    expect(await harness.list("uploads/swap.jpg")).toEqual(["uploads/swap.jpg"]);
  });

  it("between the copy and the deletion keeps the newer one", async () => {
    const older = await harness.upload("swap2.jpg", variant(nobody));
    const services = harness.services(async (command, input, call) => {
      if (command === "DeleteObject" && input.Key === "uploads/swap2.jpg") {
        await harness.upload("swap2.jpg", variant(people));
      }
      return call();
    });
    await runStates(services, older, "older");
    expect(await harness.list("uploads/swap2.jpg")).toEqual(["uploads/swap2.jpg"]);
  });
});

describe("what is no photo", () => {
  it.each([
    ["folder/", Buffer.alloc(0), "EmptyFileError"],
    ["empty.jpg", Buffer.alloc(0), "EmptyFileError"],
    ["huge.jpg", Buffer.alloc(15 * 1024 * 1024 + 1, 1), "ImageTooLargeError"],
    ["text.jpg", Buffer.from("words"), "ImageFormatError"],
    ["phone.heic", Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic", "latin1"), "ImageFormatError"],
    ["tiny.jpg", tiny, "ImageTooSmallError"],
    ["cut.jpg", people.subarray(0, people.length / 2), "DamagedImageError"],
  ])("is rejected with a reason and without a paid call: %s", async (photo, bytes, reason) => {
    const event = await harness.upload(photo, bytes);
    const { calls, services } = counting();
    expect(await runStates(services, event)).toBe("REJECTED");
    expect(calls.DetectFaces ?? calls.IndexFaces).toBeUndefined();
    const name = photo.replace(/\.jpg$/, "");
    const documents = await harness.list(`photos/${name}`);
    expect(await harness.read(documents[0]!)).toMatchObject({ outcome: "REJECTED", reason });
  });
});

describe("a rejected photo", () => {
  it("leaves uploads, and is rejected again for nothing when it comes back", async () => {
    const bytes = variant(nobody);
    for (const paid of [1, undefined]) {
      const event = await harness.upload("squirrel.jpg", bytes);
      const { calls, services } = counting();
      expect(await runStates(services, event, `run ${paid}`)).toBe("REJECTED");
      expect(calls.DetectFaces).toBe(paid);
      expect(await harness.list("uploads/squirrel.jpg")).toEqual([]);
      expect(await harness.list("rejected/NoFaceError/squirrel.jpg")).toHaveLength(1);
    }
  });

  it("is deleted where that is wanted", async () => {
    const event = await harness.upload("gone.jpg", variant(nobody));
    const services = harness.services(undefined, { rejected: "delete" });
    expect(await runStates(services, event)).toBe("REJECTED");
    expect(await harness.list("uploads/gone.jpg")).toEqual([]);
    expect(await harness.list("rejected/NoFaceError/gone.jpg")).toEqual([]);
  });

  it("keeps the faces that are large enough, and says so where none is", async () => {
    const rules = (minFace: number) => ({
      rulesVersion: `${minFace}`,
      requirements: { ...DEFAULT_REQUIREMENTS, minFace },
    });
    expect(await runStates(harness.services(), await harness.upload("all.jpg", variant(people)))).toBe(
      "DONE",
    );
    const { FaceDetails = [] } = await harness.read<DetectFacesResponse>("detect-faces/all.json");
    const { width, height } = await record("all");
    const sides = FaceDetails.map((face) => faceSide(face, sizeOf(width, height))!).sort((a, b) => b - a);
    const few = harness.services(undefined, rules(Math.floor(sides[0]!)));
    expect(await runStates(few, await harness.upload("few.jpg", variant(people)))).toBe("DONE");
    expect(await harness.read("keep-faces/few.json")).toHaveLength(1);
    const none = harness.services(undefined, rules(Math.ceil(sides[0]!) + 1));
    expect(await runStates(none, await harness.upload("none.jpg", variant(people)))).toBe("REJECTED");
    expect((await record("none")).message).toMatch(/^None of \d faces is good enough: too small/);
  });

  it("is judged again under other rules, by the answer that was paid for", async () => {
    const bytes = variant(people);
    const strict = {
      rulesVersion: "strict",
      requirements: { ...DEFAULT_REQUIREMENTS, minBrightness: 99 },
    };
    const event = await harness.upload("rules.jpg", bytes);
    expect(await runStates(harness.services(undefined, strict), event, "strict")).toBe("REJECTED");
    expect(await record("rules")).toMatchObject({ reason: "FaceRequirementError" });
    const { calls, services } = counting();
    expect(await runStates(services, await harness.upload("rules.jpg", bytes), "lenient")).toBe("DONE");
    expect(calls.DetectFaces).toBeUndefined();
  });
});

describe("a fault", () => {
  it.each(["AccessDeniedException", "TypeError"])("ends FAILED, never in silence: %s", async (name) => {
    const event = await harness.upload(`fault-${name}.jpg`, variant(people));
    expect(await runStates(failing("DetectFaces", name), event, "first")).toBe("FAILED");
    expect(await record(`fault-${name}`)).toMatchObject({ outcome: "FAILED", reason: name });
    // And the photo is not blocked by it.
    expect(await runStates(harness.plain, event, "second")).toBe("DONE");
    expect(await record(`fault-${name}`)).toMatchObject({ outcome: "DONE" });
  });
});

describe("IndexFaces again", () => {
  it.each([false, true])(
    "after its answer was lost leaves no orphan face (new FaceIds: %s)",
    async (freshFaceIds) => {
      const other = await openHarness({ freshFaceIds });
      try {
        const event = await other.upload("lost.jpg", variant(people));
        let lost = false;
        const losing = other.services(async (command, _input, call) => {
          const output = await call();
          if (command !== "IndexFaces" || lost) return output;
          lost = true;
          throw Object.assign(new Error("the connection broke"), { name: "TimeoutError" });
        });
        const count = async () => (await other.faces()).length;
        // Lambda's retry: the same execution, the state again.
        expect(await runStates(losing, event)).toBe("FAILED");
        expect(await count()).toBe(3);
        expect(await runStates(losing, event)).toBe("DONE");
        expect(await count()).toBe(2);
        const kept = await other.read<{ FaceId: string }[]>("keep-faces/lost.json");
        expect((await other.faces()).map(({ FaceId }) => FaceId).sort()).toEqual(
          kept.map(({ FaceId }) => FaceId).sort(),
        );
      } finally {
        await other.close();
      }
    },
  );

  it("by the SDK itself leaves no orphan face", async () => {
    const other = await openHarness({ freshFaceIds: true });
    try {
      const event = await other.upload("twice.jpg", variant(people));
      const services = other.services(async (command, _input, call) => {
        if (command !== "IndexFaces") return call();
        await call();
        const answer = (await call()) as { output: { $metadata: { attempts: number } } };
        answer.output.$metadata.attempts = 2;
        return answer;
      });
      expect(await runStates(services, event)).toBe("DONE");
      expect(await other.faces()).toHaveLength(2);
    } finally {
      await other.close();
    }
  });
});

describe("a face that fails the requirements", () => {
  it("is out of the collection when its deletion had to be retried", async () => {
    const event = await harness.upload("partial.jpg", variant(people));
    let refused = false;
    const services = harness.services(async (command, input, call) => {
      if (command !== "DeleteFaces" || refused) return call();
      refused = true;
      const UnsuccessfulFaceDeletions = (input.FaceIds as string[]).map((FaceId) => ({
        FaceId,
        Reasons: ["ASSOCIATED_TO_AN_EXISTING_USER"],
      }));
      return { output: { $metadata: {}, DeletedFaces: [], UnsuccessfulFaceDeletions } };
    });
    expect(await runStates(services, event)).toBe("FAILED");
    expect(await record("partial")).toMatchObject({ reason: "FaceDeletionError" });
    expect(await runStates(services, event)).toBe("DONE");
    expect(await facesOf(event)).toHaveLength(2);
  });

  it("that Rekognition does not index is said to be left out", async () => {
    const event = await harness.upload("unindexed.jpg", variant(people));
    const services = harness.services((command, _input, call) =>
      command === "IndexFaces"
        ? Promise.resolve({
            output: { $metadata: {}, FaceRecords: [], UnindexedFaces: [{ Reasons: ["LOW_SHARPNESS"] }] },
          })
        : call(),
    );
    expect(await runStates(services, event)).toBe("REJECTED");
    expect((await record("unindexed")).message).toContain("LOW_SHARPNESS");
  });
});

describe("a hundred faces", () => {
  const box = (i: number) => ({
    Left: (i % 10) / 10,
    Top: Math.floor(i / 10) / 10,
    Width: 0.08,
    Height: 0.08,
  });
  const details: FaceDetail[] = Array.from({ length: 100 }, (_, i) => ({
    BoundingBox: box(i),
    AgeRange: { Low: 20, High: 30 },
    Quality: { Brightness: 80, Sharpness: 80 },
    Confidence: 99,
    Landmarks: Array.from({ length: 30 }, () => ({ Type: "nose", X: 0.5, Y: 0.5 })),
  }));
  const answers: Record<string, object> = {
    DetectFaces: { FaceDetails: details },
    IndexFaces: {
      FaceRecords: details.map((FaceDetail, i) => ({
        Face: { FaceId: `00000000-0000-4000-8000-${String(i).padStart(12, "0")}`, BoundingBox: box(i) },
        FaceDetail,
      })),
    },
  };

  it("make a small item and a hundred thumbnails, and no biometric data in the logs", async () => {
    const lines: string[] = [];
    vi.spyOn(output, "write").mockImplementation((line) => lines.push(line));
    const event = await harness.upload("crowd.jpg", variant(people));
    const services = harness.services((command, _input, call) =>
      answers[command] ? Promise.resolve({ output: { $metadata: {}, ...answers[command] } }) : call(),
    );
    expect(await runStates(services, event)).toBe("DONE");
    expect((await harness.list("thumbnails/00000000-0000-4000-8000-")).length).toBe(100);
    const { Item } = await harness.plain.dynamodb.send(
      new GetCommand({ TableName: harness.aws.table, Key: { Etag: event.detail.object.etag } }),
    );
    expect(JSON.stringify(Item).length).toBeLessThan(2048);
    expect(lines).toHaveLength(3);
    expect(lines.join("")).not.toMatch(/BoundingBox|Landmark|Left|Width|Quality|AgeRange|crowd/);
  });
});

describe("the table", () => {
  it("holds references and counts only, for every photo of this file", async () => {
    const { Items = [] } = await harness.plain.dynamodb.send(
      new ScanCommand({ TableName: harness.aws.table }),
    );
    expect(Items.length).toBeGreaterThan(20);
    for (const item of Items) {
      expect(JSON.stringify(item).length).toBeLessThan(2048);
      expect(JSON.stringify(item)).not.toMatch(/BoundingBox|Landmark|AgeRange/);
    }
  });
});

describe("a photo of another bucket", () => {
  it("is analysed where it lies, and a rejected one stays there", async () => {
    const { s3 } = harness.plain;
    await s3.send(new CreateBucketCommand({ Bucket: "holiday" }));
    const bytes = variant(nobody);
    await s3.send(new PutObjectCommand({ Bucket: "holiday", Key: "2019/x.jpg", Body: bytes }));
    const etag = createHash("md5").update(bytes).digest("hex");
    const event = objectCreated({ bucket: "holiday", key: "2019/x.jpg", etag });
    expect(await runStates(harness.plain, event)).toBe("REJECTED");
    expect(await record("@holiday/2019/x")).toMatchObject({ bucket: "holiday", reason: "NoFaceError" });
    await expect(
      s3.send(new HeadObjectCommand({ Bucket: "holiday", Key: "2019/x.jpg" })),
    ).resolves.toBeDefined();
  });
});
