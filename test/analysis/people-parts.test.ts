import { describe, expect, it } from "vitest";
import { isAliveAt, isBirthDate } from "../../analysis/people/birth-date.ts";
import { FaceFinder, refOf } from "../../analysis/people/face-finder.ts";
import { OfferHeap } from "../../analysis/people/heap.ts";
import { Placement } from "../../analysis/people/placement.ts";
import { difference, type Person, type Snapshot, summaryOf } from "../../analysis/people/snapshot.ts";
import { alike, face, faces, graphOf, UNSEARCHED } from "./helpers/face-graph.ts";

describe("a birth date", () => {
  it.each(["2019", "2019-05", "2019-05-31", "2020-02-29"])("may be %s", (text) => {
    expect(isBirthDate(text)).toBe(true);
  });

  it.each(["", "19", "2019-13", "2019-5", "2019-02-29", "2019-04-31", "2019-05-31T", "x2019", "2019-05-"])(
    "is not %j",
    (text) => {
      expect(isBirthDate(text)).toBe(false);
    },
  );

  it("leaves a person out before its first moment", () => {
    const at = (text: string) => Date.parse(text);
    expect(isAliveAt("2019", at("2018-12-31T23:59:59Z"))).toBe(false);
    expect(isAliveAt("2019", at("2019-01-01T00:00:00Z"))).toBe(true);
    expect(isAliveAt("2019-05", at("2019-04-30T23:59:59Z"))).toBe(false);
    expect(isAliveAt("2019-05", at("2019-05-01T00:00:00Z"))).toBe(true);
    expect(isAliveAt("2019-05-31", at("2019-05-30T23:59:59Z"))).toBe(false);
    expect(isAliveAt("2019-05-31", at("2019-05-31T00:00:00Z"))).toBe(true);
    expect(isAliveAt("2019", undefined)).toBe(true);
    expect(isAliveAt("nonsense", 0)).toBe(true);
  });
});

describe("offers to join two clusters", () => {
  const drain = (heap: OfferHeap) => {
    const popped: [number, number, number][] = [];
    for (let best = heap.pop(); best; best = heap.pop()) popped.push(best);
    return popped;
  };

  it("come best first, whatever their number and order; ties by the earlier faces", () => {
    const heap = new OfferHeap();
    const offers: [score: number, a: number, b: number][] = [];
    for (let i = 0; i < 3000; i++) offers.push([(i * 7919) % 101, (i * 31) % 57, (i * 17) % 3000]);
    for (const [score, a, b] of offers) heap.push(score, a, b, 0);
    const [first, last] = [Math.min, Math.max].map(
      (of) =>
        ([, a, b]: [number, number, number]) =>
          of(a, b),
    );
    const sorted = [...offers].sort((x, y) => y[0] - x[0] || first!(x) - first!(y) || last!(x) - last!(y));
    const ends = (list: number[][]) => list.map((pair) => [...pair].sort((a, b) => a - b));
    expect(ends(drain(heap).map(([a, b]) => [a, b]))).toEqual(ends(sorted.map(([, a, b]) => [a, b])));
  });

  it("keep who makes them, to whom, and the version", () => {
    const heap = new OfferHeap();
    for (let i = 0; i < 2000; i++) heap.push(i, i + 1, i, i * 2);
    expect(drain(heap).reverse()).toEqual(Array.from({ length: 2000 }, (_, i) => [i + 1, i, i * 2]));
  });

  it("may come and go by turns", () => {
    const heap = new OfferHeap();
    heap.push(1, 1, 2, 0);
    heap.push(3, 3, 4, 0);
    expect(heap.pop()).toEqual([3, 4, 0]);
    heap.push(2, 5, 6, 0);
    expect(drain(heap)).toEqual([
      [5, 6, 0],
      [1, 2, 0],
    ]);
    expect(heap.pop()).toBeUndefined();
  });
});

