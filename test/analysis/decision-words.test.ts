import { describe, expect, it } from "vitest";
import { decisionInWords } from "../../analysis/people/decision-words.ts";
import {
  type ActiveDecision,
  type Decision,
  describe as described,
  type FaceRef,
  facesOf,
  type PersonRef,
  withoutFaces,
} from "../../analysis/people/decisions.ts";
import { explained, explainRefusal } from "../../analysis/people/explain-refusal.ts";
import { DecisionRefused, type Refusal } from "../../analysis/people/refusal.ts";
import { CommandError } from "../../analysis/terminal/command.ts";

const ref = (faceId: string): FaceRef => ({ faceId, photo: `${faceId}.jpg`, ordinal: 1 });
const refs = (...faceIds: string[]) => faceIds.map(ref);
const person = (id: string, ...faceIds: string[]): PersonRef => ({ person: id, faces: refs(...faceIds) });
const ids = (faces: FaceRef[]) => faces.map(({ faceId }) => faceId).join(" ");

type Plain<T> = T extends Decision ? Omit<T, "id" | "at"> : never;
const noted = (verdict: Plain<ActiveDecision>) =>
  ({ id: 7, at: "2026-11-25T10:00:00Z", ...verdict }) as ActiveDecision;

const two = (): [PersonRef, PersonRef] => [person("P1", "a", "b"), person("P2", "c")];
const pair = (): [FaceRef, FaceRef] => [ref("a"), ref("b")];

/** Each kind of decision: as it is listed, as it is told, and the faces that it mentions. */
const KINDS: [Plain<ActiveDecision>, listed: string, told: string, mentioned: string][] = [
  [{ type: "same", faces: pair() }, "same a.jpg#1 and b.jpg#1", "a.jpg#1 and b.jpg#1 are one person", "a b"],
  [
    { type: "different", faces: pair() },
    "different a.jpg#1 and b.jpg#1",
    "a.jpg#1 and b.jpg#1 are two people",
    "a b",
  ],
  [
    { type: "distinct", people: two() },
    "different P1 (a.jpg#1) and P2 (c.jpg#1)",
    "P1 and P2 are two people",
    "a b c",
  ],
  [{ type: "merge", people: two() }, "merge P1 (a.jpg#1) and P2 (c.jpg#1)", "Merged P2 into P1", "a b c"],
  [
    { type: "move", faces: refs("a"), to: person("P2", "c") },
    "move a.jpg#1 to P2 (c.jpg#1)",
    "Moved a.jpg#1 to P2",
    "a c",
  ],
  [
    { type: "split", faces: refs("a", "b"), person: "P3" },
    "split a.jpg#1 and b.jpg#1 off as P3",
    "Split 2 faces off as P3",
    "a b",
  ],
  [
    { type: "reject", faces: refs("a", "b", "c"), from: { person: "P2", faces: [] } },
    "a.jpg#1 and b.jpg#1 and c.jpg#1 not P2",
    "Took 3 faces from P2",
    "a b c",
  ],
  [
    { type: "reject", faces: refs("a"), from: person("P2", "c") },
    "a.jpg#1 not P2 (c.jpg#1)",
    "Took a.jpg#1 from P2",
    "a c",
  ],
  [
    { type: "ignore", faces: refs("a", "b", "c", "d") },
    "ignore a.jpg#1, b.jpg#1 and 2 more",
    "Ignored 4 faces",
    "a b c d",
  ],
  [
    { type: "name", name: 'A "B"', faces: refs("a"), person: "P1" },
    'name "A \\"B\\"" for a.jpg#1',
    'Named P1 A "B"',
    "a",
  ],
  [
    { type: "name", name: "Ann", faces: refs("a", "b") },
    'name "Ann" for a.jpg#1 and b.jpg#1',
    "Named 2 faces Ann",
    "a b",
  ],
  [
    { type: "name", name: "", faces: refs("a"), person: "P1" },
    'name "" for a.jpg#1',
    "Took the name of P1 away",
    "a",
  ],
  [{ type: "name", name: "", faces: refs("a") }, 'name "" for a.jpg#1', "Took the name of a.jpg#1 away", "a"],
  [
    { type: "born", born: "2019-05", person: person("P1", "a", "b") },
    "born 2019-05: P1 (a.jpg#1)",
    "P1 was born 2019-05",
    "a b",
  ],
];

describe("a decision", () => {
  it.each(KINDS)("is put into words: %j", (verdict, listed, told, mentioned) => {
    const decision = noted(verdict);
    expect(described(decision)).toBe(`7: ${listed} (2026-11-25)`);
    expect(decisionInWords(decision)).toBe(told);
    expect(ids(facesOf(decision))).toBe(mentioned);
  });
});

