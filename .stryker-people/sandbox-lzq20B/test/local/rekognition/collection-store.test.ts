// @ts-nocheck
import { randomUUID } from "node:crypto";
import { appendFile, cp, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DESCRIPTOR_LENGTH } from "../../../local/faces/similarity.ts";
import type { Collection, StoredFace } from "../../../local/rekognition/collection.ts";
import { CollectionStore } from "../../../local/rekognition/collection-store.ts";
import { temporaryFolder } from "../temporary-folder.ts";

/** With the doubt behind it. */
const LENGTH = DESCRIPTOR_LENGTH + 1;

/** Numbers that look random and are the same every time (a linear congruential generator). */
function numbers(seed: number) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function faceOf(next: () => number, fields: object = {}): StoredFace {
  const descriptor = Float32Array.from({ length: LENGTH }, () => (next() - 0.5) / 5);
  const BoundingBox = { Left: next(), Top: next(), Width: next(), Height: next() };
  return { face: { FaceId: randomUUID(), BoundingBox, ...fields }, image: "sha", descriptor };
}

it("keeps faces, with descriptors to the last bit, through close and open", async () => {
  const root = await temporaryFolder();
  const store = await CollectionStore.open(root);
  const next = numbers(1);
  const faces = [faceOf(next), faceOf(next, { ExternalImageId: "x" }), faceOf(next)];
  for (const id of ["a", "A"]) await store.create(id, "1.0");
  await store.index("a", faces);
  await store.deleteFaces("a", [faces[0]!.face.FaceId]);
  await store.delete("A");
  await store.close();

  const again = await CollectionStore.open(root);
  expect(again.ids()).toEqual(["a"]);
  expect([...again.get("a").faces.values()]).toEqual(faces.slice(1));
  expect(again.get("a").faceModelVersion).toBe("1.0");
  await again.close();
});

it("keeps users and their faces through close, open and a new model version", async () => {
  const root = await temporaryFolder();
  const next = numbers(5);
  const faces = [faceOf(next), faceOf(next), faceOf(next)];
  const [a, b, c] = faces.map(({ face }) => face.FaceId) as [string, string, string];
  const store = await CollectionStore.open(root);
  await store.create("c", "1.0");
  await store.index("c", faces);
  for (const id of ["anna", "berta", "gone"]) await store.createUser("c", id);
  await store.associate("c", "anna", [a, b]);
  await store.associate("c", "gone", [c]);
  await store.disassociate("c", [b]);
  await store.deleteUser("c", "gone");
  const told = ({ users }: Collection) =>
    Object.fromEntries(users.ids().map((id) => [id, [...users.facesOf(id)]]));
  // As if killed now; what the second opening reads was written by the first.
  const killed = await temporaryFolder();
  await cp(root, killed, { recursive: true });
  await store.close();
  for (let i = 0; i < 2; i++) {
    const again = await CollectionStore.open(killed);
    expect(told(again.get("c"))).toEqual({ anna: [a], berta: [] });
    await again.close();
  }
  const [file] = await readdir(killed);
  expect(await readFile(join(killed, file!), "utf8")).not.toContain("gone");

  const third = await CollectionStore.open(killed);
  await third.disassociate("c", [a]);
  await third.deleteFaces("c", [a, b, c]);
  await third.restart("c", "2.0");
  await third.close();
  const fourth = await CollectionStore.open(killed);
  expect(told(fourth.get("c"))).toEqual({ anna: [], berta: [] });
  expect(fourth.get("c").faceModelVersion).toBe("2.0");
  await fourth.close();
});

it("drops what was half written when the process died, and nothing else", async () => {
  const root = await temporaryFolder();
  const store = await CollectionStore.open(root);
  const face = faceOf(numbers(2));
  await store.create("c", "1.0");
  await store.index("c", [face]);
  await store.close();
  const [file] = await readdir(root);
  const whole = await readFile(join(root, file!), "utf8");
  await appendFile(join(root, file!), whole.slice(0, -5).split("\n").at(-1)!);
  const again = await CollectionStore.open(root);
  expect([...again.get("c").faces.values()]).toEqual([face]);
  await again.close();
  expect(await readFile(join(root, file!), "utf8")).toBe(whole);
});

