import { describe, expect, it } from "vitest";
import { findSuspects, type Review, suggestMerges } from "../../analysis/people/borderline.ts";
import { type Alike, alike, face, graphOf, type MadeUpFace, UNSEARCHED } from "./helpers/face-graph.ts";

const JOIN_AT = 88;

/** People as given, over these pairs. Faces are named by their person's letter and a number: their order is theirs. */
function review(
  people: Record<string, string[]>,
  pairs: Alike[],
  rest: Partial<Review> = {},
  made?: MadeUpFace[],
) {
  const graph = graphOf(
    made ??
      Object.values(people)
        .flat()
        .map((id) => face(id)),
    pairs,
  );
  const placeOf = (id: string) => graph.faces.findIndex(({ faceId }) => faceId === id);
  const whole: Review = {
    graph,
    people: Object.entries(people).map(([id, ids]) => ({ id, places: ids.map(placeOf) })),
    joinAt: JOIN_AT,
    isApart: () => false,
    isDecided: () => false,
    takenFrom: () => new Map(),
    companions: (_, person) => new Set(person),
    ...rest,
  };
  return { ...whole, placeOf };
}

describe("two people are suggested to be one", () => {
  const two = { A: ["a1", "a2"], B: ["b1", "b2"] };

  it("from a quarter of the similarity that joins, and not below", () => {
    // 88 over four pairs is 22, exactly a quarter of 88.
    expect(suggestMerges(review(two, [["a1", "b1", 88]]))).toEqual([
      { a: "A", b: "B", mean: 22, best: { a: "a1", b: "b1", similarity: 88 } },
    ]);
    expect(suggestMerges(review(two, [["a1", "b1", 87.9]]))).toEqual([]);
  });

  it("with the most similar pair to look at, each face under its own person, whichever came first", () => {
    const pairs: Alike[] = [
      ["a1", "b1", 90],
      ["a2", "b2", 97],
      ["a1", "b2", 91],
    ];
    const best = { a: "a2", b: "b2", similarity: 97 };
    expect(suggestMerges(review(two, pairs))).toEqual([{ a: "A", b: "B", mean: (90 + 97 + 91) / 4, best }]);
    expect(suggestMerges(review({ B: two.B, A: two.A }, pairs))).toEqual([
      { a: "B", b: "A", mean: (90 + 97 + 91) / 4, best: { a: "b2", b: "a2", similarity: 97 } },
    ]);
  });

  it("most similar people first, each pair of people once", () => {
    const people = { A: ["a1"], B: ["b1"], C: ["c1"] };
    const pairs: Alike[] = [
      ["a1", "b1", 85],
      ["a1", "c1", 99],
      ["b1", "c1", 92],
    ];
    expect(suggestMerges(review(people, pairs)).map(({ a, b, mean }) => [a, b, mean])).toEqual([
      ["A", "C", 99],
      ["B", "C", 92],
      ["A", "B", 85],
    ]);
  });

  it("never where both are on one photo, or were decided to be apart", () => {
    const together = [face("a1", { photo: "x.jpg" }), face("b1", { photo: "x.jpg", ordinal: 2 })];
    const people = { A: ["a1"], B: ["b1"] };
    expect(suggestMerges(review(people, [["a1", "b1", 95]], {}, together))).toEqual([]);
    expect(suggestMerges(review(people, [["a1", "b1", 95]], { isApart: () => true }))).toEqual([]);
  });

  it("nor where a decision took a face of the one from the other, either way", () => {
    const people = { A: ["a1"], B: ["b1"], C: ["c1"] };
    const pairs = alike(["a1", "b1", "c1"], 95);
    const [a1, b1, A, B] = [0, 1, 0, 1];
    for (const taken of [new Map([[a1, B]]), new Map([[b1, A]])]) {
      const asked = suggestMerges(review(people, pairs, { takenFrom: () => taken }));
      expect(asked.map(({ a, b }) => a + b)).toEqual(["AC", "BC"]);
    }
  });

  it("by the pairs that are known alone", () => {
    const made = [
      face("a1", UNSEARCHED),
      face("a2", UNSEARCHED),
      face("b1", UNSEARCHED),
      face("b2", UNSEARCHED),
    ];
    const [suggestion] = suggestMerges(review(two, [["a1", "b1", 86]], {}, made));
    expect(suggestion?.mean).toBe(86);
  });

  it("not for faces of nobody, nor within a person", () => {
    const made = [face("a1"), face("a2"), face("lone")];
    const pairs: Alike[] = [
      ["a1", "a2", 99],
      ["a1", "lone", 99],
    ];
    expect(suggestMerges(review({ A: ["a1", "a2"] }, pairs, {}, made))).toEqual([]);
  });
});

