import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { decide } from "../../analysis/app/decide.ts";
import { isInFuture } from "../../analysis/people/birth-date.ts";
import { extendLedger, readDecisions } from "../../analysis/people/decision-ledger.ts";
import { refOf } from "../../analysis/people/face-finder.ts";
import type { FaceGraph } from "../../analysis/people/face-graph.ts";
import { FaceLookup } from "../../analysis/people/face-lookup.ts";
import { People } from "../../analysis/people/people.ts";
import type { NameFault } from "../../analysis/people/person-name.ts";
import { changeLines } from "../../analysis/people/print-people.ts";
import { DecisionRefused, type Refusal } from "../../analysis/people/refusal.ts";
import { togetherInWords } from "../../analysis/people/together.ts";
import { type Alike, alike, face, faces, graphOf } from "./helpers/face-graph.ts";

let datas: string;
beforeEach(async () => {
  datas = await mkdtemp(join(tmpdir(), "decide-"));
});
afterEach(() => rm(datas, { recursive: true }));

const A = ["a1", "a2", "a3", "a4"];
const B = ["b1", "b2", "b3"];
const graph = graphOf(faces(...A, ...B, "z"), [...alike(A, 99), ...alike(B, 99)]);
const NOT_KEPT = [{ faceKey: "kid.jpg#1", faceId: null, photo: "kid.jpg", reason: "too young" }];

async function open(of: FaceGraph = graph): Promise<People> {
  const words = new FaceLookup(of.faces, NOT_KEPT);
  return new People({
    datas,
    graph: of,
    words,
    decisions: await readDecisions(datas),
    file: { next: 1, people: {} },
  });
}
/** FaceIds by person id. */
const who = (people: People) =>
  Object.fromEntries(
    people.list().map(({ id, places }) => [id, places.map((place) => people.graph.faces[place]!.faceId)]),
  );
const groups = (people: People) =>
  Object.values(who(people))
    .map((places) => places.join())
    .sort();
const refusal = async (decision: Promise<unknown>): Promise<Refusal> => {
  const error = await decision.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(error).toBeInstanceOf(DecisionRefused);
  return (error as DecisionRefused).reason;
};
const before = { P1: A, P2: B, P3: ["z"] };