it("forgets a deleted face on the disk too, once that is worth rewriting", async () => {
  const root = await temporaryFolder();
  const store = await CollectionStore.open(root);
  const next = numbers(3);
  await store.create("c", "1.0");
  const kept = faceOf(next);
  await store.index("c", [kept]);
  await Promise.all(
    Array.from({ length: 1500 }, async () => {
      const face = faceOf(next);
      await store.index("c", [face]);
      await store.deleteFaces("c", [face.face.FaceId]);
    }),
  );
  await store.close();
  const again = await CollectionStore.open(root);
  await again.close();
  const [file] = await readdir(root);
  expect((await readFile(join(root, file!), "utf8")).length).toBeLessThan(3000);
  const third = await CollectionStore.open(root);
  expect([...third.get("c").faces.values()]).toEqual([kept]);
  await third.close();
});

describe("a collection of more than 5,000 faces", () => {
  /** One text, since comparing millions of numbers one by one takes a test minutes. */
  const text = (faces: Iterable<StoredFace>) =>
    [...faces]
      .map(({ descriptor = [], ...rest }) => JSON.stringify([rest, Array.from(descriptor).join()]))
      .join("\n");
  const snapshots = async (root: string) => (await readdir(root)).filter((file) => file.endsWith(".faces"));

  it("is read from a snapshot at the next start, with what came after it", async () => {
    const root = await temporaryFolder();
    const next = numbers(5);
    const faces = Array.from({ length: 6000 }, (_, i) => faceOf(next, { ExternalImageId: `photo ${i}` }));
    const { descriptor: _, ...unseen } = faceOf(next);
    const store = await CollectionStore.open(root);
    await store.create("c", "1.0");
    await store.index("c", [...faces, unseen]);
    await store.createUser("c", "u");
    await store.associate("c", "u", [faces[1]!.face.FaceId]);
    await store.close();
    expect(await snapshots(root)).toHaveLength(1);
    const log = (await readdir(root)).find((file) => file.endsWith(".ndjson"))!;
    expect((await stat(join(root, log))).size).toBeLessThan(1000);

    const again = await CollectionStore.open(root);
    const later = faceOf(next);
    await again.index("c", [later]);
    await again.close();
    const third = await CollectionStore.open(root);
    expect(text(third.get("c").faces.values()) === text([...faces, unseen, later])).toBe(true);
    expect(third.get("c").faces.get(faces[4321]!.face.FaceId)).toEqual(faces[4321]);
    expect(third.get("c").faces.same(faces[17]!)).toEqual(faces[17]);
    expect([...third.get("c").users.facesOf("u")]).toEqual([faces[1]!.face.FaceId]);
    await third.close();
  });

  it("leaves neither a deleted face nor a snapshot that no log names", async () => {
    const root = await temporaryFolder();
    const next = numbers(6);
    const faces = Array.from({ length: 6000 }, () => faceOf(next));
    const store = await CollectionStore.open(root);
    await store.create("c", "1.0");
    await store.index("c", faces);
    await store.close();
    const [first] = await snapshots(root);
    await writeFile(join(root, "c.ndjson.half.faces"), "written when the process was killed");

    const again = await CollectionStore.open(root);
    expect(await snapshots(root)).toEqual([first]);
    await again.deleteFaces("c", [faces[3]!.face.FaceId]);
    // Killed: the next start reads the log as it is.
    const third = await CollectionStore.open(root);
    const id = Buffer.from(faces[3]!.face.FaceId.replaceAll("-", ""), "hex");
    for (const file of await readdir(root))
      expect((await readFile(join(root, file))).includes(id)).toBe(false);
    expect(await snapshots(root)).not.toContain(first);
    expect(text(third.get("c").faces.values()) === text(faces.toSpliced(3, 1))).toBe(true);
    await third.delete("c");
    expect(await readdir(root)).toEqual([]);
    await third.close();
    await again.close().catch(() => {});
  });
});
