import type { DuckDBConnection } from "@duckdb/node-api";
import { describe, expect, it } from "vitest";
import { FaceLookup } from "../../analysis/people/face-lookup.ts";
import { People } from "../../analysis/people/people.ts";
import { updatePeople } from "../../analysis/people/update-people.ts";
import { modelInWords } from "../../analysis/report/data/models.ts";
import { PairList } from "../../analysis/report/data/pair-list.ts";
import { peopleState } from "../../analysis/report/data/people-state.ts";
import { attributesOf, boxOf, type Measures, readFaces } from "../../analysis/report/data/read-faces.ts";
import { readMatches } from "../../analysis/report/data/read-matches.ts";
import { readPayload } from "../../analysis/report/data/read-payload.ts";
import { readPeople } from "../../analysis/report/data/read-people.ts";
import { readPhotos } from "../../analysis/report/data/read-photos.ts";
import { readSummary } from "../../analysis/report/data/read-summary.ts";
import { withDatabase } from "../../analysis/tables/database.ts";
import { temporaryFolder } from "../local/temporary-folder.ts";
import { type Alike, face, faces, graphOf } from "./helpers/face-graph.ts";

const FILL = `
insert into photos (photo, name, key, moved_to, bucket, status, reason, message, detected_faces, kept_faces, width,
    height, analysed_at, taken_at) values
  ('p10.jpg', 'p10', 'uploads/p10.jpg', null, 'pictures', 'DONE', null, null, 1, 1, 1000, 500, now(), null),
  ('p2.jpg', 'p2', 'uploads/p2.jpg', null, null, 'DONE', null, null, 3, 2, 1000, null, now(), '2019-05-31 12:30:00'),
  ('p3.jpg', 'p3', 'uploads/p3.jpg', 'rejected/NoFaceError/p3.jpg', null, 'REJECTED', 'NoFaceError', null, 0, 0, null,
    500, now(), null),
  ('p4.jpg', 'p4', 'uploads/p4.jpg', null, null, 'CLAIMED', null, null, null, 0, null, null, now(), null);
insert into faces (face_key, face_id, photo, ordinal, kept, exclude_reason, thumbnail, age_low, age_high, gender,
    brightness, engine, model_version, box_left, box_top, box_width, box_height) values
  ('p10.jpg#1', 'f3', 'p10.jpg', 1, true, null, 't/f3.jpg', 20, 30, 'Male', 79.6, 'lookalike', '1', 0, 0.1, 0.02, 0.5),
  ('p2.jpg#2', 'f2', 'p2.jpg', 2, true, null, null, null, null, null, null, 'lookalike', '1', 0, 0, 0.5, 0.5),
  ('p2.jpg#1', 'f1', 'p2.jpg', 1, true, null, 't/f1.jpg', null, null, null, null, 'lookalike', '1', 0, 0, 0.5, 0.5),
  ('p2.jpg#3', 'f4', 'p2.jpg', 3, false, 'too young', null, 4, 8, null, null, 'lookalike', '1', 0, 0, 0.25, 0.5),
  ('p2.jpg#4', null, 'p2.jpg', 4, false, null, null, null, null, null, null, null, null, null, 0, 0.25, 0.5);
insert into searches (face_id, path, threshold, max_faces, matches, truncated, collection_version, searched_at) values
  ('f1', 's', 80, 4096, 2, false, 'v', now() + interval 1 hour),
  ('f3', 's', 80, 1, 1, true, 'v', now() + interval 1 hour);
insert into matches (face_id, match_face_id, similarity) values
  ('f1', 'f3', 91.234), ('f3', 'f1', 91.236), ('f2', 'f3', 85.5), ('f1', 'f4', 99), ('f1', 'f1', 100);`;

const withTables = <T>(change: string, use: (connection: DuckDBConnection) => Promise<T>) =>
  withDatabase(":memory:", {}, async (connection) => {
    await connection.run(FILL + change);
    return await use(connection);
  });