describe("decisions change the faces that they name, and no others", () => {
  it.each<[string, (people: People) => Promise<unknown>, Record<string, string[]>]>([
    ["move a face", (p) => p.move(["a4"], "P2"), { P1: ["a1", "a2", "a3"], P2: ["a4", ...B], P3: ["z"] }],
    [
      "move most of a person",
      (p) => p.move(["a1", "a2", "a3"], "P2"),
      { P1: ["a4"], P2: ["a1", "a2", "a3", ...B], P3: ["z"] },
    ],
    ["move two faces", (p) => p.move(["a3", "z"], "b1"), { P1: ["a1", "a2", "a4"], P2: ["a3", ...B, "z"] }],
    ["move to nobody yet", (p) => p.move(["a4"], "new"), { ...before, P1: ["a1", "a2", "a3"], P4: ["a4"] }],
    ["split", (p) => p.split(["a1", "a2", "a3"]), { P1: ["a4"], P4: ["a1", "a2", "a3"], P2: B, P3: ["z"] }],
    ["merge into the larger", (p) => p.merge("P1", "P2"), { P1: [...A, ...B], P3: ["z"] }],
    ["merge into the smaller", (p) => p.merge("P2", "P1"), { P2: [...A, ...B], P3: ["z"] }],
    ["same face and face", (p) => p.same("a2", "b3"), { P1: [...A, "b3"], P2: ["b1", "b2"], P3: ["z"] }],
    ["same face and a face alone", (p) => p.same("a2", "z"), { P1: [...A, "z"], P2: B }],
    ["same people", (p) => p.same("P1", "P2"), { P1: [...A, ...B], P3: ["z"] }],
    ["same face and person", (p) => p.same("b1", "P1"), { P1: [...A, "b1"], P2: ["b2", "b3"], P3: ["z"] }],
    [
      "different faces",
      (p) => p.different("a1", "a2"),
      { P1: ["a1", "a3", "a4"], P4: ["a2"], P2: B, P3: ["z"] },
    ],
    ["different people", (p) => p.different("P1", "P2"), before],
    [
      "different face and person",
      (p) => p.different("a1", "P1"),
      { P1: ["a2", "a3", "a4"], P4: ["a1"], P2: B, P3: ["z"] },
    ],
    [
      "not this person",
      (p) => p.notThisPerson(["a1", "a2"], "P1"),
      { P1: ["a3", "a4"], P4: ["a1", "a2"], P2: B, P3: ["z"] },
    ],
    ["ignore faces", (p) => p.ignore(["a1", "z"]), { P1: ["a2", "a3", "a4"], P2: B }],
    ["ignore a person", (p) => p.ignore(["P2"]), { P1: A, P3: ["z"] }],
    ["name", (p) => p.name("p1", "Anna"), before],
    ["born", (p) => p.born("P1", "2019-05"), before],
  ])("%s, and undo it", async (_, decide, after) => {
    const people = await open();
    expect(who(people)).toEqual(before);
    await decide(people);
    expect(who(people)).toEqual(after);
    expect(groups(await open()), "from the ledger alone").toEqual(groups(people));
    await people.undo();
    expect(who(people)).toEqual(before);
  });

  it("pin a moved face against every later grouping", async () => {
    await (await open()).move(["a4"], "P2");
    const more = graphOf(faces(...A, "a5", "a6", ...B, "z"), [
      ...alike([...A, "a5", "a6"], 99),
      ...alike(B, 99),
    ]);
    const people = await open(more);
    expect(people.personOf("a4")).toBe(people.personOf("b1"));
    expect(people.personOf("a5")).toBe(people.personOf("a1"));
  });

  it("tell what they changed and nothing else", async () => {
    const people = await open();
    const change = await people.move(["a4"], "P2");
    expect(change.moved).toEqual([{ faceId: "a4", faceKey: "a4.jpg#1", from: "P1", to: "P2" }]);
    expect(change.people.map(({ before, after }) => [before?.id, after?.places.length])).toEqual([
      ["P1", 3],
      ["P2", 4],
    ]);
    const named = await people.name("P3", "Zoe");
    expect(named.moved).toEqual([]);
    expect(named.people).toHaveLength(1);
  });

  it("say whose name is dropped when people are merged", async () => {
    const people = await open();
    await people.name("P1", "Anna");
    await people.name("P2", "Bea");
    expect(await people.merge("Anna", "bea")).toMatchObject({ droppedName: "Bea" });
    expect(people.person("P1")).toMatchObject({ name: "Anna", places: { length: 7 } });
    await people.undo();
    expect(people.person("Bea").id).toBe("P2");
    await people.name("P1", "");
    expect((await people.merge("P1", "P2")).droppedName).toBeUndefined();
    expect(people.person("P1").name).toBe("Bea");
  });

  it("leave people of one size in the order of their numbers", async () => {
    const pairs = Array.from({ length: 11 }, (_, i) => [`p${10 + i}x`, `p${10 + i}y`]);
    const people = await open(
      graphOf(
        faces(...pairs.flat()),
        pairs.flatMap((pair) => alike(pair, 99)),
      ),
    );
    // The faces of P1 move on to a person that comes after the others.
    await people.split(["p10x"]);
    await people.move(["p10y"], "p10x");
    expect(people.list().map(({ id }) => id)).toEqual([...Array(11)].map((_, i) => `P${i + 2}`));
  });

  it("say on which photos two stand who are one person now", async () => {
    const photos = ["x.jpg", "y.jpg", "z.jpg"];
    const [ofA, ofC] = [A.slice(0, 3), ["c1", "c2", "c3"]];
    const onPhotos = photos.flatMap((photo, i) => [
      face(ofA[i]!, { photo }),
      face(ofC[i]!, { photo, ordinal: 2 }),
    ]);
    const people = await open(graphOf([...onPhotos, ...faces("d1")], [...alike(ofA, 99), ...alike(ofC, 99)]));
    expect((await people.merge("P1", "d1")).together).toBeUndefined();
    expect((await people.move(["c1"], "a2")).together).toEqual(["x.jpg"]);
    expect((await people.undo()).together).toBeUndefined();
    const change = await people.same("P1", "P2");
    expect(change.together).toEqual(photos);
    // Whom that concerns already is not told again.
    expect((await people.move(["c1"], "P1")).together).toBeUndefined();
    expect((await people.name("P1", "Anna")).together).toBeUndefined();
    expect(togetherInWords(photos)).toBe("they are together on 3 photos (x.jpg, y.jpg, …)");
    expect(togetherInWords(photos.slice(1))).toBe("they are together on 2 photos (y.jpg, z.jpg)");
    expect(changeLines(change, people).slice(2)[0]).toBe(
      "  But they are together on 3 photos (x.jpg, y.jpg, …): two people, as a rule. If so: npx lookalike people undo",
    );
    for (const _ of ["name", "move", "merge"]) await people.undo();
    expect(await decide(people, { verb: "merge", into: "P1", person: "P2" })).toBe(
      "Merged P2 into P1, but they are together on 3 photos (x.jpg, y.jpg, …)",
    );
  });

  it.each<[string, (people: People) => Promise<unknown>]>([
    ["move", (p) => p.move(["a4"], "P2")],
    ["move to where it is, which pins it", (p) => p.move(["a4"], "P1")],
    ["same faces", (p) => p.same("a1", "a2")],
    ["same face and person", (p) => p.same("b1", "P1")],
    ["different people", (p) => p.different("P1", "P2")],
    ["different faces", (p) => p.different("a1", "b1")],
    ["different face and person", (p) => p.different("a1", "P2")],
    ["ignore", (p) => p.ignore(["a1"])],
    ["born", (p) => p.born("P1", "2019")],
  ])("are taken once: %s", async (_, decide) => {
    const people = await open();
    await decide(people);
    expect(await refusal(decide(people))).toEqual({ code: "ALREADY_SO" });
    expect(await readDecisions(datas)).toHaveLength(1);
  });

  it("take in what another process decided meanwhile", async () => {
    const [one, two] = [await open(), await open()];
    await one.merge("P1", "P2");
    await two.name("P1", "Anna");
    expect(two.person("Anna").places).toHaveLength(7);
    expect((await one.refresh()).people).toHaveLength(1);
    expect(one.person("Anna").places).toHaveLength(7);
    expect((await readDecisions(datas)).map(({ id }) => id)).toEqual([1, 2]);
  });
});

