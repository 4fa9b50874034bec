import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { labelsByName, pairwiseAgreement, personInName } from "../../analysis/people/evaluate.ts";
import { FaceLookup, findPerson } from "../../analysis/people/face-lookup.ts";
import { groupBy } from "../../analysis/people/group-by.ts";
import { labelledLine } from "../../analysis/people/labelled-line.ts";
import { readLabels } from "../../analysis/people/labels.ts";
import { CommandError } from "../../analysis/terminal/command.ts";
import { temporaryFolder } from "../local/temporary-folder.ts";
import { face, faces, graphOf } from "./helpers/face-graph.ts";

describe("pairwise agreement", () => {
  const labels = new Map(Object.entries({ a1: "a", a2: "a", a3: "a", b1: "b", b2: "b" }));

  it("counts pairs put together rightly and wrongly, and those kept apart wrongly", () => {
    const agreement = pairwiseAgreement([["a1", "a2", "b1", "unknown"], ["a3"], ["b2"]], labels);
    expect(agreement).toEqual({
      faces: 5,
      truePositives: 1,
      falsePositives: 2,
      falseNegatives: 3,
      precision: 1 / 3,
      recall: 1 / 4,
      f1: (2 * (1 / 3) * (1 / 4)) / (1 / 3 + 1 / 4),
    });
  });

  it("is perfect where no pair was put together, and where none belongs together", () => {
    const apart = pairwiseAgreement([["a1"], ["a2"]], labels);
    expect(apart).toMatchObject({ precision: 1, recall: 0, f1: 0, falseNegatives: 1 });
    const single = pairwiseAgreement([["a1"], ["b1"]], labels);
    expect(single).toMatchObject({ precision: 1, recall: 1, f1: 1 });
    const wrong = pairwiseAgreement([["a1", "b1"], ["a2"]], labels);
    expect(wrong).toMatchObject({ precision: 0, recall: 0, f1: 0 });
  });
});

describe("the person in a photo's name", () => {
  it.each([
    ["alice1.jpg", "alice"],
    ["trip.d/alice-12.png", "alice"],
    ["alice", "alice"],
    ["alice b. 3.x.jpg", "alice b. 3.x"],
    ["été_07.JPG", "été"],
    ["a1b2.jpg", "a1b"],
    ["alice .-_9.jpg", "alice"],
    ["alice (2).jpg", undefined],
    ["123.jpg", undefined],
    ["alice/123.jpg", undefined],
  ])("%s: %s", (photo, person) => {
    expect(personInName(photo)).toBe(person);
  });

  it("tells whom the names speak of, most photos first", () => {
    const labels = new Map([...Array(7)].map((_, i) => [`f${i}`, i < 5 ? "IMG" : "Ann\u0007"]));
    expect(labelledLine(labels)).toBe("People by the names of the files: IMG (5), Ann\\x07 (2)");
    const many = new Map([...Array(10)].map((_, i) => [`f${i}`, `p${i}`]));
    expect(labelledLine(many)).toMatch(/: p0 \(1\), .* p7 \(1\), 2 more$/);
    expect(labelledLine(new Map())).toBe("People by the names of the files: none");
  });

  it("goes to the largest face of a photo", () => {
    const labels = labelsByName([
      { faceId: "small", photo: "alice1.jpg", area: 0.1 },
      { faceId: "large", photo: "alice1.jpg", area: 0.2 },
      { faceId: "equal", photo: "alice1.jpg", area: 0.2 },
      { faceId: "other", photo: "bea.jpg", area: 0.1 },
      { faceId: "nameless", photo: "1.jpg", area: 0.1 },
    ]);
    expect([...labels]).toEqual([
      ["large", "alice"],
      ["other", "bea"],
    ]);
  });
});

