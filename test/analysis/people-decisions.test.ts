import { appendFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  appendDecision,
  decisionsPath,
  lastStanding,
  readDecisions,
  type Standing,
  standing,
} from "../../analysis/people/decisions.ts";
import { keepPersonIds } from "../../analysis/people/person-ids.ts";
import { applyDecisions, type KeptFace, refOf } from "../../analysis/people/resolve.ts";

let datas: string;
beforeEach(async () => {
  datas = await mkdtemp(join(tmpdir(), "decisions-"));
});
afterEach(() => rm(datas, { recursive: true }));

const kept = (name: string, faceId = `id-${name}`, left = 0.1): KeptFace => ({
  faceId,
  faceKey: `${name}.jpg#1`,
  photo: `${name}.jpg`,
  ordinal: 1,
  etag: `etag-${name}`,
  box: [left, 0.2, 0.3, 0.4],
});
const [a, b, c, d] = ["a", "b", "c", "d"].map((name) => kept(name)) as [
  KeptFace,
  KeptFace,
  KeptFace,
  KeptFace,
];
let ids = 0;
const decide = (type: "same" | "different", x: KeptFace, y: KeptFace): Standing => ({
  type,
  faces: [refOf(x), refOf(y)],
  id: ++ids,
  at: "2026-01-01T00:00:00Z",
});

describe("the file of decisions", () => {
  it("numbers decisions, keeps them in order and lets one be undone", async () => {
    await appendDecision(datas, { type: "same", faces: [refOf(a), refOf(b)] });
    await appendDecision(datas, { type: "ignore", faces: [refOf(c)] });
    expect(lastStanding(await readDecisions(datas))).toMatchObject({ id: 2, type: "ignore" });
    await appendDecision(datas, { type: "undo", undoes: 2 });
    const decisions = await readDecisions(datas);
    expect(decisions.map(({ id }) => id)).toEqual([1, 2, 3]);
    expect(standing(decisions).map(({ id }) => id)).toEqual([1]);
  });

  it("leaves out a last line that a crash cut off, and does not let it swallow the next", async () => {
    await appendDecision(datas, { type: "ignore", faces: [refOf(a)] });
    await appendFile(decisionsPath(datas), '{"id":2,"type":"sa');
    expect(await readDecisions(datas)).toHaveLength(1);
    await appendDecision(datas, { type: "ignore", faces: [refOf(b)] });
    expect((await readDecisions(datas)).map(({ id }) => id)).toEqual([1, 2]);
    expect(await readFile(decisionsPath(datas), "utf8")).not.toContain("sa\n");
  });

  it("names the line that is not JSON", async () => {
    await appendFile(decisionsPath(datas), "{}\nnonsense\n");
    await expect(readDecisions(datas)).rejects.toThrow(/line 2 is not one/);
  });
});

describe("decisions about faces", () => {
  it("find the face again after a re-index, by the photo's bytes and the place on it", () => {
    const reindexed = { ...kept("renamed", "new-id", 0.12), etag: a.etag! };
    const neighbour = { ...kept("renamed", "neighbour", 0.6), ordinal: 2, etag: a.etag! };
    const { same } = applyDecisions([decide("same", a, b)], [neighbour, reindexed, b]);
    expect(same).toEqual([["new-id", b.faceId]]);
  });

  it("do not pass to another face that now has the ordinal", () => {
    const elsewhere = kept("a", "other-face", 0.65);
    const { same, missing } = applyDecisions([decide("same", a, b)], [elsewhere, b]);
    expect(same).toEqual([]);
    expect(missing).toHaveLength(1);
  });

  it("give way to a later one about the same pair, and say so", () => {
    const [first, second] = [decide("same", a, b), decide("different", a, b)];
    const { same, different, conflicts } = applyDecisions([first, second], [a, b]);
    expect(same).toEqual([]);
    expect(different).toEqual([[a.faceId, b.faceId]]);
    expect(conflicts).toEqual([{ decision: first, because: [second] }]);
  });

  it("are followed along chains of same", () => {
    const apart = decide("different", a, c);
    const joins = [decide("same", a, b), decide("same", b, c)];
    const { conflicts, different } = applyDecisions([apart, ...joins], [a, b, c]);
    expect(different).toEqual([]);
    expect(conflicts[0]!.decision).toBe(apart);
    expect(conflicts[0]!.because).toHaveLength(2);
  });

  it("forbid a join between two chains that a later decision holds apart", () => {
    const earlier = decide("same", b, c);
    const later = [decide("same", a, b), decide("same", c, d), decide("different", a, d)];
    const { same, conflicts } = applyDecisions([earlier, ...later], [a, b, c, d]);
    expect(same).toHaveLength(2);
    expect(conflicts).toEqual([{ decision: earlier, because: [later[2]] }]);
  });
});

describe("person ids", () => {
  it("stay with the larger part when a person is split, and with the larger person when two are joined", () => {
    const before = new Map([
      ["P1", ["a", "b", "c"]],
      ["P2", ["x", "y"]],
    ]);
    const split = keepPersonIds([["x", "y"], ["a", "b"], ["c"]], before, 3);
    expect(split.people.map(({ id }) => id)).toEqual(["P2", "P1", "P3"]);
    expect(split.next).toBe(4);
    const joined = keepPersonIds([["a", "b", "c", "x", "y"]], before, 3);
    expect(joined.people.map(({ id }) => id)).toEqual(["P1"]);
  });

  it("are not given to strangers", () => {
    const { people } = keepPersonIds([["new"]], new Map([["P1", ["gone"]]]), 2);
    expect(people).toEqual([{ id: "P2", faceIds: ["new"] }]);
  });
});
