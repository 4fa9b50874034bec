import { describe, expect, it } from "vitest";
import { applyDecisions } from "../../analysis/people/apply-decisions.ts";
import type { ActiveDecision, FaceRef, NewDecision } from "../../analysis/people/decisions.ts";
import { FaceFinder, refOf } from "../../analysis/people/face-finder.ts";
import { Placement } from "../../analysis/people/placement.ts";
import { type Alike, alike, face, faces, graphOf, type MadeUpFace } from "./helpers/face-graph.ts";

const JOIN_AT = 60;
/** What follows a decision's verb, with faces by their letters: `a` is the face `a` on `a.jpg`. */
type Told = Exclude<NewDecision, { type: "undo" }>;

const ref = (faceId: string): FaceRef => refOf(graphOf([face(faceId)], []).faces[0]!);
const refs = (faceIds: string) => [...faceIds].map(ref);
const person = (faceIds: string, id = `P${faceIds}`) => ({ person: id, faces: refs(faceIds) });
const pair = (faceIds: string) => refs(faceIds) as [FaceRef, FaceRef];

const same = (faceIds: string): Told => ({ type: "same", faces: pair(faceIds) });
const different = (faceIds: string): Told => ({ type: "different", faces: pair(faceIds) });
const distinct = (one: string, two: string): Told => ({
  type: "distinct",
  people: [person(one), person(two)],
});
const merge = (one: string, two: string): Told => ({ type: "merge", people: [person(one), person(two)] });
const move = (faceIds: string, to: string): Told => ({ type: "move", faces: refs(faceIds), to: person(to) });
const split = (faceIds: string, id = "P9"): Told => ({ type: "split", faces: refs(faceIds), person: id });
const reject = (faceIds: string, from: string): Told => ({
  type: "reject",
  faces: refs(faceIds),
  from: person(from),
});
const ignore = (faceIds: string): Told => ({ type: "ignore", faces: refs(faceIds) });
const name = (faceIds: string, text: string, id?: string): Told => ({
  type: "name",
  name: text,
  faces: refs(faceIds),
  ...(id !== undefined && { person: id }),
});
const born = (faceIds: string, date: string): Told => ({ type: "born", person: person(faceIds), born: date });

/** Groups of faces, a word each, after decisions numbered from 1; faces look alike as in `pairs`. */
function decided(
  groups: string[],
  told: Told[],
  { pairs = [], made = faces(...groups.join("")) }: { pairs?: Alike[]; made?: MadeUpFace[] } = {},
) {
  const graph = graphOf(made, pairs);
  const place = (faceId: string) => graph.faces.findIndex((one) => one.faceId === faceId);
  const idOf = (at: number) => graph.faces[at]!.faceId;
  const looks = groups.map((word) => [...word].map(place));
  const decisions = told.map((one, i): ActiveDecision => ({ ...one, id: i + 1, at: "2026-01-01T00:00:00Z" }));
  const finder = new FaceFinder(graph.faces);
  const { placement, missing } = applyDecisions(new Placement(graph, looks), decisions, {
    joinAt: JOIN_AT,
    finder,
  });
  const words = placement.groups.map((places) => places.map(idOf).join(""));
  return {
    groups: words.filter((word) => word !== "").sort(),
    identities: Object.fromEntries(
      [...placement.identities].map(([group, { id, name, born }]) => [
        words[group],
        [id, name?.text, born?.date].filter((one) => one !== undefined).join(" "),
      ]),
    ),
    missing: missing.map(({ id }) => id),
    overwritten: Object.fromEntries(placement.overwritten),
    apart: placement.apart.map(({ by, a, b }) => `${by}: ${a.map(idOf).join("")} ${b.map(idOf).join("")}`),
  };
}

describe("a decision about faces that are not there", () => {
  it.each([
    ["same, the one", same("xa")],
    ["same, the other", same("ax")],
    ["different, the one", different("xa")],
    ["different, the other", different("ax")],
    ["distinct, the one", distinct("x", "a")],
    ["distinct, the other", distinct("a", "x")],
    ["merge, the one", merge("x", "a")],
    ["merge, the other", merge("a", "x")],
    ["move, the faces", move("x", "a")],
    ["move, the person", move("a", "x")],
    ["split", split("x")],
    ["reject, the faces", reject("x", "a")],
    ["reject, the person", reject("a", "x")],
    ["ignore", ignore("x")],
    ["name", name("x", "Anna")],
    ["born", born("x", "2000-01-01")],
  ])("changes nothing and is told: %s", (_, decision) => {
    expect(decided(["ab", "c"], [decision])).toEqual({
      groups: ["ab", "c"],
      identities: {},
      missing: [1],
      overwritten: {},
      apart: [],
    });
  });
});