describe("what the page reads", () => {
  it("is the kept faces, by photo as people count and by number", () =>
    withTables("", async (connection) => {
      const kept = await readFaces(connection);
      expect(kept.faces).toEqual([
        { id: "f1", photo: "p2.jpg", box: [0, 0, 500, 500] },
        { id: "f2", photo: "p2.jpg", box: [0, 0, 500, 500] },
        {
          ...{ id: "f3", photo: "p10.jpg", box: [0, 100, 20, 500] },
          ...{ ageLow: 20, ageHigh: 30, gender: "male", brightness: 80 },
        },
      ]);
      expect(kept.paths).toEqual(["t/f1.jpg", null, "t/f3.jpg"]);
      expect([...kept.placeOf]).toEqual([
        ["f1", 0],
        ["f2", 1],
        ["f3", 2],
      ]);
      const { placeOf } = await readFaces(connection, new Set(["f1"]));
      expect([...placeOf]).toEqual([
        ["f2", 0],
        ["f3", 1],
      ]);
    }));

  it("is every photo that came to its end, with its size and date where both sides and the date are known", () =>
    withTables("", async (connection) => {
      const { photos, places } = await readPhotos(connection);
      const others = [
        { box: [0, 0, 250, 500], ageLow: 4, ageHigh: 8, why: "too young" },
        { why: "not kept" },
      ];
      expect(photos).toEqual([
        { photo: "p2.jpg", taken: "2019-05-31T12:30:00", others },
        { photo: "p3.jpg", why: "no face found", detected: 0 },
        { photo: "p10.jpg", width: 1000, height: 500 },
      ]);
      expect([...places]).toEqual([
        ["p2.jpg", { key: "uploads/p2.jpg", path: "uploads/p2.jpg" }],
        ["p3.jpg", { key: "rejected/NoFaceError/p3.jpg", path: "rejected/NoFaceError/p3.jpg" }],
        ["p10.jpg", { key: "uploads/p10.jpg", path: "uploads/p10.jpg", bucket: "pictures" }],
      ]);
    }));

  it("has no dates where the tables have none", () =>
    withTables("alter table photos drop column taken_at;", async (connection) => {
      expect((await readPhotos(connection)).photos[0]).not.toHaveProperty("taken");
    }));

  it("is counted, with the models in words", () =>
    withTables("", async (connection) => {
      const counts = { photos: 4, photosKept: 2, facesDetected: 5, facesKept: 3, pairs: 2, lowest: 80 };
      const models = ["the models on this computer (1)"];
      expect(await readSummary(connection)).toEqual({ ...counts, models });
      const { shown } = await readPayload(connection);
      expect(shown.summary).toEqual({ ...counts, models });
      expect(Date.parse(shown.writtenAt)).toBeGreaterThan(Date.parse("2026-01-01"));
    }));

  it("goes down to the lowest similarity that was found, and to the default where nothing was", async () => {
    const lowest = (change: string) =>
      withTables(change, async (connection) => (await readSummary(connection)).lowest);
    expect(await lowest("update matches set similarity = 71.9 where face_id = 'f2';")).toBe(71);
    expect(await lowest("delete from matches;")).toBe(80);
  });

  it("leaves small faces out, and says how many", () =>
    withTables("", async (connection) => {
      const { faces, placeOf, shown } = await readPayload(connection, 21);
      expect(faces.map(({ id }) => id)).toEqual(["f1", "f2"]);
      expect(placeOf.size).toBe(2);
      expect(shown.summary.hidden).toEqual({ faces: 1, minFace: 21 });
      expect((await readPayload(connection, 20)).shown.summary).not.toHaveProperty("hidden");
    }));
});

describe("the matches of a face", () => {
  it("are those of kept faces from either side, the most similar first, with how far searches tell", () =>
    withTables("", async (connection) => {
      const kept = await readFaces(connection);
      expect(await readMatches(connection, kept)).toEqual([
        { list: [2, 9124], total: 1, known: "whole" },
        { list: [2, 8550], total: 1, known: "partial" },
        { list: [0, 9124, 1, 8550], total: 2, known: "cut" },
      ]);
      expect(await readMatches(connection, kept, { of: ["f3", "f2"], most: 1 })).toEqual([
        { list: [0, 9124], total: 2, known: "cut" },
        { list: [2, 8550], total: 1, known: "partial" },
      ]);
    }));

  it("are unknown where neither it nor another found any, and never across models", () =>
    withTables("update faces set model_version = '2' where face_id = 'f2';", async (connection) => {
      const [, two, three] = await readMatches(connection, await readFaces(connection));
      expect(two).toEqual({ list: [], total: 0, known: "unknown" });
      expect(three!.list).toEqual([0, 9124]);
    }));
});