describe("a face that is named", () => {
  const known = graphOf(
    [...faces("a"), face("b1", { photo: "b.jpg" }), face("b2", { photo: "b.jpg", ordinal: 2 })],
    [],
  );
  const words = new FaceLookup(known.faces, [
    { faceKey: "b.jpg#3", faceId: "b3", photo: "b.jpg", reason: "too young" },
    { faceKey: "kids.jpg#1", faceId: "k1", photo: "kids.jpg", reason: "too young" },
    { faceKey: "kids.jpg#2", faceId: null, photo: "kids.jpg", reason: "too dark" },
    { faceKey: "kids.jpg#3", faceId: null, photo: "kids.jpg", reason: "too young" },
  ]);
  const idOf = (word: string) => known.faces[words.find(word)]!.faceId;
  const reasonOf = (word: string): unknown => {
    try {
      words.find(word);
    } catch (error) {
      return (error as { reason: unknown }).reason;
    }
    return undefined;
  };

  it("is found by its FaceId, its photo and number, or its photo where that has one", () => {
    expect(["a", "a.jpg", "a.jpg#1", "b2", "b.jpg#1"].map(idOf)).toEqual(["a", "a", "a", "b2", "b1"]);
  });

  it("is asked for where its photo has several, and explained where it was not kept", () => {
    expect(reasonOf("b.jpg")).toEqual({
      code: "SEVERAL_FACES",
      photo: "b.jpg",
      faces: ["b.jpg#1", "b.jpg#2"],
    });
    expect(reasonOf("kids.jpg")).toEqual({
      code: "FACE_NOT_KEPT",
      face: "kids.jpg",
      reason: "too young, too dark",
    });
    expect(reasonOf("k1")).toMatchObject({ code: "FACE_NOT_KEPT", reason: "too young" });
    expect(reasonOf("kids.jpg#2")).toMatchObject({ reason: "too dark" });
    expect(reasonOf("nobody")).toEqual({ code: "UNKNOWN_FACE", face: "nobody" });
  });

  it("may be meant by every word that is one", () => {
    expect(["a", "a.jpg", "b.jpg", "kids.jpg", "k1", "nobody"].map((word) => words.has(word))).toEqual([
      true,
      true,
      true,
      true,
      true,
      false,
    ]);
    expect(new FaceLookup(known.faces).has("kids.jpg")).toBe(false);
  });
});

describe("a person who is named", () => {
  const people = [
    { id: "P1", name: "Zoé", faces: 3 },
    { id: "P2", name: "zoé", faces: 2 },
    { id: "P3", name: null, faces: 1 },
    { id: "P4", name: "Bea", faces: 1 },
    { id: "P5", name: "P4", faces: 1 },
  ];
  const find = (word: string) => findPerson(word, people)?.id;

  it("is found by id first, then by the very name, then by the name in other letters", () => {
    expect(find("p3")).toBe("P3");
    expect(find("P4")).toBe("P4");
    expect(find(" Zoe\u0301 ")).toBe("P1");
    expect(find("zoé")).toBe("P2");
    expect(find("BEA")).toBe("P4");
    expect(find("nobody")).toBeUndefined();
  });

  it("is asked for where several are called so", () => {
    expect(() => find(" ZOÉ ")).toThrow(
      expect.objectContaining({
        reason: { code: "AMBIGUOUS_NAME", name: "ZOÉ", people: people.slice(0, 2) },
      }),
    );
  });
});

describe("a file of labels", () => {
  const known = graphOf([...faces("a", "b"), face("c", { photo: "face, 1.jpg" })], []).faces;
  const read = async (text: string) => {
    const path = join(await temporaryFolder(), "labels.csv");
    await writeFile(path, text);
    return [...(await readLabels(path, known))];
  };

  it("is CSV, with a heading or without, with fields in quotes", async () => {
    expect(await read('face,person\r\na.jpg, Ann\r\n\r\n"face, 1.jpg","Bea ""B"""\r\n')).toEqual([
      ["a", "Ann"],
      ["c", 'Bea "B"'],
    ]);
    expect(await read('"Face","Person"\na,Ann\n')).toEqual([["a", "Ann"]]);
    expect(await read("a,Ann\nb.jpg#1,Bea\n")).toEqual([
      ["a", "Ann"],
      ["b", "Bea"],
    ]);
    expect(await read("")).toEqual([]);
    // The first line names a face: it is no heading.
    expect(await read('"face, 1.jpg",Ann')).toEqual([["c", "Ann"]]);
  });

  it("is one JSON object per line", async () => {
    expect(await read('{"face":"a","person":"Ann"}\n{"face":"b","person":"Bea"}')).toEqual([
      ["a", "Ann"],
      ["b", "Bea"],
    ]);
  });

  it.each([
    ["a", /^Unusable line in .*: a\. Write it as face,person\.$/],
    ["a,", /^Unusable line in .*: a,\. Write/],
    [",Ann", /^Unusable line in .*: ,Ann\. Write/],
    ['{"face":"a"}', /^Unusable line in .*: \{"face":"a"\}\. Write/],
    ["{nonsense}", /^No JSON object in a line of .*: \{nonsense\}\. Write one object per line\.$/],
    ["nobody,Ann", /^No face nobody\./],
  ])("is refused where a line cannot be used: %s", async (text, message) => {
    await expect(read(text)).rejects.toThrow(message);
    await expect(read(text)).rejects.toBeInstanceOf(CommandError);
  });

  it("is asked for where it is not there", async () => {
    await expect(readLabels("none.csv", known)).rejects.toThrow(
      "Cannot read the labels in none.csv. Give a CSV or NDJSON file.",
    );
  });
});

it("groups items by a key, and leaves out those without one", () => {
  expect([...groupBy([1, 2, 3, 4], (n) => (n === 4 ? undefined : n % 2))]).toEqual([
    [1, [1, 3]],
    [0, [2]],
  ]);
});
