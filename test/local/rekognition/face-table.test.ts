import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { StoredFace } from "../../../local/rekognition/stored-face.ts";
import { FaceTable } from "../../../local/rekognition/table/face-table.ts";
import { HashIndex } from "../../../local/rekognition/table/hash-index.ts";
import { PackedJson } from "../../../local/rekognition/table/packed-json.ts";

const json = fc.dictionary(
  fc.string(),
  fc.oneof(fc.uuid(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.jsonValue()),
);

it("gives packed objects back as they were, fields in their order", () => {
  fc.assert(
    fc.property(fc.array(json), (trees) => {
      const packed = new PackedJson();
      const bytes = trees.map((tree) => packed.pack(tree));
      const again = new PackedJson(JSON.parse(JSON.stringify(packed.shapes)));
      expect(bytes.map((record) => JSON.stringify(again.unpack(record)))).toEqual(
        trees.map((tree) => JSON.stringify(tree)),
      );
    }),
    { examples: [[[JSON.parse('{"__proto__": [], "a": {"__proto__": {"b": 1}}}')]]] },
  );
});

it("finds slots that share all their hash, through many deletions", () => {
  const index = new HashIndex((slot) => slot % 7);
  const there = new Set<number>();
  for (let slot = 0; slot < 3000; slot++) {
    index.add(slot);
    there.add(slot);
    if (slot % 3 > 0) {
      index.delete(slot - 1);
      there.delete(slot - 1);
    }
  }
  for (const slot of [0, 1, 1500, 2998, 2999])
    expect(index.find(slot % 7, (other) => other === slot)).toBe(there.has(slot) ? slot : undefined);
});

const faceOf = (FaceId: string, Left = 0): StoredFace => ({
  face: { FaceId, BoundingBox: { Left, Top: 0, Width: 1, Height: 1 }, ExternalImageId: "x" },
  image: "ab".repeat(32),
});

describe("a table of faces", () => {
  it("knows by place, image and external id what is there already", () => {
    const table = new FaceTable();
    const one = faceOf(randomUUID());
    table.add(one);
    expect(table.same(faceOf("other"))).toEqual(one);
    expect(table.same(faceOf("other", 0.1))).toBeUndefined();
    expect(table.same({ ...one, image: "other" })).toBeUndefined();
    expect(table.same({ ...one, face: { ...one.face, ExternalImageId: "y" } })).toBeUndefined();
    table.delete(one.face.FaceId);
    expect(table.same(one)).toBeUndefined();
  });

  it("holds a face once, as it was given last", () => {
    const table = new FaceTable();
    for (const left of [0.1, 0.2]) table.add(faceOf("f", left));
    expect(table.size).toBe(1);
    expect([...table.values()]).toEqual([faceOf("f", 0.2)]);
  });

  it("closes the holes of deleted faces without a change of order", () => {
    const table = new FaceTable();
    const faces = Array.from({ length: 100 }, (_, i) => faceOf(`${i}`, i));
    for (const face of faces) table.add(face);
    for (const { face } of faces)
      if (face.BoundingBox!.Left! % 3 === 0) expect(table.delete(face.FaceId)).toBe(true);
    expect(table.delete("0")).toBe(false);
    const left = faces.filter((_, i) => i % 3 > 0);
    expect([...table.values()]).toEqual(left);
    table.compact();
    expect([table.slots, table.size, table.firstHole]).toEqual([66, 66, Number.POSITIVE_INFINITY]);
    expect([...table.values()]).toEqual(left);
    expect(left.map(({ face }) => table.slotOf(face.FaceId))).toEqual(left.map((_, i) => i));
  });
});
