import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DESCRIPTOR_LENGTH, OWN_FIT, similarity } from "../../../../local/faces/similarity.ts";
import { VectorTable } from "../../../../local/faces/vectors/vector-table.ts";
import { assemble } from "./assemble.ts";

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
function compared(
  descriptors: (Float32Array | undefined)[],
  probe: Float32Array,
  threshold: number,
  fit = OWN_FIT,
) {
  return descriptors
    .map((descriptor, slot) => ({ slot, similarity: descriptor ? similarity(probe, descriptor, fit) : -1 }))
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

/** Any number of numbers of any size, most of them near each other, with doubts; some missing. */
const tables = fc
  .record({ numbers: fc.integer({ min: 1, max: 100 }), size: fc.constantFrom(1e-3, 0.1, 1, 30, 1e4) })
  .chain(({ numbers, size }) => {
    const number = fc.float({ min: Math.fround(-size), max: Math.fround(size), noNaN: true });
    const around = fc.array(number, { minLength: numbers, maxLength: numbers });
    const shift = fc.float({ min: Math.fround(-size / 50), max: Math.fround(size / 50), noNaN: true });
    const shifts = fc.array(shift, { minLength: numbers, maxLength: numbers });
    const doubt = fc.float({ min: 0, max: 1.5, noNaN: true });
    return around.chain((center) => {
      const near = shifts.map((each) => each.map((by, i) => center[i]! + by));
      const descriptor = fc
        .tuple(fc.oneof(near, near, around), doubt)
        .map(([values, last]) => Float32Array.from([...values, last]));
      return fc.record({
        descriptors: fc.array(fc.option(descriptor, { freq: 9, nil: undefined }), { maxLength: 80 }),
        probe: descriptor,
        // So that faces at such distances are about as often alike as not.
        fit: fc.constant({ ...OWN_FIT, slope: OWN_FIT.slope / (size * Math.sqrt(numbers) * 0.05) }),
        threshold: fc.oneof(fc.double({ min: 0, max: 100, noNaN: true }), fc.constantFrom(0, 80, 100)),
        most: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.constant(Number.POSITIVE_INFINITY)),
      });
    });
  });

it("finds what comparing each finds, among any numbers, and gives them back to the last bit", () => {
  fc.assert(
    fc.property(tables, ({ descriptors, probe, fit, threshold, most }) => {
      const table = tableOf(descriptors);
      expect(descriptors.map((_, slot) => table.get(slot))).toEqual(descriptors);
      expect(table.nearest(probe, threshold, most, fit)).toEqual(
        compared(descriptors, probe, threshold, fit).slice(0, most),
      );
    }),
    { numRuns: 300 },
  );
});

describe("a face exactly as alike as is asked for", () => {
  it("is found", () => {
    const table = tableOf(faces);
    const probe = faces[3]!;
    for (let slot = 0; slot < faces.length; slot += 7)
      expect(table.nearest(probe, similarity(probe, faces[slot]!)).map((near) => near.slot)).toContain(slot);
  });

  it("is found where every half number is as wrong as can be, in the direction of the probe", () => {
    // Just below the middle of two numbers of eight bits, 1 and 1 + 2^-7.
    const farthest = 1 + 2 ** -8 - 2 ** -23;
    const all = (number: number) =>
      new Float32Array(DESCRIPTOR_LENGTH + 1).fill(number, 0, DESCRIPTOR_LENGTH);
    for (const away of [0.001, 0.01, 0.04]) {
      const [face, probe] = [all(farthest), all(farthest + away)];
      expect(tableOf([face]).nearest(probe, similarity(probe, face))).toHaveLength(1);
    }
  });
});

it("finds the same after it was written and read, block by block", () => {
  const some = faces.slice(0, 2100).map((face, i) => (i % 5 === 0 ? undefined : face));
  const table = tableOf([undefined, ...some]);
  const blocks = [...table.blocks()];
  const left = [...blocks];
  const again = VectorTable.read(table.width, table.length, (block) => block.set(left.shift()!));
  expect(again.nearest(faces[7]!, 50)).toEqual(compared([undefined, ...some], faces[7]!, 50));
  const bytes = (list: Float32Array[]) => Buffer.concat(list.map(({ buffer }) => Buffer.from(buffer)));
  expect(bytes([...again.blocks()]).equals(bytes(blocks))).toBe(true);
});

it("is not led astray by numbers that are none", () => {
  const strange = [Number.NaN, Number.POSITIVE_INFINITY, 3e38].map((number) =>
    Float32Array.from(faces[0]!, (value, i) => (i === 3 ? number : value)),
  );
  const all = [...strange, faces[0]!, faces[1]!];
  for (const threshold of [0, 80])
    expect(tableOf(all).nearest(faces[0]!, threshold)).toEqual(compared(all, faces[0]!, threshold));
});

it("scans with what its source says", async () => {
  const wasm = readFileSync(new URL("../../../../local/faces/vectors/scan.wasm", import.meta.url));
  expect(wasm.equals(await assemble())).toBe(true);
});