describe("a decision without faces that are gone", () => {
  const left = (verdict: Plain<ActiveDecision>, ...gone: string[]) => {
    const rest = withoutFaces(noted(verdict), ({ faceId }) => gone.includes(faceId));
    return rest && ids(facesOf(rest));
  };

  it.each(["same", "different"] as const)("is nothing where one of two faces is gone (%s)", (type) => {
    expect(left({ type, faces: pair() }, "b")).toBeUndefined();
    expect(left({ type, faces: pair() }, "c")).toBe("a b");
  });

  it.each(["distinct", "merge"] as const)("is nothing where one of two people is gone (%s)", (type) => {
    expect(left({ type, people: two() }, "a")).toBe("b c");
    expect(left({ type, people: two() }, "c")).toBeUndefined();
    expect(left({ type, people: two() }, "a", "b")).toBeUndefined();
  });

  it("is nothing where all the faces are gone that it is about, whoever is left of the person", () => {
    const move: Plain<ActiveDecision> = { type: "move", faces: refs("a", "b"), to: person("P2", "c", "d") };
    expect(left(move, "a", "c")).toBe("b d");
    expect(left(move, "c", "d")).toBe("a b");
    expect(left(move, "a", "b")).toBeUndefined();
    const reject: Plain<ActiveDecision> = {
      type: "reject",
      faces: refs("a", "b"),
      from: person("P2", "c", "d"),
    };
    expect(left(reject, "a", "c")).toBe("b d");
    expect(left(reject, "a", "b")).toBeUndefined();
    const born: Plain<ActiveDecision> = { type: "born", born: "2019", person: person("P1", "a", "b") };
    expect(left(born, "a")).toBe("b");
    expect(left(born, "a", "b")).toBeUndefined();
    const ignore: Plain<ActiveDecision> = { type: "ignore", faces: refs("a", "b") };
    expect(left(ignore, "a")).toBe("b");
    expect(left(ignore, "a", "b")).toBeUndefined();
  });
});

describe("a refusal", () => {
  const anna = { id: "P1", name: "Anna", faces: 2 };
  const nobody = { id: "P2", name: null, faces: 1 };

  it.each<[Refusal, string]>([
    [
      { code: "UNKNOWN_FACE", face: "x\u001b" },
      "No face x\\x1b. A face is a FaceId, photo#ordinal (alice1.jpg#1), or a photo with one kept face.",
    ],
    [
      { code: "SEVERAL_FACES", photo: "a.jpg", faces: ["a.jpg#1", "a.jpg#2"] },
      "a.jpg has several faces: a.jpg#1, a.jpg#2. Name one of them.",
    ],
    [
      { code: "FACE_NOT_KEPT", face: "kid.jpg", reason: "too young" },
      "kid.jpg was not kept: too young. Only kept faces belong to people.",
    ],
    [
      { code: "UNKNOWN_PERSON", person: "P9" },
      "No person P9. A person is an id (P1), a name, or one of their faces. List them: npx lookalike people",
    ],
    [
      { code: "AMBIGUOUS_NAME", name: "Anna", people: [anna, { ...nobody, name: "anna" }] },
      "Several people are called Anna: P1 Anna (2 faces), P2 anna (1 face). Name one by its id.",
    ],
    [
      { code: "NAME_TAKEN", name: "Anna", person: nobody, by: anna },
      "P1 is Anna too (2 faces): the same person? Then: npx lookalike people merge P1 P2\n" +
        "Two people of that name? Then add --shared-name.",
    ],
    [{ code: "EMPTY_NAME" }, "The name is empty. Give a name."],
    [
      { code: "BAD_NAME", name: "P3", fault: "ID" },
      'Nobody can be called "P3": that looks like the id of a person. Give another name.',
    ],
    [
      { code: "BAD_NAME", name: "a\nb", fault: "CHARACTERS" },
      'Nobody can be called "a\\x0ab": that has a line break, or another character that cannot be seen. Give another name.',
    ],
    [
      { code: "BAD_NAME", name: "x".repeat(101), fault: "LENGTH" },
      `Nobody can be called "${"x".repeat(40)}…": that is longer than 100 characters. Give another name.`,
    ],
    [{ code: "SAME_PERSON", person: nobody }, "Both are P2 (1 face). Name two people."],
    [{ code: "SAME_FACE", face: "a.jpg#1" }, "Both are the face a.jpg#1. Name two faces."],
    [
      { code: "NOT_THEIRS", face: "a.jpg#1", person: anna },
      "a.jpg#1 is not a face of P1 Anna (2 faces). Name one of theirs.",
    ],
    [
      { code: "FACE_IGNORED", face: "a.jpg#1" },
      "a.jpg#1 is ignored, so it is nobody's. Give it to somebody: npx lookalike people move a.jpg#1 PERSON|new",
    ],
    [
      { code: "CONTRADICTS", decisions: [noted({ type: "ignore", faces: refs("a") })] },
      "That contradicts what was decided before:\n  7: ignore a.jpg#1 (2026-11-25)\n" +
        "Undo what was wrong (npx lookalike people undo N), then decide again.",
    ],
    [{ code: "ALREADY_SO" }, "It is so already: nothing to change."],
    [{ code: "BAD_DATE", text: "1.1.2019" }, '"1.1.2019" is not a date. Write 2019, 2019-05 or 2019-05-31.'],
    [
      { code: "FUTURE_DATE", date: "2999" },
      "2999 is in the future. Give the date of birth: 2019, 2019-05 or 2019-05-31.",
    ],
    [{ code: "NO_FACES" }, "No face given. Name one at least."],
    [{ code: "NOTHING_TO_UNDO" }, "No decision to undo: none was made, or all are undone."],
    [
      { code: "UNKNOWN_DECISION", id: 9 },
      "No decision 9, or it was undone. List them: npx lookalike people decisions",
    ],
  ])("is explained: %j", async (reason, words) => {
    expect(explainRefusal(reason)).toBe(words);
    const refused = explained(() => {
      throw new DecisionRefused(reason);
    });
    await expect(refused).rejects.toThrow(new CommandError(words));
    expect(new DecisionRefused(reason)).toMatchObject({ name: "DecisionRefused", message: reason.code });
  });

  it("is the only error that is explained", async () => {
    const fault = new TypeError("fault");
    await expect(explained(() => Promise.reject(fault))).rejects.toBe(fault);
    expect(await explained(() => 7)).toBe(7);
  });
});