describe("what is known of pairs", () => {
  it("is a mean over those that are known; not alike counts as nothing", () => {
    const graph = graphOf(faces("a", "b", "c"), [["a", "b", 90]]);
    expect(graph.mean(0, new Set([1, 2]))).toBe(45);
    expect(graph.mean(0, new Set([0, 1]))).toBe(90);
    expect(graph.mean(0, new Set([0]))).toBeUndefined();
    expect(graph.knownPairs([0, 1], new Set([1, 2]))).toBe(3);
  });

  it("leaves out a pair that no search tells, unless one found it alike", () => {
    const graph = graphOf(
      [face("a", UNSEARCHED), face("b", UNSEARCHED), face("c", UNSEARCHED), face("d")],
      [["a", "b", 90]],
    );
    expect(graph.hasUnsearched).toBe(true);
    expect(graph.knownPairs([0], new Set([1, 2, 3]))).toBe(2);
    expect(graph.mean(0, new Set([1, 2, 3]))).toBe(45);
    expect(graph.mean(2, new Set([0, 1]))).toBeUndefined();
  });

  it("comes from a search at the time when the other was there, at the latest", () => {
    const graph = graphOf(
      [face("a", { searchedUntil: 5, since: 9 }), face("b", { searchedUntil: 8, since: 5 })],
      [],
    );
    expect(graph.isKnown(0, 1)).toBe(true);
    const later = graphOf(
      [face("a", { searchedUntil: 4, since: 9 }), face("b", { searchedUntil: 8, since: 5 })],
      [],
    );
    expect(later.isKnown(0, 1)).toBe(false);
    const other = graphOf(
      [face("a", { searchedUntil: 4, since: 8 }), face("b", { searchedUntil: 8, since: 5 })],
      [],
    );
    expect(other.isKnown(0, 1)).toBe(true);
  });

  it("lists a face's neighbours with their similarity, both ways", () => {
    const graph = graphOf(faces("a", "b", "c"), [...alike(["a", "b"], 91), ...alike(["b", "c"], 92)]);
    expect([...graph.neighbours(1)]).toEqual([
      [0, 91],
      [2, 92],
    ]);
    expect([...graph.neighbours(0)]).toEqual([[1, 91]]);
  });
});

describe("placing faces by decisions", () => {
  const graph = graphOf(faces("a", "b", "c", "d", "e"), []);
  const placement = () => new Placement(graph, [[0, 1], [2, 3], [4]]);

  it("moves exactly the faces named, and remembers which decision moved them", () => {
    const placed = placement();
    expect(placed.put([3, 0], 7, 2)).toBe(2);
    expect(placed.groups).toEqual([[1], [2], [0, 3, 4]]);
    expect([...placed.home]).toEqual([2, 0, 1, 2, 2]);
    expect([...placed.placedBy]).toEqual([
      [3, 7],
      [0, 7],
    ]);
    expect(placed.put([1], 8)).toBe(3);
    expect(placed.groups[3]).toEqual([1]);
    placed.takeOut([2], 7);
    expect(placed.home[2]).toBe(-1);
    expect(placed.groups[1]).toEqual([]);
    expect([...placed.placed]).toEqual([
      [7, [3, 0, 2]],
      [8, [1]],
    ]);
    placed.takeOut([2], 9);
    expect(placed.groups).toEqual([[], [], [0, 3, 4], [1]]);
  });

  it("leaves the groups by looks that it was given as they were", () => {
    const looks = [[0, 1], [2, 3], [4]];
    const placed = new Placement(graph, looks);
    placed.put([0], 1);
    placed.join(1, 2, 2);
    expect(looks).toEqual([[0, 1], [2, 3], [4]]);
    expect([...new Placement(graph, [[1]]).home]).toEqual([-1, 0, -1, -1, -1]);
  });

  it("joins two groups: what the first is called stays, and replaces what the second was called", () => {
    const placed = placement();
    placed.identify(1, { name: { text: "Ann", by: 1 }, id: "P1" });
    placed.identify(0, { name: { text: "Bea", by: 2 } });
    placed.identify(0, { born: { date: "2019", by: 3 } });
    placed.join(1, 0, 4);
    expect(placed.groups).toEqual([[], [0, 1, 2, 3], [4]]);
    expect([...placed.home]).toEqual([1, 1, 1, 1, 2]);
    expect([...placed.identities]).toEqual([
      [1, { name: { text: "Ann", by: 1 }, born: { date: "2019", by: 3 }, id: "P1" }],
    ]);
    expect([...placed.overwritten]).toEqual([[2, 4]]);
    placed.identify(2, { born: { date: "2020", by: 5 } });
    placed.join(1, 2, 6);
    expect([...placed.overwritten]).toEqual([
      [2, 4],
      [5, 6],
    ]);
  });

  it("finds the group that has most of the faces, the first of equal ones", () => {
    const placed = placement();
    expect(placed.groupOf([0, 2, 3])).toBe(1);
    expect(placed.groupOf([2, 0])).toBe(0);
    placed.takeOut([0, 1, 2], 1);
    expect(placed.groupOf([0, 1, 2, 3])).toBe(1);
    expect(placed.groupOf([0, 1])).toBeUndefined();
  });

  it("keeps apart those who mostly are who was told apart, until that is overruled", () => {
    const placed = placement();
    const apart = { by: 1, a: [0, 1], b: [2] };
    placed.apart.push(apart, { by: 2, a: [4], b: [3] });
    expect(placed.between(new Set([0, 1]), new Set([2]))).toEqual([apart]);
    expect(placed.between(new Set([2]), new Set([0, 4]))).toEqual([apart]);
    expect(placed.between(new Set([0, 2]), new Set([1]))).toEqual([]);
    expect(placed.between(new Set([0]), new Set([3]))).toEqual([]);
    placed.overrule([apart], 9);
    expect(placed.apart.map(({ by }) => by)).toEqual([2]);
    expect([...placed.overwritten]).toEqual([[1, 9]]);
  });
});

