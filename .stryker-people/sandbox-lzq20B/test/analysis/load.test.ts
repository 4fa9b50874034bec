// @ts-nocheck
import { chmodSync, mkdirSync, renameSync, rmSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { rows, withDatabase } from "../../analysis/tables/database.ts";
import { loadFolder } from "../../analysis/tables/load/load-folder.ts";
import { photoDocuments, writePhotos } from "../../bench/synthetic-results.ts";
import { keyToPath } from "../../core/key-path.ts";
import { DEFAULT_MAX_FACES } from "../../core/similarity.ts";
import { contents, runCommand, temporaryFolder, withLoaded, write } from "./load-helpers.ts";

/** A photo of the made-up ones that ended DONE with a kept face; all of its documents by folder. */
function donePhoto(number = 0): { name: string; documents: Map<string, string> } {
  for (let n = number; ; n++) {
    const documents = photoDocuments(n);
    const keep = [...documents].find(([key]) => key.startsWith("keep-faces/"));
    if (!keep) continue;
    const texts = [...documents].filter(([key]) => key.endsWith(".json")) as [string, string][];
    return { name: `photo${n}`, documents: new Map(texts) };
  }
}

const folders = () => {
  const root = temporaryFolder();
  return { datas: join(root, "datas"), database: join(root, "faces.duckdb"), root };
};

async function freshContents(datas: string, database: string) {
  return await withDatabase(database, {}, async (connection) => {
    await loadFolder(connection, { datas });
    return await contents(connection);
  });
}

describe("loading what changed", () => {
  test("a second load reads nothing and changes nothing", async () => {
    const { datas, database } = folders();
    const files = writePhotos(datas, 40);
    const first = await withLoaded(database, datas, async ({ summary }) => summary);
    expect(first.files).toEqual({ new: files, changed: 0, gone: 0, unchanged: 0 });
    const before = await withDatabase(database, { readOnly: true }, contents);
    // Unreadable now, but nobody needs to read it.
    const second = await withLoaded(database, datas, async ({ summary }) => summary);
    expect(second.files).toEqual({ new: 0, changed: 0, gone: 0, unchanged: files });
    expect(await withDatabase(database, { readOnly: true }, contents)).toEqual(before);
  });

  test("after any changes the database is the one that a load from nothing makes", async () => {
    const { datas, database, root } = folders();
    writePhotos(datas, 60);
    await freshContents(datas, database);
    writePhotos(datas, 20, 60);
    for (const n of [3, 7, 11]) {
      // Photo n now has what photo n + 100 would have.
      for (const [key, content] of photoDocuments(n + 100, `photo${n}.jpg`)) write(datas, key, content);
    }
    for (const folder of ["detect-faces", "index-faces", "keep-faces", "photos"]) {
      rmSync(join(datas, folder, "photo20.json"), { force: true });
    }
    const [thumbnail] = await withDatabase(database, { readOnly: true }, (connection) =>
      rows<{ path: string }>(connection, "SELECT path FROM thumbnails ORDER BY path LIMIT 1"),
    );
    rmSync(join(datas, thumbnail!.path));
    write(datas, "thumbnails/00000000-0000-0000-0000-000000000000.jpg", "an orphan");
    expect(await freshContents(datas, database)).toEqual(
      await freshContents(datas, join(root, "new.duckdb")),
    );
  });

  test("the size of a batch makes no difference", async () => {
    const { datas, database, root } = folders();
    writePhotos(datas, 25);
    const small = await withLoaded(database, datas, ({ query }) => query("FROM faces ORDER BY face_key"), {
      batch: 2,
    });
    const large = await withLoaded(join(root, "b.duckdb"), datas, ({ query }) =>
      query("FROM faces ORDER BY face_key"),
    );
    expect(small).toEqual(large);
    expect(large.length).toBeGreaterThan(20);
  });

  test("a thumbnail that comes later is joined to its face, and one that goes is parted from it", async () => {
    const { datas, database } = folders();
    const { documents } = donePhoto();
    for (const [key, text] of documents) write(datas, key, text);
    const linked = () =>
      withLoaded(database, datas, ({ query }) =>
        query(
          "SELECT f.thumbnail, t.orphan, t.face_key FROM faces f FULL JOIN thumbnails t USING (face_id) WHERE kept OR orphan",
        ),
      );
    const [, keep] = [...documents].find(([key]) => key.startsWith("keep-faces/"))!;
    const [{ FaceId }] = JSON.parse(keep) as [{ FaceId: string }];
    expect((await linked())[0]).toEqual({ thumbnail: null, orphan: null, face_key: null });
    write(datas, `thumbnails/${FaceId}.jpg`, "jpeg");
    expect((await linked())[0]).toMatchObject({ thumbnail: `thumbnails/${FaceId}.jpg`, orphan: false });
    rmSync(join(datas, `thumbnails/${FaceId}.jpg`));
    expect((await linked())[0]).toEqual({ thumbnail: null, orphan: null, face_key: null });
  });
});

test.each(["faces", "staged_measures", "files"])(
  "a load that breaks off while it writes %s leaves the tables as they were",
  async (table) => {
    const { datas, database } = folders();
    writePhotos(datas, 10);
    const before = await freshContents(datas, database);
    writePhotos(datas, 10, 5);
    for (const [key, content] of photoDocuments(100, "photo1.jpg")) write(datas, key, content);
    await withDatabase(database, {}, async (connection) => {
      const breaking = new Proxy(connection, {
        get(target, name) {
          if (name === "createAppender") {
            return (asked: string) => {
              if (asked === table) throw new Error("broken off");
              return target.createAppender(asked);
            };
          }
          const value = Reflect.get(target, name);
          return typeof value === "function" ? value.bind(target) : value;
        },
      });
      await expect(loadFolder(breaking, { datas })).rejects.toThrow("broken off");
      expect(await contents(connection)).toEqual({ ...before, staged_measures: [] });
    });
  },
);

describe("forms of documents", () => {
  test("pretty and compact JSON give the same rows", async () => {
    const { datas, database, root } = folders();
    const { documents } = donePhoto();
    const at = new Date("2026-02-03T04:05:06Z");
    for (const [key, text] of documents) {
      write(datas, key, text);
      write(join(root, "pretty"), key, `\uFEFF${JSON.stringify(JSON.parse(text), null, 2)}\n`);
      for (const folder of [datas, join(root, "pretty")]) utimesSync(join(folder, key), at, at);
    }
    const compact = await freshContents(datas, database);
    const pretty = await freshContents(join(root, "pretty"), join(root, "pretty.duckdb"));
    expect({ ...pretty, files: [] }).toEqual({ ...compact, files: [] });
    expect(compact.faces!.length).toBeGreaterThan(0);
  });

  test("searches are read from searchs/, searches/ and a folder of their own, the last one counts", async () => {
    const { datas, database, root } = folders();
    const search = (Similarity: number, more = {}) => ({
      SearchedFaceId: "a",
      FaceMatches: [{ Similarity, Face: { FaceId: "b", ExternalImageId: "e" } }],
      FaceModelVersion: "4.0",
      ...more,
    });
    const similarity = async (searches?: string) =>
      await withLoaded(
        database,
        datas,
        async ({ query }) =>
          (await query<{ similarity: number }>("FROM matches")).map((row) => row.similarity),
        searches === undefined ? {} : { searches },
      );
    write(datas, "searchs/x/a.json", search(81));
    expect(await similarity()).toEqual([81]);
    write(
      datas,
      "searches/x/a.json",
      search(82, {
        FaceMatchThreshold: 70,
        MaxFaces: 1,
        SearchedAt: "2026-01-02T03:04:05Z",
        CollectionVersion: "v",
      }),
    );
    expect(await similarity()).toEqual([82]);
    await withLoaded(database, datas, async ({ query }) => {
      expect(await query("FROM searches")).toEqual([
        {
          face_id: "a",
          path: "searches/x/a.json",
          searched_at: "2026-01-02 03:04:05",
          threshold: 70,
          max_faces: 1,
          matches: 1,
          truncated: true,
          collection_version: "v",
          engine: "rekognition",
          model_version: "4.0",
        },
      ]);
    });
    write(join(root, "elsewhere"), "x/a.json", search(83));
    expect(await similarity(join(root, "elsewhere"))).toEqual([83]);
    rmSync(join(datas, "searches"), { recursive: true });
    expect(await similarity()).toEqual([81]);
    rmSync(join(datas, "searchs"), { recursive: true });
    expect(await similarity()).toEqual([]);
  });

  test("as many matches as the service gives untold are flagged as truncated", async () => {
    const { datas, database } = folders();
    const FaceMatches = Array.from({ length: DEFAULT_MAX_FACES }, (_, i) => ({
      Similarity: 90,
      Face: { FaceId: `f${i}` },
    }));
    write(datas, "searches/x/a.json", { SearchedFaceId: "a", FaceMatches, FaceModelVersion: "lookalike-1" });
    write(datas, "searches/x/b.json", {
      SearchedFaceId: "b",
      FaceMatches: FaceMatches.slice(1),
      FaceModelVersion: "7.0",
    });
    await withLoaded(database, datas, async ({ query }) => {
      expect(await query("SELECT face_id, truncated, engine FROM searches ORDER BY face_id")).toEqual([
        { face_id: "a", truncated: true, engine: "lookalike" },
        { face_id: "b", truncated: false, engine: "rekognition" },
      ]);
    });
  });

  test("faces that IndexFaces measured slightly otherwise, left out or found alone are joined", async () => {
    const { datas, database } = folders();
    const box = (Left: number) => ({ Left, Top: 0.1, Width: 0.2, Height: 0.2 });
    const good = {
      AgeRange: { Low: 30, High: 40 },
      Quality: { Brightness: 80, Sharpness: 80 },
      Confidence: 99,
    };
    write(datas, "detect-faces/x.json", {
      FaceDetails: [0.1, 0.4, 0.7].map((left) => ({ ...good, BoundingBox: box(left) })),
    });
    write(datas, "index-faces/x.json", {
      FaceModelVersion: "7.0",
      FaceRecords: [
        { Face: { FaceId: "second", BoundingBox: box(0.41) }, FaceDetail: good },
        {
          Face: { FaceId: "alone", BoundingBox: { Left: 0, Top: 0.8, Width: 0.1, Height: 0.1 } },
          FaceDetail: good,
        },
      ],
      UnindexedFaces: [{ Reasons: ["LOW_SHARPNESS"], FaceDetail: { ...good, BoundingBox: box(0.7) } }],
    });
    write(datas, "keep-faces/x.json", [{ FaceId: "second", BoundingBox: box(0.41) }]);
    await withLoaded(database, datas, async ({ query }) => {
      expect(
        await query("SELECT ordinal, face_id, kept, exclude_reason FROM faces ORDER BY ordinal"),
      ).toEqual([
        { ordinal: 1, face_id: null, kept: false, exclude_reason: "not indexed" },
        { ordinal: 2, face_id: "second", kept: true, exclude_reason: null },
        { ordinal: 3, face_id: null, kept: false, exclude_reason: "not indexed, low sharpness" },
        { ordinal: 4, face_id: "alone", kept: false, exclude_reason: "removed from the collection" },
      ]);
    });
  });

  test("a photo without a record is told by its documents", async () => {
    const { datas, database } = folders();
    const good = { AgeRange: { Low: 30, High: 40 }, Quality: { Brightness: 80, Sharpness: 80 } };
    write(datas, "detect-faces/empty.json", { FaceDetails: [] });
    write(datas, "detect-faces/child.json", { FaceDetails: [{ ...good, AgeRange: { Low: 4, High: 8 } }] });
    write(datas, "detect-faces/waiting.json", { FaceDetails: [good] });
    write(datas, "keep-faces/kept.json", [{ FaceId: "k" }]);
    await withLoaded(database, datas, async ({ query }) => {
      expect(await query("SELECT photo, status, reason, kept_faces FROM photos ORDER BY photo")).toEqual([
        { photo: "child.jpg", status: "REJECTED", reason: "FaceRequirementError", kept_faces: 0 },
        { photo: "empty.jpg", status: "REJECTED", reason: "NoFaceError", kept_faces: 0 },
        { photo: "kept.jpg", status: "DONE", reason: null, kept_faces: 1 },
        { photo: "waiting.jpg", status: "DETECTED", reason: null, kept_faces: 0 },
      ]);
    });
  });

  test("a record's rules judge its faces, and its calls are counted with their price", async () => {
    const { datas, database } = folders();
    const record = {
      photo: "x.jpg",
      bucket: "b",
      key: "uploads/x.jpg",
      etag: "e",
      outcome: "REJECTED",
      reason: "FaceRequirementError",
      rulesVersion: "1:age>=30,brightness>=40,sharpness>=90",
      calls: { DetectFaces: 1, IndexFaces: 0 },
      endedAt: "2026-05-06T07:08:09.123Z",
    };
    write(datas, "photos/x.json", record);
    write(datas, "detect-faces/x.json", {
      FaceDetails: [{ AgeRange: { Low: 20, High: 30 }, Quality: { Brightness: 50, Sharpness: 80 } }],
    });
    await withLoaded(database, datas, async ({ query }) => {
      expect(await query("SELECT exclude_reason FROM faces")).toEqual([
        { exclude_reason: "too young, too blurred" },
      ]);
      expect(await query("SELECT operation, calls, usd, called_at FROM api_calls")).toEqual([
        { operation: "DetectFaces", calls: 1, usd: 0.001, called_at: "2026-05-06 07:08:09.123" },
      ]);
    });
    // Another photo of the bucket shows that its engine is the one that costs nothing.
    write(datas, "photos/y.json", {
      ...record,
      photo: "y.jpg",
      outcome: "DONE",
      faceModelVersion: "lookalike-1",
    });
    await withLoaded(database, datas, async ({ query }) => {
      expect(await query("SELECT photo, engine, usd FROM api_calls ORDER BY photo")).toEqual([
        { photo: "x.jpg", engine: "lookalike", usd: 0 },
        { photo: "y.jpg", engine: "lookalike", usd: 0 },
      ]);
    });
  });

  test("a record says when, with what and where the photo was taken; the time is the camera's own", async () => {
    const { datas, database } = folders();
    const record = { outcome: "DONE", key: "uploads/x.jpg", endedAt: "2026-05-06T07:08:09.123Z" };
    const takenAt = "2019-05-01T12:30:00";
    const exposure = {
      takenOffset: "+02:00",
      camera: "iPhone 12",
      orientation: 6,
      latitude: 50,
      longitude: -8.5,
    };
    write(datas, "photos/dated.json", { ...record, exposure: { takenAt, ...exposure } });
    write(datas, "photos/undated.json", record);
    write(datas, "photos/wrong.json", { ...record, exposure: { takenAt: "yesterday" } });
    await withLoaded(database, datas, async ({ query }) => {
      const found = await query(
        "SELECT taken_at, taken_offset, camera, orientation, latitude, longitude FROM photos ORDER BY photo",
      );
      const nothing = {
        taken_at: null,
        taken_offset: null,
        camera: null,
        orientation: null,
        latitude: null,
        longitude: null,
      };
      expect(found).toEqual([
        {
          taken_at: "2019-05-01 12:30:00",
          taken_offset: "+02:00",
          camera: "iPhone 12",
          orientation: 6,
          latitude: 50,
          longitude: -8.5,
        },
        nothing,
        nothing,
      ]);
    });
  });
});

describe("damaged and hostile files", () => {
  test("one damaged file among a thousand is named, the others load, and it is tried again when it changes", async () => {
    const { datas, database } = folders();
    for (let n = 0; n < 1000; n++) write(datas, `detect-faces/p${n}.json`, '{"FaceDetails":[]}');
    write(datas, "detect-faces/p500.json", '{"FaceDetails":[');
    await withLoaded(database, datas, async ({ summary }) => {
      expect(summary.photos).toBe(999);
      expect(summary.bad).toEqual([
        {
          path: "detect-faces/p500.json",
          problem: expect.stringMatching(/^not JSON: /),
        },
      ]);
    });
    const again = await withLoaded(database, datas, async ({ summary }) => summary);
    expect([again.bad.length, again.files.unchanged]).toEqual([1, 1000]);
    write(datas, "detect-faces/p500.json", '{"FaceDetails":[] }');
    await withLoaded(database, datas, async ({ summary }) => {
      expect([summary.photos, summary.bad, summary.files.changed]).toEqual([1000, [], 1]);
    });
  });

  test.each([
    ["detect-faces", "[]", /should be an object, is an array/],
    ["detect-faces", '{"FaceDetails":[null]}', /should be an object, is null/],
    [
      "detect-faces",
      '{"FaceDetails":[{"AgeRange":{"Low":"old","High":1}}]}',
      /age_low in faces should be a 32-bit integer, is "old"/,
    ],
    [
      "detect-faces",
      '{"FaceDetails":[{"AgeRange":{"Low":1.5,"High":9}}]}',
      /age_low in faces should be a 32-bit integer/,
    ],
    ["detect-faces", '{"FaceDetails":[{"Smile":{"Value":"yes"}}]}', /smile in faces should be true or false/],
    [
      "detect-faces",
      '{"FaceDetails":[{"Landmarks":[{"Type":"nose","X":"0","Y":0}]}]}',
      /each of the landmarks should have a text and numbers/,
    ],
    [
      "detect-faces",
      '{"FaceDetails":[{"Emotions":[{"Type":"SAD","Confidence":1},{"Type":"SAD","Confidence":2}]}]}',
      /one of the emotions is there twice/,
    ],
    ["index-faces", '{"FaceDetails":[]}', /FaceRecords should be an array, is missing/],
    ["keep-faces", '{"Face":1}', /should be an array of faces, is a value of type object/],
    ["photos", '{"outcome":"DONE","key":"k","endedAt":"yesterday"}', /endedAt should be a time/],
    [
      "photos",
      '{"outcome":"DONE","key":"k","endedAt":"2026-01-01T00:00:00Z","width":"wide"}',
      /width in photos should be .*, is "wide"/,
    ],
  ])(
    "%s %s is refused with its reason while the photo's other documents load",
    async (folder, text, reason) => {
      const { datas } = folders();
      const { name, documents } = donePhoto();
      for (const [key, content] of documents) write(datas, key, content);
      write(datas, `${folder}/${name}.json`, text);
      await withLoaded(":memory:", datas, async ({ summary }) => {
        expect(summary.bad).toEqual([
          { path: `${folder}/${name}.json`, problem: expect.stringMatching(reason) },
        ]);
        expect(summary.photos).toBe(1);
        expect(summary.faces).toBeGreaterThan(0);
      });
    },
  );

  test("a search that is not of the face it is named after is refused", async () => {
    const { datas, database } = folders();
    write(datas, "searches/x/a.json", { SearchedFaceId: "b", FaceMatches: [] });
    await withLoaded(database, datas, async ({ summary, query }) => {
      expect(summary.bad[0]!.problem).toBe('should be the search of face a, is that of "b"');
      expect(await query("FROM searches")).toEqual([]);
    });
  });

  test("names with quotes, SQL, HTML, percent signs and a thousand bytes are names", async () => {
    const { datas, database } = folders();
    const names = [
      "'; DROP TABLE photos; --",
      "<img onerror=alert(1)>",
      "100%25",
      "é/a\u0007b",
      'x"y',
      "n".repeat(900),
    ];
    for (const name of names) write(datas, keyToPath(`detect-faces/${name}.json`), { FaceDetails: [] });
    await withLoaded(database, datas, async ({ summary, query }) => {
      expect(summary.photos).toBe(names.length);
      const found = await query<{ name: string }>("SELECT name FROM photos");
      expect(found.map(({ name }) => name).sort()).toEqual([...names].sort());
    });
  });
});

describe("the command", () => {
  test("tells the counts, and exits 1 when a file was bad", () => {
    const { datas, database } = folders();
    writePhotos(datas, 5);
    const good = runCommand("analysis/load.ts", datas, "--db", database);
    expect(good).toMatchObject({ status: 0, stderr: "" });
    expect(good.stdout).toMatch(/^5 photos, \d+ faces \(\d+ kept\)/);
    write(datas, "detect-faces/\u001b[31mred.json", "no");
    const bad = runCommand("analysis/load.ts", datas, "--db", database);
    expect(bad.status).toBe(1);
    expect(bad.stdout).toContain("bad file, skipped: detect-faces/\\u001b[31mred.json: not JSON");
  });

  test("says in one sentence what folder is missing", () => {
    const { root, database } = folders();
    const { status, stderr } = runCommand("analysis/load.ts", join(root, "nowhere"), "--db", database);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: `No folder ${join(root, "nowhere")}. Give the folder that holds the results.\n`,
    });
  });

  test.skipIf(process.getuid?.() === 0)("says in one sentence that it may not write", () => {
    const { root, datas } = folders();
    writePhotos(datas, 1);
    mkdirSync(join(root, "locked"));
    chmodSync(join(root, "locked"), 0o500);
    const { status, stderr } = runCommand(
      "analysis/load.ts",
      datas,
      "--db",
      join(root, "locked/faces.duckdb"),
    );
    expect(status).toBe(2);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });

  test("says in one sentence that a database cannot be there", () => {
    const { datas } = folders();
    writePhotos(datas, 1);
    const { status, stderr } = runCommand("analysis/load.ts", datas, "--db", "/dev/full/faces.duckdb");
    expect(status).toBe(2);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });
});

test("a file moved away is forgotten and one moved in is found", async () => {
  const { datas, database } = folders();
  write(datas, "detect-faces/a.json", { FaceDetails: [] });
  await withLoaded(database, datas, async ({ summary }) => expect(summary.photos).toBe(1));
  renameSync(join(datas, "detect-faces/a.json"), join(datas, "detect-faces/b.json"));
  await withLoaded(database, datas, async ({ summary, query }) => {
    expect(summary.files).toMatchObject({ new: 1, gone: 1 });
    expect(await query("SELECT photo FROM photos")).toEqual([{ photo: "b.jpg" }]);
  });
});
