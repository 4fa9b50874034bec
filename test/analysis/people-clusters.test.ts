import fc from "fast-check";
import { expect, it } from "vitest";
import { FaceGraph } from "../../analysis/people/face-graph.ts";
import { groupByLooks } from "../../analysis/people/group-by-looks.ts";
import { type Alike, face, graphOf, UNSEARCHED } from "./helpers/face-graph.ts";

/** Average linkage, word for word: every two groups are compared anew, pair by pair, before each join. */
function slowly(graph: FaceGraph, joinAt: number, places: number[]): number[][] {
  const groups = places.map((place) => [place]);
  const similarities = new Map(
    [...graph.faces.keys()].flatMap((a) =>
      [...graph.neighbours(a)].map(([b, similarity]) => [`${a} ${b}`, similarity] as const),
    ),
  );
  const mean = (one: number[], other: number[]) => {
    const pairs = one.flatMap((a) => other.map((b) => [a, b] as const));
    const known = pairs.filter(([a, b]) => similarities.has(`${a} ${b}`) || graph.isKnown(a, b));
    return known.reduce((sum, [a, b]) => sum + (similarities.get(`${a} ${b}`) ?? 0), 0) / known.length;
  };
  const photos = (group: number[]) => new Set(group.map((place) => graph.faces[place]!.photo));
  for (;;) {
    const pairs = groups.flatMap((one, i) => groups.slice(i + 1).map((other) => ({ one, other })));
    const offers = pairs
      .filter(({ one, other }) => photos([...one, ...other]).size === one.length + other.length)
      .map((pair) => ({ ...pair, score: mean(pair.one, pair.other) }))
      .filter(({ score }) => score >= joinAt)
      .sort((a, b) => b.score - a.score);
    if (!offers[0]) break;
    const { one, other } = offers[0];
    groups.splice(groups.indexOf(other), 1);
    one.push(...other);
  }
  return groups.map((group) => group.sort((a, b) => a - b)).sort((a, b) => a[0]! - b[0]!);
}

const FACES = 14;
const made = fc.record({
  photos: fc.array(fc.integer({ min: 0, max: 20 }), { minLength: FACES, maxLength: FACES }),
  searched: fc.array(fc.oneof(fc.constant(true), fc.boolean()), { minLength: FACES, maxLength: FACES }),
  similarities: fc.array(fc.option(fc.double({ min: 80, max: 100, noNaN: true }), { nil: undefined }), {
    minLength: (FACES * (FACES - 1)) / 2,
    maxLength: (FACES * (FACES - 1)) / 2,
  }),
  joinAt: fc.constantFrom(20, 40, 50, 60, 85),
  left: fc.array(fc.boolean(), { minLength: FACES, maxLength: FACES }),
});

it("joins the two groups that are most alike on average, again and again", () => {
  fc.assert(
    fc.property(made, ({ photos, searched, similarities, joinAt, left }) => {
      const name = (i: number) => `f${String(i).padStart(2, "0")}`;
      const someFaces = photos.map((photo, i) => {
        return face(name(i), { photo: `p${photo}.jpg`, ordinal: i, ...(searched[i] ? {} : UNSEARCHED) });
      });
      const all = photos.flatMap((_, i) => photos.slice(i + 1).map((_, k) => [i, i + 1 + k] as const));
      // No two means are equal with roots of different numbers, and none depends on the order of rounding.
      const pairs = all.flatMap(([a, b], i): Alike[] =>
        similarities[i] === undefined ? [] : [[name(a), name(b), similarities[i] + Math.sqrt(i + 2) / 100]],
      );
      const graph = graphOf(someFaces, pairs);
      const places = [...graph.faces.keys()].filter((place) => left[place]);
      for (const some of [places, [...graph.faces.keys()]])
        expect(groupByLooks(graph, joinAt, some)).toEqual(slowly(graph, joinAt, some));
    }),
    { numRuns: 200 },
  );
});

it("groups the same in whatever order equal pairs are known", () => {
  const places = Array.from({ length: 8 }, (_, i) => i);
  const pairs = places.flatMap((a) => places.slice(a + 1).map((b) => [a, b] as const));
  const { faces } = graphOf(
    places.map((i) => face(`f${i}`)),
    [],
  );
  const grouped = (some: (readonly [number, number])[]) =>
    groupByLooks(
      new FaceGraph(faces, {
        a: Int32Array.from(some, ([a]) => a),
        b: Int32Array.from(some, ([, b]) => b),
        similarity: new Float64Array(some.length).fill(90),
      }),
      60,
    );
  fc.assert(
    fc.property(fc.shuffledSubarray(pairs), (some) => {
      const inOrder = [...some].sort(([a, b], [c, d]) => a - c || b - d);
      expect(grouped(some)).toEqual(grouped(inOrder));
    }),
    { numRuns: 300 },
  );
});