describe("a list of pairs", () => {
  it("gives each face its others once, at the highest similarity, ties by place", () => {
    const pairs = new PairList();
    for (const [a, b, hundredths] of [
      [0, 1, 9000],
      [1, 0, 9500],
      [2, 0, 9500],
      [3, 2, 0],
      [2, 1, 10_000],
    ] as const) {
      pairs.add(a, b, hundredths);
    }
    const of = pairs.byFace(5);
    expect([0, 1, 2, 3, 4].map(of)).toEqual([
      [1, 9500, 2, 9500],
      [2, 10_000, 0, 9500],
      [1, 10_000, 0, 9500, 3, 0],
      [2, 0],
      [],
    ]);
  });

  it("grows as far as it must", () => {
    const pairs = new PairList();
    for (let i = 0; i < 5000; i++) pairs.add(i, i + 1, i);
    const of = pairs.byFace(5001);
    expect([of(0), of(1024), of(4999), of(5000)]).toEqual([
      [1, 0],
      [1025, 1024, 1023, 1023],
      [5000, 4999, 4998, 4998],
      [4999, 4999],
    ]);
  });
});

describe("what was measured on a face", () => {
  const NOTHING: Measures = {
    ...{ age_low: null, age_high: null, gender: null, top_emotion: null, brightness: null, sharpness: null },
    ...{ smile: null, eyeglasses: null, sunglasses: null },
    ...{ box_left: null, box_top: null, box_width: null, box_height: null },
  };

  it("is left out where it was not measured, and kept where it is nought or false", () => {
    expect(attributesOf(NOTHING)).toEqual({});
    const all = { age_low: 0, age_high: 1, gender: "Female", top_emotion: "HAPPY", brightness: 0.4 };
    const marks = { sharpness: 99.5, smile: false, eyeglasses: true, sunglasses: false };
    expect(attributesOf({ ...NOTHING, ...all, ...marks })).toEqual({
      ...{ ageLow: 0, ageHigh: 1, gender: "female", emotion: "happy", brightness: 0, sharpness: 100 },
      ...{ smile: false, eyeglasses: true, sunglasses: false },
    });
  });

  it("has a box in thousandths where all four sides are known", () => {
    const box = { box_left: -0.0104, box_top: 0, box_width: 0.25, box_height: 1 };
    expect(boxOf({ ...NOTHING, ...box })).toEqual({ box: [-10, 0, 250, 1000] });
    for (const side of Object.keys(box)) expect(boxOf({ ...NOTHING, ...box, [side]: null })).toEqual({});
  });

  it.each([
    ["rekognition", "7.0", "Amazon Rekognition (model 7.0)"],
    ["rekognition", null, "Amazon Rekognition"],
    ["lookalike", "1", "the models on this computer (1)"],
    ["lookalike", null, "the models on this computer"],
    ["other", "2", "other 2"],
    [null, "2", "model 2"],
    ["other", null, "other"],
  ])("was measured by %s %s: %s", (engine, version, words) => {
    expect(modelInWords({ engine, version })).toBe(words);
  });
});

