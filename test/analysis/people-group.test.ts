import { describe, expect, it } from "vitest";
import type { FaceGraph } from "../../analysis/people/face-graph.ts";
import { groupByLooks } from "../../analysis/people/group-by-looks.ts";
import { alike, face, faces, graphOf, UNSEARCHED } from "./helpers/face-graph.ts";

/** FaceIds by group. */
const groupsOf = (graph: FaceGraph, joinAt?: number) =>
  groupByLooks(graph, joinAt).map((places) => places.map((place) => graph.faces[place]!.faceId));

describe("grouping faces by their looks", () => {
  it("joins faces that are alike and leaves the others alone", () => {
    expect(groupsOf(graphOf(faces("a", "b", "c", "x"), alike(["a", "b", "c"])))).toEqual([
      ["a", "b", "c"],
      ["x"],
    ]);
  });

  it("does not chain two people over one look-alike pair", () => {
    const one = ["a1", "a2", "a3", "a4"];
    const other = ["b1", "b2", "b3", "b4"];
    const bridged = (similarity: number) =>
      groupsOf(graphOf(faces(...one, ...other), [...alike(one), ...alike(other), ["a4", "b1", similarity]]));
    expect(bridged(94)).toEqual([one, other]);
    // Even where the two look-alikes fit each other best, they do not drag the others along.
    expect(bridged(99.9).map((group) => group.length)).toEqual([3, 2, 3]);
  });

  it("does not chain a row in which only neighbours are alike", () => {
    const row = Array.from({ length: 12 }, (_, i) => `f${String(i).padStart(2, "0")}`);
    const groups = groupsOf(
      graphOf(
        faces(...row),
        row.slice(1).map((b, i) => [row[i]!, b, 90]),
      ),
    );
    expect(Math.max(...groups.map((group) => group.length))).toBeLessThanOrEqual(2);
  });

  it("never joins two faces of one photo, however alike", () => {
    const twins = [face("a", { photo: "t.jpg" }), face("b", { photo: "t.jpg", ordinal: 2 }), ...faces("c")];
    const groups = groupsOf(graphOf(twins, alike(["a", "b", "c"], 99)));
    expect(groups.some((group) => group.includes("a") && group.includes("b"))).toBe(false);
  });

  it("gives a pair that nobody searched no vote, and one that was searched and not found a vote against", () => {
    const star = (searchedUntil: object) => [
      face("hub", UNSEARCHED),
      face("x", { searchedUntil: 1 }),
      face("y", { ...searchedUntil, since: 2 }),
    ];
    const pairs = alike(["hub", "x"], 99).concat(alike(["hub", "y"], 98));
    // x was searched before y came, and y was not searched.
    expect(groupsOf(graphOf(star(UNSEARCHED), pairs), 60)).toEqual([["hub", "x", "y"]]);
    expect(groupsOf(graphOf(star({ searchedUntil: 3 }), pairs), 60)).toEqual([["hub", "x"], ["y"]]);
  });

  it("takes what a search found that did not look all the way down, and nothing for what it did not find", () => {
    const half = [face("a", UNSEARCHED), face("b", UNSEARCHED), face("c", UNSEARCHED)];
    expect(groupsOf(graphOf(half, alike(["a", "b"]).concat(alike(["b", "c"]))), 90)).toEqual([
      ["a", "b", "c"],
    ]);
  });

  it("does not count a pair that was found by such a search as unknown", () => {
    const half = [face("a", UNSEARCHED), face("b", UNSEARCHED)];
    expect(groupsOf(graphOf(half, alike(["a", "b"], 85)), 86)).toEqual([["a"], ["b"]]);
  });

  it("joins at the mean that was asked for and not below", () => {
    const pair = graphOf(faces("a", "b"), alike(["a", "b"], 90));
    expect(groupsOf(pair, 90)).toEqual([["a", "b"]]);
    expect(groupsOf(pair, 90.1)).toEqual([["a"], ["b"]]);
  });

  it("does not depend on FaceIds nor on the order of faces and pairs", () => {
    const keys = Array.from({ length: 30 }, (_, i) => `f${i}`);
    // A fixed pseudo-random graph with many ties.
    const pairs = alike(keys).filter((_, i) => (i * 7919) % 5 < 2);
    const expected = groupsOf(graphOf(faces(...keys), pairs));
    const renamed = (key: string) => `g${99 - Number(key.slice(1))}`;
    const shuffled = graphOf(
      [...keys].reverse().map((key) => face(renamed(key), { photo: `${key}.jpg` })),
      [...pairs].reverse().map(([a, b, similarity]) => [renamed(b), renamed(a), similarity]),
    );
    expect(groupsOf(shuffled)).toEqual(expected.map((group) => group.map(renamed)));
  });

  it("groups some of the faces alone", () => {
    const graph = graphOf(faces("a", "b", "c"), alike(["a", "b", "c"]));
    expect(groupByLooks(graph, 50, [0, 2])).toEqual([[0, 2]]);
  });
});
