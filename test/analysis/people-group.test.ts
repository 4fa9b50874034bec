import { describe, expect, it } from "vitest";
import { groupFaces, type Match } from "../../analysis/people/group.ts";

const face = (key: string, photo = `${key}.jpg`, searched = true) => ({ key, photo, searched });
const faces = (...keys: string[]) => keys.map((key) => face(key));
/** Every pair of the keys, found in one direction. */
const alike = (keys: string[], similarity = 95): Match[] =>
  keys.flatMap((a, i) => keys.slice(i + 1).map((b) => ({ a, b, similarity })));

describe("grouping faces into people", () => {
  it("joins faces that are alike and leaves the others alone", () => {
    const groups = groupFaces(faces("a", "b", "c", "x"), alike(["a", "b", "c"]));
    expect(groups).toEqual([["a", "b", "c"], ["x"]]);
  });

  it("does not chain two people over one look-alike pair", () => {
    const one = ["a1", "a2", "a3", "a4"];
    const other = ["b1", "b2", "b3", "b4"];
    const bridged = (similarity: number) =>
      groupFaces(faces(...one, ...other), [...alike(one), ...alike(other), { a: "a4", b: "b1", similarity }]);
    expect(bridged(94)).toEqual([one, other]);
    // Even where the two look-alikes fit each other best, they do not drag the others along.
    expect(bridged(99.9).map((group) => group.length)).toEqual([3, 3, 2]);
  });

  it("does not chain a row in which only neighbours are alike", () => {
    const row = Array.from({ length: 12 }, (_, i) => `f${String(i).padStart(2, "0")}`);
    const matches = row.slice(1).map((b, i) => ({ a: row[i]!, b, similarity: 90 }));
    expect(Math.max(...groupFaces(faces(...row), matches).map((group) => group.length))).toBeLessThanOrEqual(
      2,
    );
  });

  it("never joins two faces of one photo, however alike", () => {
    const twins = [face("a", "twins.jpg"), face("b", "twins.jpg"), face("c"), face("d")];
    const groups = groupFaces(twins, alike(["a", "b", "c", "d"], 99));
    expect(groups.some((group) => group.includes("a") && group.includes("b"))).toBe(false);
  });

  it("joins two faces of one photo where the user said that they are one person", () => {
    const collage = [face("a", "collage.jpg"), face("b", "collage.jpg")];
    expect(groupFaces(collage, [], { same: [["a", "b"]] })).toEqual([["a", "b"]]);
  });

  it("takes pairs that nobody searched for unknown, not for different", () => {
    const star = [face("hub"), face("x", "x.jpg", false), face("y", "y.jpg", false)];
    const matches = [
      { a: "hub", b: "x", similarity: 99 },
      { a: "hub", b: "y", similarity: 98 },
    ];
    expect(groupFaces(star, matches)).toEqual([["hub", "x", "y"]]);
    // Once they were searched and did not find each other, they are two votes against.
    const searched = star.map(({ key, photo }) => face(key, photo));
    expect(groupFaces(searched, matches, { joinAt: 60 })).toEqual([["hub", "x"], ["y"]]);
  });

  it("averages the two directions of a pair", () => {
    const matches = [
      { a: "a", b: "b", similarity: 100 },
      { a: "b", b: "a", similarity: 80 },
    ];
    expect(groupFaces(faces("a", "b"), matches, { joinAt: 90 })).toEqual([["a", "b"]]);
    expect(groupFaces(faces("a", "b"), matches, { joinAt: 90.1 })).toEqual([["a"], ["b"]]);
  });

  it("follows what the user decided against the similarities", () => {
    const matches = alike(["a", "b", "c"], 99);
    const groups = groupFaces(faces("a", "b", "c", "z"), matches, {
      same: [["a", "z"]],
      different: [["a", "c"]],
    });
    const of = (key: string) => groups.find((group) => group.includes(key))!;
    expect(of("a")).toContain("z");
    expect(of("a")).not.toContain("c");
  });

  const one = ["a1", "a2", "a3", "a4"];
  const other = ["b1", "b2", "b3"];
  const twoLooks = [...alike(one, 99), ...alike(other, 99)];

  it("makes one person of two groups when any two of their faces are said to be the same", () => {
    expect(groupFaces(faces(...one, ...other, "z"), twoLooks, { same: [["a2", "b3"]] })).toEqual([
      [...one, ...other],
      ["z"],
    ]);
  });

  it("takes the one face over alone where the groups must stay apart", () => {
    // a1 and b1 are on one photo, so the groups are two people, whatever a2 and b3 are.
    const together = [...one, ...other].map((key) =>
      face(key, key.endsWith("1") ? "both.jpg" : `${key}.jpg`),
    );
    expect(groupFaces(together, twoLooks, { same: [["a2", "b3"]] })).toEqual([
      [...one, "b3"],
      ["b1", "b2"],
    ]);
    const apart = { same: [["a2", "b3"]], different: [["a4", "b2"]] } as Parameters<typeof groupFaces>[2];
    expect(groupFaces(faces(...one, ...other), twoLooks, apart)).toEqual([
      [...one, "b3"],
      ["b1", "b2"],
    ]);
  });

  it("keeps everybody away from a face who was told apart from its other self", () => {
    const groups = groupFaces(faces(...one, ...other), twoLooks, {
      same: [["a1", "b1"]],
      different: [["a1", "b2"]],
    });
    const of = (key: string) => groups.find((group) => group.includes(key))!;
    expect(of("b1")).toEqual(expect.arrayContaining([...one, "b1"]));
    expect(of("b1")).not.toContain("b2");
  });

  it("keeps decided differences through every join", () => {
    const keys = ["a", "b", "c", "d", "e", "f"];
    const groups = groupFaces(faces(...keys), alike(keys, 97), { different: [["a", "f"]] });
    expect(groups.some((group) => group.includes("a") && group.includes("f"))).toBe(false);
  });

  it("does not depend on the order of faces and matches", () => {
    const keys = Array.from({ length: 30 }, (_, i) => `f${i}`);
    // A fixed pseudo-random graph with many ties.
    const matches = alike(keys).filter((_, i) => (i * 7919) % 5 < 2);
    const expected = groupFaces(faces(...keys), matches);
    const shuffled = groupFaces(
      faces(...[...keys].reverse()),
      [...matches].reverse().map(({ a, b, similarity }) => ({ a: b, b: a, similarity })),
    );
    expect(shuffled).toEqual(expected);
  });

  it("groups 20,000 faces of 2,000 people in seconds", () => {
    const people = Array.from({ length: 2000 }, (_, p) => Array.from({ length: 10 }, (_, i) => `p${p}-${i}`));
    const started = performance.now();
    const groups = groupFaces(
      people.flat().map((key) => face(key)),
      people.flatMap((keys) => alike(keys)),
    );
    expect(groups).toHaveLength(2000);
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});