describe("who is who", () => {
  /** Two people of whom every two faces are alike, and a stranger. */
  const WITHIN: Alike[] = [
    ["a1", "a2", 95],
    ["a1", "a3", 92],
    ["a2", "a3", 90.26],
    ["b1", "b2", 96],
  ];
  const PLACES = new Map(["x", "b2", "b1", "a3", "a2", "a1"].map((faceId, place) => [faceId, place]));
  const open = async (pairs: Alike[], made = faces("a1", "a2", "a3", "b1", "b2", "x")) => {
    const graph = graphOf(made, pairs);
    const words = new FaceLookup(graph.faces, []);
    const datas = await temporaryFolder();
    return new People({ datas, graph, words, decisions: [], file: { next: 1, people: {} } });
  };

  it("is told by places in the page, with how well each face fits", async () => {
    expect(peopleState(await open(WITHIN), PLACES)).toEqual({
      people: [
        { id: "P1", faces: [5, 4, 3], confidence: [93.5, 92.6, 91.1] },
        { id: "P2", faces: [2, 1], confidence: [96, 96] },
        { id: "P3", faces: [0], confidence: [null] },
      ],
      ignored: [],
      review: [],
      decisions: [],
    });
  });

  it("has names, births and ignored faces, and what stands of the decisions", async () => {
    const people = await open(WITHIN);
    await people.name("a1", "Ann");
    await people.born("P1", "2019");
    await people.ignore(["x"]);
    await people.name("b1", "Bob");
    await people.undo();
    const state = peopleState(people, PLACES);
    expect(state.people).toMatchObject([{ id: "P1", name: "Ann", born: "2019" }, { id: "P2" }]);
    expect(state.people[1]).not.toHaveProperty("name");
    expect(state.people[1]).not.toHaveProperty("born");
    expect(state.ignored).toEqual([0]);
    expect(state.decisions).toEqual([
      { id: 1, at: expect.any(String), text: "Named P1 Ann" },
      { id: 2, at: expect.any(String), text: "P1 was born 2019" },
      { id: 3, at: expect.any(String), text: "Ignored x.jpg#1" },
    ]);
  });

  it("asks about people who may be one before faces that may be another's, the most alike of each side by side", async () => {
    const people = await open([...WITHIN, ["b2", "a2", 93], ["b1", "a1", 90], ["x", "b1", 85]]);
    const { review } = peopleState(people, PLACES);
    expect(review).toEqual([
      { kind: "merge", a: "P2", b: "P3", faces: [2, 0], mean: 43 },
      { kind: "merge", a: "P1", b: "P2", faces: [4, 1], mean: 31 },
    ]);
  });

  it("sets a suspect beside the first of its person, and names whom it would fit better", async () => {
    // x is with b2 on one photo: it cannot be the person that it fits better.
    const made = [
      face("b2", { photo: "b.jpg" }),
      face("x", { photo: "b.jpg", ordinal: 2 }),
      ...faces("b1", "y", "z"),
    ];
    const people = await open(
      [
        ...[
          ["b1", "b2", 99.5],
          ["x", "b1", 99],
          ["x", "b2", 99],
        ],
        ...[
          ["x", "y", 94],
          ["x", "z", 94],
          ["y", "z", 95],
        ],
      ] as Alike[],
      made,
    );
    const places = new Map(["z", "y", "x", "b1", "b2"].map((faceId, place) => [faceId, place]));
    expect(peopleState(people, places).review).toEqual([
      { kind: "suspect", a: people.personOf("x")!.id, b: people.personOf("b1")!.id, faces: [2, 1], mean: 94 },
    ]);
  });
});

describe("who is who in the tables", () => {
  it("is nobody where faces have not been grouped", () =>
    withTables("", async (connection) => {
      const nothing = { people: [], ignored: [], review: [], decisions: [] };
      const { placeOf } = await readFaces(connection);
      expect(await readPeople(connection, "nowhere", placeOf)).toEqual(nothing);
    }));

  it("is each person with the faces that have a place, those with most faces first", () =>
    withTables(
      `insert into people (face_id, person, person_name, person_confidence) values
        ('f3', 'P2', null, 91.236), ('f2', 'P1', 'Ann', null), ('f1', 'P2', null, 91.2), ('f4', 'P3', null, null);`,
      async (connection) => {
        const datas = await temporaryFolder();
        const { placeOf } = await readFaces(connection);
        expect((await readPeople(connection, datas, placeOf)).people).toEqual([
          { id: "P2", faces: [0, 2], confidence: [91.2, 91.24] },
          { id: "P1", name: "Ann", faces: [1], confidence: [null] },
        ]);
      },
    ));

  it("is those with as many faces in the order of their numbers", () =>
    withTables(
      "insert into people (face_id, person) values ('f1', 'P10'), ('f2', 'P9'), ('f3', 'P2');",
      async (connection) => {
        const { placeOf } = await readFaces(connection);
        const { people } = await readPeople(connection, await temporaryFolder(), placeOf);
        expect(people.map(({ id }) => id)).toEqual(["P2", "P9", "P10"]);
      },
    ));

  it("asks nothing about people and faces that are not on the page", () =>
    withTables("update matches set similarity = 50 where face_id = 'f2';", async (connection) => {
      const datas = await temporaryFolder();
      const people = await updatePeople(connection, { datas });
      await people.ignore(["f2"]);
      const { placeOf } = await readFaces(connection);
      const state = await readPeople(connection, datas, placeOf);
      expect(state.ignored).toEqual([placeOf.get("f2")]);
      const without = await readFaces(connection, new Set(["f2"]));
      expect((await readPeople(connection, datas, without.placeOf)).ignored).toEqual([]);
    }));
});
