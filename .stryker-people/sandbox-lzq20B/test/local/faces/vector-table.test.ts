// @ts-nocheck
import { describe, expect, it } from "vitest";
import { DESCRIPTOR_LENGTH, similarity } from "../../../local/faces/similarity.ts";
import { VectorTable } from "../../../local/faces/vector-table.ts";

/** Numbers that look random and are the same every time (a linear congruential generator). */
function numbers(seed: number) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const next = numbers(1);
const spread = (around: Float32Array | undefined, width: number) =>
  Float32Array.from({ length: DESCRIPTOR_LENGTH + 1 }, (_, i) =>
    i === DESCRIPTOR_LENGTH ? 1.5 * next() : (around?.[i] ?? 0) + (next() - 0.5) * width,
  );
/** 300 people, ten faces each, so that some are near and most are far away. */
const people = Array.from({ length: 300 }, () => spread(undefined, 0.2));
const faces = people.flatMap((person, p) =>
  Array.from({ length: 10 }, (_, i) => spread(person, (p + i) / 2500)),
);

function tableOf(descriptors: (Float32Array | undefined)[]): VectorTable {
  const table = new VectorTable();
  for (const descriptor of descriptors) table.add(descriptor);
  return table;
}

/** Compares with each, one by one. */
function compared(descriptors: (Float32Array | undefined)[], probe: Float32Array, threshold: number) {
  return descriptors
    .map((descriptor, slot) => ({ slot, similarity: descriptor ? similarity(probe, descriptor) : -1 }))
    .filter(({ similarity }) => similarity >= threshold)
    .sort((a, b) => b.similarity - a.similarity || a.slot - b.slot);
}

describe("the nearest of 3,000 faces", () => {
  const table = tableOf(faces);

  it.each([0, 0.001, 50, 80, 99.9, 100])(
    "are those that comparing each finds, from %s %% on",
    (threshold) => {
      for (const probe of [faces[0]!, faces[1234]!, faces[2999]!, spread(undefined, 0.2)])
        expect(table.nearest(probe, threshold)).toEqual(compared(faces, probe, threshold));
    },
  );

  it.each([1, 10, 4096])("are no more than the %s that are asked for", (most) => {
    for (const probe of [faces[5]!, faces[1500]!])
      for (const threshold of [0, 80])
        expect(table.nearest(probe, threshold, most)).toEqual(
          compared(faces, probe, threshold).slice(0, most),
        );
  });

  it("come in the order of their slots where they are equally near", () => {
    const face = faces[1502]!;
    const twins = tableOf([face, faces[7], face, face]);
    expect(twins.nearest(face, 80, 2).map(({ slot }) => slot)).toEqual([0, 2]);
  });

  it("do not include faces without a descriptor or cleared ones", () => {
    const some = [undefined, faces[0], faces[1], undefined, faces[2]];
    const holes = tableOf(some);
    holes.clear(2);
    some[2] = undefined;
    for (const probe of [faces[0]!, Float32Array.from(faces[0]!).fill(0, DESCRIPTOR_LENGTH)])
      expect(holes.nearest(probe, 0)).toEqual(compared(some, probe, 0));
    expect(holes.get(2)).toBeUndefined();
    expect([...holes.blocks()].flatMap((block) => [...block])).not.toContain(faces[1]![0]);
  });
});

it("refuses a descriptor of another length", () => {
  expect(() => tableOf([faces[0], new Float32Array(3)])).toThrow(RangeError);
  expect(tableOf([]).nearest(faces[0]!, 0)).toEqual([]);
  expect(tableOf([undefined]).nearest(faces[0]!, 0)).toEqual([]);
});
