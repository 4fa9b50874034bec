import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Face, paginateListFaces } from "@aws-sdk/client-rekognition";
import { GetObjectCommand, PutObjectCommand, paginateListObjectsV2 } from "@aws-sdk/client-s3";
import sharp from "sharp";
import { objectCreated, type StateInput } from "../../core/photo-event.ts";
import { handler as addToCollection } from "../../functions/add-to-collection.ts";
import type { Services } from "../../functions/clients.ts";
import { handler as detectFaces } from "../../functions/detect-faces.ts";
import { handler as errorDetected } from "../../functions/error-detected.ts";
import { handler as thumbnail } from "../../functions/thumbnail.ts";
import { openLocalAws } from "../../local/local-aws.ts";
import type { LocalAwsOptions } from "../../local/local-aws-options.ts";
import { type Intercept, watchedServices } from "./watched-services.ts";

const require = createRequire(import.meta.url);
/** A sample photo of the face-api package: real people, MIT. */
export const sample = (n: number) =>
  readFileSync(require.resolve(`@vladmandic/face-api/demo/sample${n}.jpg`));

let variants = 0;
/** The same picture in other bytes: a JPEG may have anything behind its end. */
export const variant = (jpeg: Buffer) => Buffer.concat([jpeg, Buffer.from(`variant ${++variants}`)]);

/** Three faces, of which one is too dark. */
export const people = await sharp(sample(1)).resize(720).jpeg().toBuffer();
export const nobody = await sharp({ create: { width: 320, height: 240, channels: 3, background: "#c84" } })
  .jpeg()
  .toBuffer();

export type Event = StateInput["event"];

/**
 * the local AWS with its own executions held back, so that a test runs the functions itself, one by one, with
 * calls it can watch, break or answer.
 */
export async function openHarness(options: Partial<LocalAwsOptions> = {}) {
  const state = mkdtempSync(join(tmpdir(), "harness-"));
  const aws = await openLocalAws({ state, concurrency: 0, ...options });
  const services = (intercept?: Intercept, changes: Partial<Services["settings"]> = {}): Services =>
    watchedServices(aws, intercept, changes);

  const plain = services();

  async function list(prefix: string): Promise<string[]> {
    const keys: string[] = [];
    const pages = paginateListObjectsV2({ client: plain.s3 }, { Bucket: aws.bucket, Prefix: prefix });
    for await (const { Contents = [] } of pages) keys.push(...Contents.map(({ Key }) => Key!));
    return keys;
  }

  return {
    aws,
    state,
    services,
    plain,
    list,
    async upload(photo: string, Body: Buffer): Promise<Event> {
      const key = `uploads/${photo}`;
      await plain.s3.send(new PutObjectCommand({ Bucket: aws.bucket, Key: key, Body }));
      const etag = createHash("md5").update(Body).digest("hex");
      return objectCreated({ bucket: aws.bucket, key, etag, size: Body.length });
    },
    async read<T>(key: string): Promise<T> {
      const { Body } = await plain.s3.send(new GetObjectCommand({ Bucket: aws.bucket, Key: key }));
      return JSON.parse((await Body!.transformToString()) || "null") as T;
    },
    async faces(): Promise<Face[]> {
      const faces: Face[] = [];
      const pages = paginateListFaces({ client: plain.rekognition }, { CollectionId: aws.collection });
      for await (const { Faces = [] } of pages) faces.push(...Faces);
      return faces;
    },
    async close() {
      await aws.close();
      rmSync(state, { recursive: true, force: true });
    },
  };
}

export type Harness = Awaited<ReturnType<typeof openHarness>>;

/** Thrown by a test in place of the process's death: no state catches it. */
export class Crash extends Error {}

/** The state machine's path through the functions, without its retries. */
export async function runStates(services: Services, event: Event, execution = "execution"): Promise<string> {
  const input: StateInput = { execution, event };
  try {
    for (const state of [detectFaces, addToCollection, thumbnail]) await state(input, undefined, services);
    return "DONE";
  } catch (error) {
    if (error instanceof Crash) throw error;
    const { name, message } = error as Error;
    const Cause = JSON.stringify({ errorType: name, errorMessage: message });
    const { outcome } = await errorDetected({ ...input, error: { Error: name, Cause } }, undefined, services);
    return outcome;
  }
}