describe("a face is suspect", () => {
  const person = { A: ["a1", "a2"] };

  it("below the similarity that joins, and not at it", () => {
    expect(findSuspects(review(person, [["a1", "a2", 88]]))).toEqual([]);
    expect(findSuspects(review(person, [["a1", "a2", 87.9]]))).toEqual([
      { faceId: "a1", person: "A", own: 87.9 },
      { faceId: "a2", person: "A", own: 87.9 },
    ]);
  });

  it("when it fits another person better, and says whom it fits best", () => {
    const people = { A: ["a1", "a2"], B: ["b1"], C: ["c1"] };
    const pairs: Alike[] = [
      ["a1", "a2", 90],
      ["a1", "b1", 93],
      ["a1", "c1", 96],
    ];
    expect(findSuspects(review(people, pairs))).toEqual([
      { faceId: "a1", person: "A", own: 90, better: { person: "C", mean: 96 } },
    ]);
    const equal: Alike[] = [
      ["a1", "a2", 90],
      ["a1", "b1", 90],
    ];
    expect(findSuspects(review(people, equal))).toEqual([]);
  });

  it("not for a person it was decided not to be", () => {
    const people = { A: ["a1", "a2"], B: ["b1"] };
    const pairs: Alike[] = [
      ["a1", "a2", 90],
      ["a1", "b1", 96],
    ];
    expect(findSuspects(review(people, pairs, { isApart: () => true }))).toEqual([]);
  });

  it("not because of a face that a decision took away from the person it is in", () => {
    const people = { A: ["a1", "a2"], B: ["a3", "b1"] };
    const pairs: Alike[] = [
      ["a1", "a2", 90],
      ["a1", "a3", 99],
      ["a1", "b1", 85],
      ["a2", "b1", 95],
    ];
    const whole = review(people, pairs);
    const ofA = (given: Review) => findSuspects(given).filter(({ person }) => person === "A");
    expect(ofA(whole).map(({ better }) => better)).toEqual([{ person: "B", mean: 92 }]);
    const [a3, A, B] = [whole.placeOf("a3"), 0, 1];
    // Of B there is b1 alone to compare with, which is more like a2.
    const after = { ...whole, takenFrom: () => new Map([[a3, A]]) };
    expect(ofA(after)).toEqual([{ faceId: "a2", person: "A", own: 90, better: { person: "B", mean: 95 } }]);
    const elsewhere = { ...whole, takenFrom: () => new Map([[a3, B]]) };
    expect(ofA(elsewhere)).toEqual(ofA(whole));
  });

  it("worst first, never alone, and never where it was decided whose it is", () => {
    const people = { A: ["a1", "a2", "a3"], B: ["b1"] };
    const pairs: Alike[] = [
      ["a1", "a2", 90],
      ["a2", "a3", 80],
    ];
    expect(findSuspects(review(people, pairs)).map(({ faceId, own }) => [faceId, own])).toEqual([
      ["a3", 40],
      ["a1", 45],
      ["a2", 85],
    ]);
    const decided = review(people, pairs);
    const isDecided = (place: number) => place === decided.placeOf("a3");
    expect(findSuspects({ ...decided, isDecided }).map(({ faceId }) => faceId)).toEqual(["a1", "a2"]);
  });

  it("by its companions alone", () => {
    const people = { A: ["a1", "a2", "a3"] };
    const whole = review(people, [["a1", "a2", 95]]);
    const companions = (_: number, places: number[]) =>
      new Set(places.filter((place) => place !== whole.placeOf("a3")));
    expect(findSuspects({ ...whole, companions })).toEqual([{ faceId: "a3", person: "A", own: 0 }]);
  });
});