describe("what was just answered is not asked again", () => {
  /** What there is to ask about these people, whom a little joins. */
  const asked = (people: People) => ({
    merges: people.suggestedMerges().map(({ a, b }) => `${a} ${b}`),
    better: people.suspects().flatMap(({ faceId, better }) => (better ? [`${faceId} ${better.person}`] : [])),
  });
  // a4 is like all of A, and draws each of them more than the others do.
  const drawing = graphOf(faces(...A, ...B), [
    ...alike(["a1", "a2", "a3"], 85),
    ...A.slice(0, 3).map((id): Alike => [id, "a4", 95]),
    ...alike(B, 99),
    ["a4", "b1", 98],
    ["a4", "b2", 90],
  ]);
  const nothing = { merges: [], better: [] };

  it.each<[string, (people: People) => Promise<unknown>]>([
    ["split", (p) => p.split(["a4"])],
    ["move to nobody yet", (p) => p.move(["a4"], "new")],
    ["not this person", (p) => p.notThisPerson(["a4"], "P1")],
    ["different", (p) => p.different("a4", "P1")],
  ])("after: %s", async (_, decide) => {
    const people = await open(drawing);
    await decide(people);
    expect(who(people)).toMatchObject({ P1: ["a1", "a2", "a3"], P3: ["a4"] });
    const about = asked(people);
    expect({ ...about, merges: about.merges.filter((pair) => pair.includes("P1")) }).toEqual(nothing);
    await people.undo();
    expect(who(people)).toEqual({ P1: A, P2: B });
  });

  it("after a face was moved to another person", async () => {
    const people = await open(drawing);
    await people.move(["a4"], "P2");
    expect(asked(people)).toEqual(nothing);
  });

  it("until the two are said to be one after all, or it is undone", async () => {
    const people = await open(drawing);
    const atFirst = asked(people);
    expect(atFirst).toEqual({ merges: ["P1 P2"], better: [] });
    await people.split(["a4"]);
    await people.undo();
    expect(asked(people)).toEqual(atFirst);
    await people.split(["a4"]);
    await people.move(["a4"], "P1");
    expect(asked(people)).toEqual(atFirst);
    await people.split(["a4"]);
    await people.merge("P2", "a4");
    // a4 is one of P2 now, and P1 was told from it.
    expect(asked(people)).toEqual(nothing);
  });
});

