import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { searchAll } from "../../analysis/search/search-all.ts";
import { searchPath } from "../../analysis/search/search-face.ts";
import { searchFile } from "../../analysis/search/search-file.ts";
import { facesOf, loadKeptFaces, searchPhoto } from "../../analysis/search/search-photo.ts";
import { rows, withDatabase } from "../../analysis/tables/database.ts";
import { readLedger } from "../../analysis/tables/ledger/ledger-file.ts";
import { DEFAULT_THRESHOLD, MAX_MATCHES } from "../../core/similarity.ts";
import { photoFolder } from "./helpers/photos.ts";
import { type Workplace, withWorkplace } from "./helpers/pipeline.ts";

const WIDE = { threshold: DEFAULT_THRESHOLD, maxFaces: MAX_MATCHES };

describe("searching a collection of real faces", () => {
  let place: Workplace;
  let close: () => void;
  let closed: Promise<unknown>;
  let calls = 0;
  const folders: (() => Promise<void>)[] = [];

  const add = async (photos: Parameters<typeof photoFolder>[0]) => {
    const { folder, remove } = await photoFolder(photos);
    folders.push(remove);
    await place.analyse(folder);
  };
  const search = async (photo: string, options: { request?: typeof WIDE; refresh?: boolean } = {}) => {
    const all = await loadKeptFaces(place.datas);
    const [answer] = await searchPhoto((use) => use(place.target), facesOf(photo, all)!, all, {
      datas: place.datas,
      request: WIDE,
      ...options,
    });
    return answer!;
  };
  const made = async (use: () => Promise<unknown>) => {
    const before = calls;
    await use();
    return calls - before;
  };

  beforeAll(async () => {
    await new Promise<void>((ready, fail) => {
      closed = withWorkplace({}, async (workplace) => {
        place = workplace;
        // Counts what AWS would charge for.
        place.target.rekognition.middlewareStack.add(
          (next, context) => (args) => {
            if (/^Search/.test(context.commandName ?? "")) calls += 1;
            return next(args);
          },
          { step: "initialize" },
        );
        await new Promise<void>((end) => {
          close = end;
          ready();
        });
      }).catch(fail);
    });
    await add({ "one.jpg": { sample: 1 }, "one-mirrored.jpg": { sample: 1, mirrored: true } });
  });
  afterAll(async () => {
    close();
    await closed;
    for (const remove of folders) await remove();
  });

  it("finds the same face on another photo and does not pay for the same answer twice", async () => {
    const first = await search("one.jpg#1");
    expect(first.matches[0]).toMatchObject({ photo: "one-mirrored.jpg" });
    expect(first.matches[0]!.similarity).toBeGreaterThan(90);
    expect(await made(() => search("one.jpg#1"))).toBe(0);
    expect((await search("one.jpg#1")).matches).toEqual(first.matches);
  });

  it("answers a higher threshold from a lower one, and asks for a lower one", async () => {
    expect(await made(() => search("one.jpg#1", { request: { threshold: 99, maxFaces: 10 } }))).toBe(0);
    expect(await made(() => search("one.jpg#1", { request: { threshold: 50, maxFaces: MAX_MATCHES } }))).toBe(
      1,
    );
    expect(await made(() => search("one.jpg#1", { request: { threshold: 60, maxFaces: MAX_MATCHES } }))).toBe(
      0,
    );
  });

  it("keeps Rekognition's answer and what was asked beside each other on the disk", async () => {
    const [face] = facesOf("one.jpg#1", await loadKeptFaces(place.datas))!;
    const saved = JSON.parse(await readFile(searchPath(place.datas, face!), "utf8"));
    expect(saved).toMatchObject({
      SearchedFaceId: face!.faceId,
      FaceMatchThreshold: 50,
      MaxFaces: MAX_MATCHES,
      CollectionVersion: expect.stringMatching(/^\d+-[0-9a-f]{16}$/),
      SearchedAt: expect.stringMatching(/Z$/),
    });
    expect(saved.FaceMatches[0].Similarity).toBeGreaterThan(90);
  });

  it("enters every call in the ledger, unbilled on this computer, and in the table", async () => {
    const lines = await readLedger(place.datas);
    expect(lines).toHaveLength(calls);
    expect(lines[0]).toMatchObject({
      operation: "SearchFaces",
      billed: false,
      usd: 0,
      listUsd: 0.001,
      engine: "lookalike",
    });
    const table = await withDatabase(join(place.datas, "faces.duckdb"), { readOnly: true }, (connection) =>
      rows<{ calls: number }>(connection, "SELECT count(*) AS calls FROM api_calls WHERE source = 'search'"),
    );
    expect(table[0]!.calls).toBe(calls);
  });

  it("says that an answer with as many matches as were asked for is truncated, and flags its row", async () => {
    const answer = await search("one-mirrored.jpg#1", {
      request: { threshold: DEFAULT_THRESHOLD, maxFaces: 1 },
    });
    expect(answer.truncated).toBe(true);
    const flagged = await withDatabase(join(place.datas, "faces.duckdb"), { readOnly: true }, (connection) =>
      rows<{ truncated: boolean }>(connection, "SELECT truncated FROM searches WHERE face_id = $1", [
        answer.faceId!,
      ]),
    );
    expect(flagged).toEqual([{ truncated: true }]);
    // And a truncated answer does not pass for the whole one.
    expect(await made(() => search("one-mirrored.jpg#1"))).toBe(1);
  });

  it("searches again after one more face was indexed, and the others not", async () => {
    await add({ "two.jpg": { sample: 2 } });
    const faces = (await loadKeptFaces(place.datas)).length;
    expect(faces).toBeGreaterThan(2);
    expect(await made(() => search("one.jpg#1"))).toBe(1);
    expect(await made(() => search("one.jpg#1"))).toBe(0);
    // The newcomers alone: what was searched before is met by their searches.
    expect(await made(() => searchAll(place.target, { datas: place.datas }))).toBe(faces - 2);
    expect(await made(() => searchAll(place.target, { datas: place.datas }))).toBe(0);
    expect(await made(() => searchAll(place.target, { datas: place.datas, refresh: true }))).toBe(faces);
    expect(await made(() => search("one-mirrored.jpg#1"))).toBe(0);
  });

  it("stops before --max-cost is exceeded and goes on from there", async () => {
    await rm(join(place.datas, "searches"), { recursive: true });
    const faces = (await loadKeptFaces(place.datas)).length;
    const options = { datas: place.datas, maxCost: 0.002 };
    expect(await made(() => searchAll(place.target, options))).toBe(2);
    const plan = await searchAll(place.target, { ...options, maxCost: 0 });
    expect(plan).toMatchObject({ made: 0, known: 2, beyondBudget: faces - 2 });
    expect(await made(() => searchAll(place.target, { datas: place.datas }))).toBe(faces - 2);
  });

  it("spends nothing when the plan is declined", async () => {
    const onPlan = () => false;
    expect(await made(() => searchAll(place.target, { datas: place.datas, threshold: 10, onPlan }))).toBe(0);
  });

  it("refuses to compare faces of different model versions", async () => {
    await withDatabase(join(place.datas, "faces.duckdb"), {}, async (connection) => {
      await connection.run("UPDATE faces SET model_version = '4.0'");
    });
    await expect(search("one.jpg#1", { refresh: true })).rejects.toThrow(/4\.0.*cannot be compared/s);
    await expect(searchAll(place.target, { datas: place.datas, threshold: 10 })).rejects.toThrow(
      /cannot be compared/,
    );
  });

  it("searches with a photo file that it does not store", async () => {
    const { folder, remove } = await photoFolder({ "new.jpg": { sample: 1, mirrored: true } });
    folders.push(remove);
    const answer = await searchFile(place.target, join(folder, "new.jpg"), WIDE, place.datas);
    expect(answer.matches[0]!.similarity).toBeGreaterThan(90);
    expect(answer.matches.map(({ photo }) => photo)).toContain("one.jpg");
    expect((await loadKeptFaces(place.datas)).map(({ photo }) => photo)).not.toContain("new.jpg");
    await expect(searchFile(place.target, "package.json", WIDE, place.datas)).rejects.toThrow(
      /is not a photo/,
    );
  });
});
