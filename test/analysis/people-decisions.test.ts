import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { decisionsPath, extendLedger, readDecisions } from "../../analysis/people/decision-ledger.ts";
import { activeDecisions, type FaceRef, type NewDecision } from "../../analysis/people/decisions.ts";
import { FaceFinder, refOf } from "../../analysis/people/face-finder.ts";
import { type IdlessGroup, keepPersonIds } from "../../analysis/people/person-ids.ts";
import { face, graphOf } from "./helpers/face-graph.ts";

let datas: string;
beforeEach(async () => {
  datas = await mkdtemp(join(tmpdir(), "decisions-"));
});
afterEach(() => rm(datas, { recursive: true }));

const ref = (faceId: string): FaceRef => refOf(graphOf([face(faceId)], []).faces[0]!);
const note = (decision: NewDecision) => extendLedger(datas, () => decision);
const ignored = (faceId: string): NewDecision => ({ type: "ignore", faces: [ref(faceId)] });

describe("the file of decisions", () => {
  it("numbers decisions, keeps them in order and lets one be undone", async () => {
    await note({ type: "different", faces: [ref("a"), ref("b")] });
    await note(ignored("c"));
    expect(activeDecisions(await readDecisions(datas)).at(-1)).toMatchObject({ id: 2, type: "ignore" });
    await note({ type: "undo", undoes: 2 });
    const decisions = await readDecisions(datas);
    expect(decisions.map(({ id }) => id)).toEqual([1, 2, 3]);
    expect(activeDecisions(decisions).map(({ id }) => id)).toEqual([1]);
  });

  it("gives every number once however many decide at the same time", async () => {
    await Promise.all(Array.from({ length: 20 }, (_, i) => note(ignored(`f${i}`))));
    const decisions = await readDecisions(datas);
    expect(decisions.map(({ id }) => id)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    expect(new Set(decisions.map((one) => JSON.stringify(one.type === "ignore" && one.faces))).size).toBe(20);
  });

  it("is free again after a refusal, and after a process that died while it held the lock", async () => {
    const refusal = extendLedger(datas, () => {
      throw new Error("refused");
    });
    await expect(refusal).rejects.toThrow("refused");
    // Process numbers end far below this one.
    await writeFile(`${decisionsPath(datas)}.lock`, "4194305 dead");
    await note(ignored("a"));
    expect(await readDecisions(datas)).toHaveLength(1);
  });

  it("leaves out a last line that a crash cut off, and does not let it swallow the next", async () => {
    await note(ignored("a"));
    await appendFile(decisionsPath(datas), '{"id":2,"type":"sa');
    expect(await readDecisions(datas)).toHaveLength(1);
    await note(ignored("b"));
    expect((await readDecisions(datas)).map(({ id }) => id)).toEqual([1, 2]);
    expect(await readFile(decisionsPath(datas), "utf8")).not.toContain("sa\n");
  });

  it("names the line that is not JSON", async () => {
    await appendFile(decisionsPath(datas), "{}\nnonsense\n");
    await expect(readDecisions(datas)).rejects.toThrow(/^Line 2 of .*decisions.jsonl is not/);
  });
});

describe("a face that a decision remembers", () => {
  const remembered = (extra: Partial<FaceRef> = {}): FaceRef => ({ ...ref("a"), etag: "etag-a", ...extra });

  it("is found again after a re-index, by the photo's bytes and the place on it", () => {
    const graph = graphOf(
      [
        face("neighbour", { photo: "renamed.jpg", ordinal: 1, etag: "etag-a", box: [0.6, 0.2, 0.3, 0.4] }),
        face("new-id", { photo: "renamed.jpg", ordinal: 2, etag: "etag-a", box: [0.12, 0.2, 0.3, 0.4] }),
      ],
      [],
    );
    const found = new FaceFinder(graph.faces).find(remembered())!;
    expect(graph.faces[found]!.faceId).toBe("new-id");
  });

  it("is not another face that now has its ordinal", () => {
    const elsewhere = graphOf([face("other", { photo: "a.jpg", box: [0.65, 0.2, 0.3, 0.4] })], []);
    expect(new FaceFinder(elsewhere.faces).find(remembered())).toBeUndefined();
  });

  it("is found by the ordinal where no box was noted", () => {
    const graph = graphOf([face("other", { photo: "a.jpg", box: [0.65, 0.2, 0.3, 0.4] })], []);
    const { box: _, ...boxless } = remembered();
    expect(new FaceFinder(graph.faces).find(boxless)).toBe(0);
  });
});

describe("person ids", () => {
  const before = new Map([
    ["P1", [0, 1, 2]],
    ["P2", [3, 4]],
  ]);
  const ids = (groups: IdlessGroup[]) => keepPersonIds(groups, before, 3);

  it("stay with the larger part when a person is split, and with the larger person when two are joined", () => {
    expect(ids([{ places: [3, 4] }, { places: [0, 1] }, { places: [2] }])).toEqual({
      ids: ["P2", "P1", "P3"],
      next: 4,
    });
    expect(ids([{ places: [0, 1, 2, 3, 4] }]).ids).toEqual(["P1"]);
  });

  it("are those that a decision gave, and no other group's then", () => {
    expect(ids([{ places: [0, 1] }, { places: [2], id: "P1" }]).ids).toEqual(["P3", "P1"]);
    expect(ids([{ places: [0, 1, 2], id: "P9" }, { places: [7] }])).toEqual({ ids: ["P9", "P10"], next: 11 });
  });

  it("stay with those who are there by their looks rather than with what a decision took away", () => {
    expect(ids([{ places: [0, 1], voters: [] }, { places: [2] }]).ids).toEqual(["P3", "P1"]);
    expect(
      ids([
        { places: [0, 1, 3], voters: [3] },
        { places: [2, 4], voters: [2] },
      ]).ids,
    ).toEqual(["P2", "P1"]);
  });

  it("are not given to strangers", () => {
    expect(ids([{ places: [8] }]).ids).toEqual(["P3"]);
  });

  it("are counted for more people than a call takes arguments", () => {
    const many = Array.from({ length: 200_000 }, (_, i) => ({ places: [i] }));
    expect(keepPersonIds(many, new Map(), 1).next).toBe(200_001);
  });
});
