import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DECISION_USAGE, decide, isDecision } from "../../analysis/people/decide.ts";
import { loadPeople } from "../../analysis/people/open-people.ts";
import type { Change, People } from "../../analysis/people/people.ts";
import { changeJson, problemLines } from "../../analysis/people/print-people.ts";
import { isView, type ViewOptions, viewLines } from "../../analysis/people/views.ts";
import { DATABASE_FILE, withDatabase } from "../../analysis/tables/database.ts";
import { temporaryFolder } from "../local/temporary-folder.ts";
import { makeUpFaces } from "./made-up-faces.ts";

/** What is asked of people when these words are decided. */
async function asked(words: string[], sharedName = false): Promise<unknown> {
  const calls: unknown[] = [];
  const people = new Proxy({} as People, {
    get:
      (_, method) =>
      async (...values: unknown[]) => {
        calls.push([method, ...values]);
        return "changed" as unknown as Change;
      },
  });
  expect(await decide(people, words, { sharedName })).toBe("changed");
  return calls.length === 1 ? calls[0] : calls;
}

describe("the decisions of the command line", () => {
  it.each<[string, unknown[]]>([
    ["name P1 Anna", ["name", "P1", "Anna", { isShared: false }]],
    ["merge P1 P2", ["merge", "P1", "P2"]],
    ["move a b P1", ["move", ["a", "b"], "P1"]],
    ["move a new", ["move", ["a"], "new"]],
    ["split a", ["split", ["a"]]],
    ["split a b c", ["split", ["a", "b", "c"]]],
    ["not a b P1", ["notThisPerson", ["a", "b"], "P1"]],
    ["same a b", ["same", "a", "b"]],
    ["different a b", ["different", "a", "b"]],
    ["ignore a P2", ["ignore", ["a", "P2"]]],
    ["born P1 2019-05", ["born", "P1", "2019-05"]],
    ["undo", ["undo", undefined]],
    ["undo 12", ["undo", 12]],
  ])("%s", async (words, call) => {
    expect(await asked(words.split(" "))).toEqual(call);
  });

  it("lets two people have one name where that is asked for", async () => {
    expect(await asked(["name", "P1", "Anna"], true)).toEqual(["name", "P1", "Anna", { isShared: true }]);
  });

  it.each([
    ["name P1", "name PERSON NAME"],
    ["name P1 Anna Bea", "name PERSON NAME"],
    ["merge P1", "merge PERSON PERSON"],
    ["merge P1 P2 P3", "merge PERSON PERSON"],
    ["move a", "move FACE… PERSON|new"],
    ["split", "split FACE…"],
    ["not a", "not FACE… PERSON"],
    ["same a", "same A B"],
    ["same a b c", "same A B"],
    ["different a", "different A B"],
    ["different a b c", "different A B"],
    ["ignore", "ignore FACE|PERSON…"],
    ["born P1", "born PERSON DATE"],
    ["born P1 2019 May", "born PERSON DATE"],
    ["undo 1 2", "undo [N]"],
  ])("says how it is written, of too few words or too many: %s", async (words, usage) => {
    await expect(asked(words.split(" "))).rejects.toThrow(`Usage: npx lookalike people ${usage}`);
  });

  it.each(["x", "1x", "x1", "-1"])("undoes by number, and not by %s", async (word) => {
    await expect(asked(["undo", word])).rejects.toThrow(
      `"${word}" is not the number of a decision. List them: npx lookalike people decisions`,
    );
  });

  it("are told by their first word, and all of them by the help", () => {
    const verbs = ["name", "merge", "move", "split", "not", "same", "different", "ignore", "born", "undo"];
    expect(verbs.filter(isDecision)).toEqual(verbs);
    expect([undefined, "", "toString", "borderline"].filter(isDecision)).toEqual([]);
    expect(DECISION_USAGE.split(" | ").map((usage) => usage.split(" ")[0])).toEqual(verbs);
    expect(DECISION_USAGE).toMatch(/^name PERSON NAME \| merge PERSON PERSON \| .* \| undo \[N\]$/);
  });
});

/** Seven photos of two people, four and three, unless it says otherwise. */
async function madeUp(size = { faces: 7, people: 2 }): Promise<{ datas: string; people: People }> {
  const datas = await temporaryFolder();
  await makeUpFaces(datas, { ...size, hasThumbnails: false });
  const people = await withDatabase(join(datas, DATABASE_FILE), {}, (connection) =>
    loadPeople(connection, datas),
  );
  return { datas, people };
}
const options = (rest: Partial<ViewOptions> = {}): ViewOptions => ({
  labels: "by-name",
  json: false,
  hidden: new Set(),
  minFace: 0,
  ...rest,
});

