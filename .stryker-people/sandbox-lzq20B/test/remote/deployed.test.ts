// @ts-nocheck
import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  DeleteFacesCommand,
  DescribeCollectionCommand,
  SearchFacesCommand,
} from "@aws-sdk/client-rekognition";
import {
  DeleteObjectCommand,
  GetBucketEncryptionCommand,
  GetObjectCommand,
  GetPublicAccessBlockCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { DescribeStateMachineCommand } from "@aws-sdk/client-sfn";
import { DeleteCommand, GetCommand } from "@aws-sdk/lib-dynamodb";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { isDeployed } from "../../analysis/target/deployments.ts";
import { type Target, withTarget } from "../../analysis/target/target.ts";
import {
  detectFacesKey,
  indexFacesKey,
  keepFacesKey,
  photoName,
  photoRecordKey,
  thumbnailKey,
} from "../../core/key-layout.ts";
import type { PhotoRecord } from "../../core/photo-record.ts";

const isWanted = process.env.REMOTE === "1";
/** Generous for a cold start of four functions. */
const PATIENCE_MS = 120_000;

/**
 * One photo through the deployed stack. Costs about $0.003: one DetectFaces, one IndexFaces, one SearchFaces.
 * `REMOTE=1 npm run test:remote`, after `npm run deploy`.
 */
describe.skipIf(!isWanted)("the deployed stack (needs REMOTE=1 and a deployment)", () => {
  const onTarget = <T>(use: (target: Target) => Promise<T>) =>
    withTarget(
      {
        target: process.env.REMOTE_TARGET === "local" ? "local" : "aws",
        stack: process.env.REMOTE_STACK,
        state: process.env.REMOTE_STATE ?? ".local",
      },
      use,
    );

  it("has outputs to find it by", () => {
    expect(isDeployed() || process.env.REMOTE_TARGET === "local").toBe(true);
  });

  it("answers for its bucket, collection and state machine, with the protections of the template", async () => {
    await onTarget(async ({ kind, s3, rekognition, stepFunctions, bucket, collection, stateMachineArn }) => {
      const { FaceModelVersion } = await rekognition.send(
        new DescribeCollectionCommand({ CollectionId: collection }),
      );
      expect(FaceModelVersion).toMatch(/\S/);
      const machine = await stepFunctions.send(new DescribeStateMachineCommand({ stateMachineArn }));
      expect(Object.keys(JSON.parse(machine.definition!).States)).toContain("AddToCollection");
      if (kind === "local") return;
      const { PublicAccessBlockConfiguration } = await s3.send(
        new GetPublicAccessBlockCommand({ Bucket: bucket }),
      );
      expect(Object.values(PublicAccessBlockConfiguration!)).toEqual([true, true, true, true]);
      const encryption = await s3.send(new GetBucketEncryptionCommand({ Bucket: bucket }));
      expect(JSON.stringify(encryption)).toContain("AES256");
    });
  });

  it("takes a photo all the way to its thumbnails, finds its face, and keeps nothing of it afterwards", {
    timeout: 3 * PATIENCE_MS,
  }, async () => {
    await onTarget(async (target) => {
      const photo = `remote-test ${randomUUID()}.jpg`;
      const { bytes, etag } = await upload(target, photo);
      let faces: string[] = [];
      try {
        const record = await outcome(target, photo);
        expect(record).toMatchObject({ outcome: "DONE", photo, etag, bytes: bytes.length });
        expect(record.calls).toMatchObject({ IndexFaces: 1 });
        const { Item } = await target.dynamodb.send(
          new GetCommand({ TableName: target.table, Key: { Etag: etag } }),
        );
        expect(Item?.Status).toBe("DONE");

        faces = await keptFaces(target, photo);
        expect(faces.length).toBe(record.keptFaces);
        for (const FaceId of faces) {
          const { Body } = await read(target, thumbnailKey(FaceId));
          const { format, width } = await sharp(await Body!.transformToByteArray()).metadata();
          expect([format, (width ?? 0) > 10]).toEqual(["jpeg", true]);
        }
        const search = { CollectionId: target.collection, FaceId: faces[0], FaceMatchThreshold: 0 };
        const { FaceMatches } = await target.rekognition.send(new SearchFacesCommand(search));
        expect(FaceMatches).toBeDefined();
      } finally {
        await erase(target, photo, etag);
      }
      const search = new SearchFacesCommand({ CollectionId: target.collection, FaceId: faces[0] });
      await expect(target.rekognition.send(search)).rejects.toThrow();
      await expect(read(target, photoRecordKey(photoName(photo)))).rejects.toThrow();
    });
  });
});

/** A photo with faces that comes with an installed package, with a pixel of its own so that no other has its bytes. */
async function upload({ s3, bucket }: Target, photo: string): Promise<{ bytes: Buffer; etag: string }> {
  const samples = join(
    dirname(createRequire(import.meta.url).resolve("@vladmandic/face-api/package.json")),
    "demo",
  );
  const sample = readdirSync(samples).find((file) => file.endsWith(".jpg"))!;
  const bytes = await sharp(readFileSync(join(samples, sample)))
    .withExifMerge({ IFD0: { ImageDescription: photo } })
    .jpeg({ quality: 92 })
    .toBuffer();
  const { ETag = "" } = await s3.send(
    new PutObjectCommand({ Bucket: bucket, Key: `uploads/${photo}`, Body: bytes }),
  );
  return { bytes, etag: ETag.replaceAll('"', "") };
}

const read = ({ s3, bucket }: Target, Key: string) => s3.send(new GetObjectCommand({ Bucket: bucket, Key }));

async function outcome(target: Target, photo: string): Promise<PhotoRecord> {
  const Key = photoRecordKey(photoName(photo));
  for (const since = Date.now(); Date.now() - since < PATIENCE_MS; await sleep(500)) {
    const found = await target.s3
      .send(new HeadObjectCommand({ Bucket: target.bucket, Key }))
      .catch(() => undefined);
    if (!found) continue;
    const { Body } = await read(target, Key);
    return JSON.parse(await Body!.transformToString()) as PhotoRecord;
  }
  throw new Error(`No outcome of ${photo} within ${PATIENCE_MS / 1000} s: see its execution`);
}

async function keptFaces(target: Target, photo: string): Promise<string[]> {
  const { Body } = await read(target, keepFacesKey(photoName(photo)));
  const faces = JSON.parse(await Body!.transformToString()) as { FaceId: string }[];
  return faces.map(({ FaceId }) => FaceId);
}

/** Every version of everything that the photo left, its faces, and its items. */
async function erase(target: Target, photo: string, etag: string): Promise<void> {
  const { dynamodb, rekognition, table, collection } = target;
  const name = photoName(photo);
  const indexed = await read(target, indexFacesKey(name)).catch(() => undefined);
  const text = (await indexed?.Body?.transformToString()) ?? "{}";
  const { FaceRecords = [] } = JSON.parse(text) as { FaceRecords?: { Face: { FaceId: string } }[] };
  const FaceIds = FaceRecords.map(({ Face }) => Face.FaceId);
  if (FaceIds.length > 0)
    await rekognition.send(new DeleteFacesCommand({ CollectionId: collection, FaceIds }));
  const documents = [detectFacesKey, indexFacesKey, keepFacesKey, photoRecordKey].map((key) => key(name));
  for (const Key of [`uploads/${photo}`, ...documents, ...FaceIds.map(thumbnailKey)]) {
    await eraseVersions(target, Key);
  }
  const { Item } = await dynamodb.send(new GetCommand({ TableName: table, Key: { Etag: etag } }));
  for (const Etag of [etag, `name:${name}`, `sha256:${Item?.ContentSha256}`]) {
    await dynamodb.send(new DeleteCommand({ TableName: table, Key: { Etag } }));
  }
}

async function eraseVersions({ kind, s3, bucket }: Target, Key: string): Promise<void> {
  if (kind === "local") {
    await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
    return;
  }
  const { Versions = [], DeleteMarkers = [] } = await s3.send(
    new ListObjectVersionsCommand({ Bucket: bucket, Prefix: Key }),
  );
  for (const { VersionId } of [...Versions, ...DeleteMarkers].filter((version) => version.Key === Key)) {
    await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key, VersionId }));
  }
}