describe("what a decision changed", () => {
  const graph = graphOf(faces("a", "b", "c"), []);
  const person = (id: string, places: number[], rest: Partial<Person> = {}): Person => ({
    id,
    name: null,
    born: null,
    places,
    ...rest,
  });
  const snapshot = (...people: Person[]): Snapshot => ({
    people,
    home: graph.faces.map((_, place) => people.find(({ places }) => places.includes(place))),
    placement: new Placement(graph, []),
    missing: [],
  });
  const changed = (before: Snapshot, after: Snapshot) => {
    const { moved, people } = difference(before, after);
    return {
      moved: moved.map(({ faceId, faceKey, from, to }) => [faceId, faceKey, from, to]),
      people: people.map(({ before, after }) => [before?.id ?? null, after?.id ?? null]),
    };
  };

  it("are the faces that are with somebody else, and the people they left and came to", () => {
    const before = snapshot(person("P1", [0, 1]), person("P2", [2]));
    expect(changed(before, snapshot(person("P1", [0]), person("P3", [1]), person("P2", [2])))).toEqual({
      moved: [["b", "b.jpg#1", "P1", "P3"]],
      people: [
        ["P1", "P1"],
        [null, "P3"],
      ],
    });
    expect(changed(before, snapshot(person("P1", [0, 1])))).toEqual({
      moved: [["c", "c.jpg#1", "P2", null]],
      people: [["P2", null]],
    });
    expect(changed(before, before)).toEqual({ moved: [], people: [] });
  });

  it("are people whose name or birth date is another", () => {
    const before = snapshot(person("P1", [0]), person("P2", [1]), person("P3", [2]));
    const after = snapshot(
      person("P1", [0], { name: "Ann" }),
      person("P2", [1], { born: "2019" }),
      person("P3", [2]),
    );
    expect(changed(before, after)).toEqual({
      moved: [],
      people: [
        ["P1", "P1"],
        ["P2", "P2"],
      ],
    });
    expect(summaryOf(after.people[0]!)).toEqual({ id: "P1", name: "Ann", faces: 1 });
  });
});

describe("a remembered face", () => {
  const graph = graphOf([face("a", { etag: "e" }), face("b", { photo: "a.jpg", ordinal: 2 })], []);
  const finder = new FaceFinder(graph.faces);

  it("is what identifies it, with the ETag where there is one", () => {
    const box = [0.1, 0.2, 0.3, 0.4];
    expect(refOf(graph.faces[0]!)).toEqual({ faceId: "a", photo: "a.jpg", ordinal: 1, box, etag: "e" });
    expect(refOf(graph.faces[1]!)).toEqual({ faceId: "b", photo: "a.jpg", ordinal: 2, box });
  });

  it("is looked for on the photo of its name where no photo has its bytes", () => {
    expect(finder.find({ faceId: "gone", photo: "a.jpg", ordinal: 2, etag: "other" })).toBe(1);
    expect(finder.find({ faceId: "gone", photo: "a.jpg", ordinal: 1, etag: "e" })).toBe(0);
    expect(finder.find({ faceId: "gone", photo: "b.jpg", ordinal: 1 })).toBeUndefined();
    expect(finder.find({ faceId: "gone", photo: "a.jpg", ordinal: 3 })).toBeUndefined();
  });

  it("is one place, however often it is remembered", () => {
    const ref = { faceId: "a", photo: "a.jpg", ordinal: 1 };
    expect(finder.findAll([ref, ref, { ...ref, faceId: "gone", photo: "none.jpg" }])).toEqual([0]);
  });
});