describe("same", () => {
  it("joins the two groups, and nothing where they are one", () => {
    expect(decided(["ab", "c", "d"], [same("ac")]).groups).toEqual(["abc", "d"]);
    expect(decided(["ab", "c"], [same("ab")])).toMatchObject({ groups: ["ab", "c"], missing: [] });
  });

  it("brings an ignored face back", () => {
    expect(decided(["ab", "c"], [ignore("c"), same("ac")]).groups).toEqual(["abc"]);
    expect(decided(["ab", "c"], [ignore("a"), same("ac")]).groups).toEqual(["ac", "b"]);
  });

  it("takes the one face only where the groups were said to be two, or have faces on one photo", () => {
    expect(decided(["abc", "de"], [distinct("ab", "de"), same("ad")])).toMatchObject({
      groups: ["abcd", "e"],
      apart: ["1: ab de"],
    });
    expect(decided(["de", "abc"], [distinct("ab", "de"), same("da")]).groups).toEqual(["abcd", "e"]);
    const made = [...faces("a", "b"), face("c", { photo: "b.jpg", ordinal: 2 }), face("d")];
    expect(decided(["ab", "cd"], [same("ad")], { made }).groups).toEqual(["abd", "c"]);
  });

  it("of two groups of one size brings the second's face to the first", () => {
    expect(decided(["ab", "cd"], [distinct("ab", "cd"), same("ac")]).groups).toEqual(["abc", "d"]);
  });

  it("overrules that the very two are different, and nothing about others beside them", () => {
    expect(decided(["a", "b"], [different("ab"), same("ab")])).toMatchObject({
      groups: ["ab"],
      overwritten: { 1: 2 },
      apart: [],
    });
    expect(decided(["ac", "b"], [distinct("ac", "b"), same("ab")])).toMatchObject({ apart: ["1: ac b"] });
  });

  it("keeps the later name, whichever group is larger, and says that it replaced the other", () => {
    const [early, late] = [name("ab", "Early"), name("c", "Late")];
    expect(decided(["ab", "c"], [early, late, same("ac")])).toMatchObject({
      groups: ["abc"],
      identities: { abc: "Late" },
      overwritten: { 1: 2 },
    });
    const [first, second] = [name("c", "First"), name("ab", "Second")];
    expect(decided(["ab", "c"], [first, second, same("ac")])).toMatchObject({
      identities: { abc: "Second" },
    });
    expect(decided(["ab", "c"], [late, same("ac")]).identities).toEqual({ abc: "Late" });
    expect(decided(["ab", "c"], [early, same("ac")]).identities).toEqual({ abc: "Early" });
  });
});

describe("different", () => {
  const pairs: Alike[] = [
    ["a", "c", 95],
    ["b", "c", 70],
    ["a", "b", 80],
  ];

  it("lets that one of the two leave which is less like the others", () => {
    expect(decided(["abc"], [different("ab")], { pairs }).groups).toEqual(["ac", "b"]);
    expect(decided(["abc"], [different("ba")], { pairs }).groups).toEqual(["ac", "b"]);
  });

  it("lets a face stay that was put there by a decision", () => {
    expect(decided(["ac", "b"], [move("b", "ac"), different("ab")], { pairs }).groups).toEqual(["a", "bc"]);
    expect(decided(["bc", "a"], [move("a", "bc"), different("ab")], { pairs }).groups).toEqual(["ac", "b"]);
  });

  it("moves nobody where they are in two groups, or one is ignored", () => {
    expect(decided(["a", "bc"], [different("ab")])).toMatchObject({ groups: ["a", "bc"], apart: ["1: a b"] });
    expect(decided(["abc"], [ignore("a"), different("ab")])).toMatchObject({
      groups: ["bc"],
      apart: ["2: a b"],
    });
    expect(decided(["abc"], [ignore("ab"), different("ab")]).groups).toEqual(["c"]);
  });
});

describe("distinct", () => {
  it("separates the faces of the second person, with its id, where both are in one group", () => {
    expect(decided(["abcd", "e"], [distinct("ab", "cde")])).toMatchObject({
      groups: ["ab", "cd", "e"],
      identities: { cd: "Pcde" },
      apart: ["1: ab cde"],
    });
  });

  it("moves nobody where they are in two", () => {
    expect(decided(["ab", "c"], [distinct("ab", "c")])).toMatchObject({
      groups: ["ab", "c"],
      identities: {},
    });
  });
});

describe("merge", () => {
  it("makes one person of two, with the first's id, and overrules what kept them apart", () => {
    expect(decided(["ab", "c"], [distinct("ab", "c"), merge("c", "ab")])).toMatchObject({
      groups: ["abc"],
      identities: { abc: "Pc" },
      overwritten: { 1: 2 },
      apart: [],
    });
    expect(decided(["ab"], [merge("a", "b")])).toMatchObject({ groups: ["ab"], identities: { ab: "Pa" } });
  });

  it("keeps the first's name and birthday, and says which were dropped", () => {
    const told = [name("ab", "Anna"), born("ab", "1900-01-01"), name("c", "Bea"), born("c", "1901-01-01")];
    expect(decided(["ab", "c"], [...told, merge("ab", "c")])).toMatchObject({
      identities: { abc: "Pab Anna 1900-01-01" },
      overwritten: { 3: 5, 4: 5 },
    });
  });
});

