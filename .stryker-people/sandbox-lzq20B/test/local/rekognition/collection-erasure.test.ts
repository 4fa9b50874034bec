// @ts-nocheck
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DESCRIPTOR_LENGTH } from "../../../local/faces/similarity.ts";
import { CollectionStore } from "../../../local/rekognition/collection-store.ts";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "collection-"));
});
afterEach(() => rm(root, { recursive: true }));

const face = (FaceId: string) => ({
  face: { FaceId, ExternalImageId: "photo", BoundingBox: { Left: 0.1, Top: 0.1, Width: 0.2, Height: 0.2 } },
  image: `image of ${FaceId}`,
  descriptor: Float32Array.from({ length: DESCRIPTOR_LENGTH + 1 }, (_, i) => i / 128),
});
const onDisk = async () =>
  (await Promise.all((await readdir(root)).map((file) => readFile(join(root, file), "utf8")))).join("");

async function withDeletedFace(): Promise<CollectionStore> {
  const store = await CollectionStore.open(root);
  await store.create("people", "lookalike-1");
  await store.index("people", [face("stays"), face("goes")]);
  expect(await store.deleteFaces("people", ["goes"])).toEqual(["goes"]);
  return store;
}

describe("a deleted face", () => {
  it("leaves the disk when the collection is closed", async () => {
    await (await withDeletedFace()).close();
    expect(await onDisk()).not.toContain("goes");
    const store = await CollectionStore.open(root);
    expect([...store.get("people").faces.values()].map(({ face }) => face.FaceId)).toEqual(["stays"]);
    expect(store.get("people").faces.get("stays")!.descriptor).toEqual(face("stays").descriptor);
    await store.close();
  });

  it("leaves the disk at the next start where the process was killed", async () => {
    await withDeletedFace();
    expect(await onDisk()).toContain("goes");
    const store = await CollectionStore.open(root);
    expect(await onDisk()).not.toContain("goes");
    expect(store.get("people").faceModelVersion).toBe("lookalike-1");
    await store.close();
  });
});