describe("what is refused is told by a code", () => {
  it.each<[Refusal["code"], (people: People) => Promise<unknown>]>([
    ["UNKNOWN_FACE", (p) => p.split(["nobody"])],
    ["UNKNOWN_PERSON", (p) => p.name("nobody", "Ann")],
    ["FACE_NOT_KEPT", (p) => p.same("kid.jpg", "a1")],
    ["EMPTY_NAME", (p) => p.name("P1", "  ")],
    ["SAME_PERSON", (p) => p.merge("P1", "a2.jpg")],
    ["SAME_FACE", (p) => p.same("a1", "a1.jpg#1")],
    ["NOT_THEIRS", (p) => p.notThisPerson(["b1"], "P1")],
    ["ALREADY_SO", (p) => p.split(A)],
    ["BAD_DATE", (p) => p.born("P1", "2019-02-30")],
    ["FUTURE_DATE", (p) => p.born("P1", "2999-01-01")],
    ["NO_FACES", (p) => p.ignore([])],
    ["NOTHING_TO_UNDO", (p) => p.undo()],
    ["UNKNOWN_DECISION", (p) => p.undo(7)],
  ])("%s", async (code, decide) => {
    const people = await open();
    expect(await refusal(decide(people))).toMatchObject({ code });
    expect(await readDecisions(datas), "nothing was written").toEqual([]);
  });

  it("a name that another person has, unless two people may be called so", async () => {
    const people = await open();
    await people.name("P1", "Anna");
    expect(await refusal(people.name("P2", "Anna"))).toEqual({
      code: "NAME_TAKEN",
      name: "Anna",
      person: { id: "P2", name: null, faces: 3 },
      by: { id: "P1", name: "Anna", faces: 4 },
    });
    await people.name("P2", "Anna", { isShared: true });
    const both = { code: "AMBIGUOUS_NAME", people: [{ id: "P1" }, { id: "P2" }] };
    expect(await refusal(people.merge("anna", "P3"))).toMatchObject(both);
  });

  it.each<[NameFault, string[]]>([
    ["ID", ["P3", "p2", " P99 "]],
    ["KEYWORD", ["new", "NEW"]],
    ["FACE", ["a1", "a1.jpg", "a1.jpg#1", "kid.jpg"]],
    ["CHARACTERS", ["Anna\nMaria", "An\u202ena", "An\u0000na", "An\u200bna", "Anna\tMaria"]],
    ["LENGTH", ["x".repeat(101)]],
  ])("a name that could be taken for something else, or not be shown: %s", async (fault, names) => {
    const people = await open();
    for (const name of names)
      expect(await refusal(people.name("P2", name))).toEqual({ code: "BAD_NAME", name, fault });
    expect(await readDecisions(datas), "nothing was written").toEqual([]);
  });

  it("but not names that are near to these", async () => {
    const people = await open();
    for (const name of ["P", "P3a", "Newton", "😀".repeat(100), "O'Neill-Åse (Oma)", "נועה"]) {
      await people.name("P2", name);
      expect(people.person("P2").name).toBe(name);
    }
  });

  it("compares names by their words, and stores them with one space between", async () => {
    const people = await open();
    await people.name("P1", " Anna   Maria\u00a0Huber ");
    expect(people.person("P1").name).toBe("Anna Maria Huber");
    expect(await refusal(people.name("P2", "anna maria  HUBER"))).toMatchObject({ code: "NAME_TAKEN" });
    expect(people.person("ANNA  maria huber").id).toBe("P1");
  });

  it("names of earlier versions stand", async () => {
    const people = await open();
    await extendLedger(datas, () => ({ type: "name", name: "Anna  P2", faces: [refOf(graph.faces[0]!)] }));
    await extendLedger(datas, () => ({ type: "name", name: "p9", faces: [refOf(graph.faces[4]!)] }));
    await people.refresh();
    expect(people.list().map(({ name }) => name)).toEqual(["Anna  P2", "p9", null]);
    expect(people.person("anna p2").id).toBe("P1");
  });

  it("a join of two that were told apart, whatever came between", async () => {
    const people = await open();
    await people.different("P1", "P2");
    const contradiction = { code: "CONTRADICTS", decisions: [{ id: 1, type: "distinct" }] };
    expect(await refusal(people.merge("P1", "P2"))).toMatchObject(contradiction);
    await people.move(["z"], "P2");
    expect(await refusal(people.merge("P2", "P1"))).toMatchObject(contradiction);
    await people.undo(1);
    await people.merge("P1", "P2");
    expect(who(people)).toEqual({ P1: [...A, ...B, "z"] });
  });

  it("but not a face that was said to be somebody else's and is theirs after all", async () => {
    const people = await open();
    await people.notThisPerson(["a1"], "P1");
    await people.move(["a1"], "P1");
    expect(who(people)).toEqual(before);
    expect(people.decisions().map(({ state, by }) => [state, by])).toEqual([
      ["overwritten", 2],
      ["in force", undefined],
    ]);
    await people.different("a2", "b1");
    await people.same("a2", "b1");
    expect(people.personOf("a2")).toBe(people.personOf("b1"));
  });
});