describe("what can be looked at", () => {
  it("is everybody, borderline cases, decisions, and how well names agree", () => {
    expect([undefined, "", "borderline", "decisions", "evaluate"].every(isView)).toBe(true);
    expect(["merge", "toString", "people"].some(isView)).toBe(false);
  });

  it("lists everybody, without faces that are hidden, and says how many those are", async () => {
    const { people } = await madeUp();
    const lines = await viewLines(people, "", options());
    expect(lines).toEqual([
      "P1: 4 faces: photo0.jpg#1, photo2.jpg#1, photo4.jpg#1, photo6.jpg#1",
      "P2: 3 faces: photo1.jpg#1, photo3.jpg#1, photo5.jpg#1",
      "2 people in 7 faces.",
    ]);
    const hidden = new Set(["face-000001", "face-000003"]);
    const fewer = await viewLines(people, "", options({ hidden, minFace: 50 }));
    expect(fewer.slice(1)).toEqual([
      "2 people in 5 faces. Not listed: 1 seen once.",
      expect.stringMatching(/^2 .*50/),
    ]);
    const [json] = await viewLines(people, "", options({ hidden, json: true }));
    const rows = JSON.parse(json!) as { faceId: string }[];
    expect(rows.map(({ faceId }) => faceId).sort()).toEqual([0, 2, 4, 5, 6].map((i) => `face-00000${i}`));
  });

  it("shows no more than eight faces of one person", async () => {
    const { people } = await madeUp({ faces: 10, people: 1 });
    const [line] = await viewLines(people, "", options());
    expect(line).toMatch(/^P1: 10 faces: (photo\d\.jpg#1, ){7}photo7\.jpg#1, and 2 more$/);
    await people.ignore(["face-000000"]);
    expect((await viewLines(people, "", options())).at(-1)).toBe(
      "1 person in 9 faces. Not listed: 1 face ignored.",
    );
  });

  it("tells decisions, oldest first, and that there are none", async () => {
    const { people } = await madeUp();
    expect(await viewLines(people, "decisions", options())).toEqual(["Nothing was decided yet."]);
    expect(await viewLines(people, "decisions", options({ json: true }))).toEqual(["[]"]);
    await people.name("P1", "Ann");
    expect(await viewLines(people, "decisions", options())).toEqual([
      expect.stringMatching(/^1: name "Ann" for /),
    ]);
    const [json] = await viewLines(people, "decisions", options({ json: true }));
    expect(JSON.parse(json!)).toMatchObject([{ decision: { id: 1, name: "Ann" }, state: "in force" }]);
  });

  it("tells that nothing is borderline", async () => {
    const { people } = await madeUp();
    expect(await viewLines(people, "borderline", options())).toEqual(["No borderline cases."]);
    expect(await viewLines(people, "borderline", options({ json: true }))).toEqual([
      '{"merges":[],"suspects":[]}',
    ]);
  });

  it("tells how well people agree with names, those of the files or of a file", async () => {
    const { datas, people } = await madeUp();
    const labels = join(datas, "labels.csv");
    await writeFile(labels, "photo0.jpg#1,Ann\nphoto2.jpg#1,Ann\nphoto1.jpg#1,Ann\nphoto3.jpg#1,Bea\n");
    expect(await viewLines(people, "evaluate", options({ labels }))).toEqual([
      "4 labelled faces. By pairs: precision 0.500, recall 0.333, F1 0.400",
      "1 pair rightly together, 1 wrongly together, 2 wrongly apart",
    ]);
    const [json] = await viewLines(people, "evaluate", options({ labels, json: true }));
    expect(JSON.parse(json!)).toMatchObject({ faces: 4, truePositives: 1 });
    expect((await viewLines(people, "evaluate", options()))[0]).toMatch(
      /^People by the names of the files: /,
    );
  });
});

describe("what programs are told", () => {
  it("is a change by the keys of faces, for a person that is gone too", async () => {
    const { people } = await madeUp();
    const change = JSON.parse(changeJson(await people.merge("P1", "P2"), people));
    expect(change).toMatchObject({ decision: { type: "merge", id: 1 } });
    const [kept, gone] = ["P1", "P2"].map((id) =>
      change.people.find(({ before }: { before: { id: string } }) => before.id === id),
    );
    expect(kept.before.faces).toEqual([0, 2, 4, 6].map((i) => `photo${i}.jpg#1`));
    expect(kept.after.faces).toHaveLength(7);
    expect(kept.after).not.toHaveProperty("places");
    expect(gone.after).toBe(null);
  });

  it("is which decisions are about faces that are not there", async () => {
    const { people } = await madeUp();
    await people.name("P1", "Ann");
    const [report] = people.decisions();
    expect(problemLines([report!])).toEqual([]);
    expect(problemLines([{ ...report!, state: "missing" }])).toEqual([
      expect.stringMatching(/^Face not found: 1: name "Ann" for photo0\.jpg#1/),
    ]);
  });
});