describe("move", () => {
  it("takes faces to a person, who is known by the other faces", () => {
    expect(decided(["abc", "de"], [move("ad", "de")]).groups).toEqual(["ade", "bc"]);
    expect(decided(["abc", "d"], [move("abd", "dabc")])).toMatchObject({ groups: ["abcd"] });
    expect(decided(["ab", "c"], [move("a", "a")])).toMatchObject({ groups: ["ab", "c"], missing: [1] });
  });

  it("overrules what kept those faces from that person, and says so of a move before", () => {
    expect(decided(["ab", "c"], [reject("a", "b"), move("a", "b")])).toMatchObject({
      groups: ["ab", "c"],
      overwritten: { 1: 2 },
      apart: [],
    });
    expect(decided(["a", "b", "c"], [move("a", "b"), move("a", "c")])).toMatchObject({
      groups: ["ac", "b"],
      overwritten: { 1: 2 },
    });
    const two = decided(["ab", "c", "d"], [move("ab", "c"), move("a", "d"), split("b")]);
    expect(two.overwritten).toEqual({ 1: 3 });
    expect(decided(["ab", "c", "d"], [move("ab", "c"), move("a", "d")]).overwritten).toEqual({});
  });
});

describe("split", () => {
  it("makes another person of faces, with the id that was told", () => {
    expect(decided(["abc"], [split("bc")])).toMatchObject({ groups: ["a", "bc"], identities: { bc: "P9" } });
  });
});

describe("reject", () => {
  it("takes faces from a person, those together that look alike, and keeps them apart", () => {
    const pairs = alike(["a", "b"]);
    expect(decided(["abcd"], [reject("abc", "d")], { pairs })).toMatchObject({
      groups: ["ab", "c", "d"],
      apart: ["1: abc d"],
    });
  });

  it("leaves faces where they are that are not the person's", () => {
    expect(decided(["ab", "c"], [reject("ac", "b")])).toMatchObject({ groups: ["a", "b", "c"] });
    expect(decided(["ac", "b"], [reject("ac", "b")])).toMatchObject({
      groups: ["ac", "b"],
      apart: ["1: ac b"],
    });
    expect(decided(["ab"], [reject("a", "a")])).toMatchObject({ groups: ["ab"], missing: [1] });
  });
});

describe("ignore", () => {
  it("takes faces out of every group", () => {
    expect(decided(["ab", "c"], [ignore("ac")])).toMatchObject({ groups: ["b"], missing: [] });
  });
});

describe("name", () => {
  it("is the person's until the next, or until it is taken away", () => {
    const anna = name("ab", "Anna", "P1");
    expect(decided(["ab"], [anna])).toMatchObject({ identities: { ab: "P1 Anna" }, overwritten: {} });
    expect(decided(["ab"], [anna, name("a", "Bea")])).toMatchObject({
      identities: { ab: "P1 Bea" },
      overwritten: { 1: 2 },
    });
    expect(decided(["ab"], [anna, name("a", "")])).toMatchObject({ identities: { ab: "P1" } });
    expect(decided(["ab"], [born("a", "1900-01-01"), anna]).identities).toEqual({ ab: "P1 Anna 1900-01-01" });
  });

  it("is of the person who has most of the faces, and of the first of two who have as many", () => {
    expect(decided(["abc", "d"], [name("dab", "Anna")]).identities).toEqual({ abc: "Anna" });
    expect(decided(["d", "abc"], [name("dab", "Anna")]).identities).toEqual({ abc: "Anna" });
    expect(decided(["ab", "cd"], [name("ca", "Anna")]).identities).toEqual({ ab: "Anna" });
  });
});

describe("born", () => {
  const taken = (faceId: string, date: string) => face(faceId, { takenAt: Date.parse(date) });
  const made = [taken("a", "2001-05-01"), taken("b", "1999-05-01"), taken("c", "1998-05-01"), face("d")];

  it("lets faces leave that were photographed before, together where they look alike", () => {
    const told = [born("a", "2000-01-01")];
    expect(decided(["abcd"], told, { made }).groups).toEqual(["ad", "b", "c"]);
    expect(decided(["abcd"], told, { made, pairs: alike(["b", "c"]) }).groups).toEqual(["ad", "bc"]);
  });

  it("lets a face stay that a decision put there", () => {
    expect(decided(["acd", "b"], [move("b", "a"), born("a", "2000-01-01")], { made }).groups).toEqual([
      "abd",
      "c",
    ]);
  });

  it("is the later of two", () => {
    expect(decided(["abcd"], [born("a", "2000-01-01"), born("a", "1990-01-01")], { made })).toMatchObject({
      groups: ["abcd"],
      identities: { abcd: "1990-01-01" },
      overwritten: { 1: 2 },
    });
  });
});