describe("decisions of earlier versions", () => {
  const old = async (...decisions: [string, string, string][]) => {
    const refs = Object.fromEntries(
      graph.faces.map(({ faceId, photo, ordinal }) => [faceId, { faceId, photo, ordinal }]),
    );
    for (const [type, a, b] of decisions) {
      const faces = [refs[a]!, refs[b]!] as [never, never];
      await extendLedger(datas, () => ({ type: type as "same" | "different", faces }));
    }
    return await open();
  };

  it("make one person of two groups when any two of their faces are the same", async () => {
    expect(who(await old(["same", "a2", "b3"]))).toEqual({ P1: [...A, ...B], P2: ["z"] });
  });

  it("take one face over alone where the groups must stay apart", async () => {
    const people = await old(["different", "a4", "b2"], ["same", "a2", "b3"]);
    expect(people.personOf("b3")).toBe(people.personOf("a2"));
    expect(people.personOf("b1")).not.toBe(people.personOf("a1"));
  });

  it("join two faces of one photo", async () => {
    const collage = graphOf([face("a", { photo: "c.jpg" }), face("b", { photo: "c.jpg", ordinal: 2 })], []);
    const [a, b] = collage.faces.map(({ faceId, photo, ordinal }) => ({ faceId, photo, ordinal }));
    await extendLedger(datas, () => ({ type: "same", faces: [a!, b!] }));
    expect(who(await open(collage))).toEqual({ P1: ["a", "b"] });
  });
});

describe("what became of decisions", () => {
  it("is told: in force, overwritten, undone, faces not found", async () => {
    const people = await open();
    await people.move(["a4"], "P2");
    await people.name("P1", "Anna");
    await people.name("P1", "Ann");
    await people.move(["a4"], "P3");
    await people.ignore(["a1"]);
    await people.undo();
    await people.ignore(["z"]);
    const without = graphOf(faces(...A, ...B), [...alike(A, 99), ...alike(B, 99)]);
    expect((await open(without)).decisions().map(({ state, by }) => [state, by])).toEqual([
      ["in force", undefined],
      ["overwritten", 3],
      ["in force", undefined],
      ["missing", undefined],
      ["undone", 6],
      ["missing", undefined],
    ]);
    expect(people.decisions()[0]).toMatchObject({ state: "overwritten", by: 4 });
  });
});

describe("a birth date", () => {
  it.each(["2026", "2026-05", "2026-05-31", "2025-12-31"])(
    "may be %s on the last day of May 2026",
    (date) => {
      expect(isInFuture(date, new Date(2026, 4, 31, 23, 59))).toBe(false);
    },
  );
  it.each(["2027", "2026-06", "2026-06-01"])("may not be %s on that day", (date) => {
    expect(isInFuture(date, new Date(2026, 4, 31, 23, 59))).toBe(true);
  });

  it("keeps a person from photos that were taken before, unless a face was put there by hand", async () => {
    const takenAt = Date.parse("2018-12-31T23:00:00Z");
    const early = graphOf(
      [
        face("a1", { takenAt }),
        face("a2", { takenAt }),
        face("a3"),
        face("a4", { takenAt: takenAt + 7_200_000 }),
        ...faces(...B),
      ],
      [...alike(A, 99), ...alike(B, 99)],
    );
    const people = await open(early);
    await people.move(["a2"], "a3");
    await people.born("a3", "2019");
    expect(who(people)).toEqual({ P1: ["a2", "a3", "a4"], P2: B, P3: ["a1"] });
    await people.undo();
    expect(who(people)).toMatchObject({ P1: A });
  });
});
