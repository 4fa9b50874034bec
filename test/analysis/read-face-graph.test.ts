import type { DuckDBConnection } from "@duckdb/node-api";
import { beforeAll, describe, expect, it } from "vitest";
import { readFaceGraph } from "../../analysis/people/read-face-graph.ts";
import { readNotKept } from "../../analysis/people/read-not-kept.ts";
import { withDatabase } from "../../analysis/tables/database.ts";

/**
 * Three kept faces on two photos and one that was left out. The first was searched all the way down, the second not,
 * the third by another system, which does not say when.
 */
const FILL = `
insert into photos (photo, name, key, etag, status, message, kept_faces, analysed_at, taken_at) values
  ('a.jpg', 'a', 'a', 'etag-a', 'DONE', null, 1, '2026-01-01 00:00:10', '2019-05-31 12:00:00'),
  ('b.jpg', 'b', 'b', null, 'DONE', null, 2, '2026-01-01 00:00:20', null),
  ('c.jpg', 'c', 'c', null, 'REJECTED', 'no face was found', 0, '2026-01-01', null);
insert into faces (face_key, face_id, photo, ordinal, kept, exclude_reason, external_image_id,
  box_left, box_top, box_width, box_height) values
  ('a.jpg#1', 'f1', 'a.jpg', 1, true, null, 'x', 0.1, 0.2, 0.5, 0.25),
  ('b.jpg#1', 'f2', 'b.jpg', 1, true, null, 'etag-b', null, null, null, null),
  ('b.jpg#2', 'f3', 'b.jpg', 2, true, null, null, 0, 0, 1, 1),
  ('b.jpg#3', 'f4', 'b.jpg', 3, false, 'too young', null, 0, 0, 1, 1),
  ('b.jpg#4', null, 'b.jpg', 4, true, null, null, 0, 0, 1, 1);
insert into searches (face_id, path, searched_at, threshold, max_faces, matches, truncated, collection_version) values
  ('f1', 'p', '2026-01-01 00:00:15', 80, 4096, 2, false, 'v'),
  ('f2', 'p', '2026-01-01 00:00:30', 81, 4096, 0, false, 'v'),
  ('f3', 'p', '2026-01-01 00:00:05', null, null, 0, false, null);
insert into matches (face_id, match_face_id, similarity) values
  ('f1', 'f2', 90), ('f1', 'f3', 80), ('f2', 'f3', 79.9), ('f1', 'f4', 99);`;
const at = (seconds: number) => Date.parse("2026-01-01T00:00:00Z") + 1000 * seconds;

const read = (change: string, use = readFaceGraph) =>
  withDatabase(":memory:", {}, async (connection: DuckDBConnection) => {
    await connection.run(FILL);
    if (change !== "") await connection.run(change);
    return await use(connection);
  });

describe("the graph of faces that the tables give", () => {
  let graph: Awaited<ReturnType<typeof readFaceGraph>>;
  beforeAll(async () => {
    graph = await read("");
  });

  it("has the kept faces by photo and number, each with what finds it again", () => {
    const [one, two, three] = graph.faces;
    expect(graph.faces).toHaveLength(3);
    expect(one).toEqual({
      faceId: "f1",
      faceKey: "a.jpg#1",
      photo: "a.jpg",
      ordinal: 1,
      etag: "etag-a",
      box: [0.1, 0.2, 0.5, 0.25],
      area: 0.125,
      takenAt: Date.parse("2019-05-31T12:00:00Z"),
      since: at(10),
      searchedUntil: at(15),
    });
    expect(two).toMatchObject({ etag: "etag-b", box: [0, 0, 0, 0], area: 0 });
    expect(two).not.toHaveProperty("takenAt");
    expect(three).not.toHaveProperty("etag");
  });

  it("leaves out a face of a photo that nothing is known of, and its pairs, and mixes up no other", async () => {
    const without = await read("update faces set photo = 'gone.jpg' where face_id = 'f2'");
    expect(without.faces.map(({ faceId }) => faceId)).toEqual(["f1", "f3"]);
    const { a, b, similarity } = without.pairs;
    expect([a, b, similarity].map((column) => [...column])).toEqual([[0], [1], [80]]);
  });

  it("is told by a search all the way down, and by none that stopped above", () => {
    const [, two, three] = graph.faces;
    expect(two).toMatchObject({ since: at(20), searchedUntil: Number.NEGATIVE_INFINITY });
    // Searched by another system, which does not say when: it is taken as it is.
    expect(three).toMatchObject({ since: at(20), searchedUntil: Number.POSITIVE_INFINITY });
  });

  it("has the alike pairs, each once, and none below", () => {
    const { a, b, similarity } = graph.pairs;
    expect([...a].map((place, i) => [place, b[i], similarity[i]])).toEqual([
      [0, 1, 90],
      [0, 2, 80],
    ]);
  });

  it("knows that a face was there when it was searched, though its record was written again", async () => {
    const { faces } = await read("update photos set analysed_at = '2026-02-01' where photo = 'a.jpg'");
    expect(faces[0]).toMatchObject({ since: at(15), searchedUntil: at(15) });
  });

  it("is not told by an answer that was cut off among alike faces, and told by one that was cut off below", async () => {
    const cut = await read("update searches set truncated = true where face_id = 'f1'");
    expect(cut.faces[0]!.searchedUntil).toBe(Number.NEGATIVE_INFINITY);
    const below = await read(
      "update searches set truncated = true where face_id = 'f1'; insert into matches (face_id, match_face_id, similarity) values ('f1', 'f9', 79)",
    );
    expect(below.faces[0]!.searchedUntil).toBe(at(15));
  });

  it("does without dates where the tables have none", async () => {
    const { faces } = await read("alter table photos drop column taken_at");
    expect(faces[0]).not.toHaveProperty("takenAt");
  });
});

it("names the faces and photos that were not kept, and why", async () => {
  const notKept = await withDatabase(":memory:", {}, async (connection) => {
    await connection.run(FILL);
    return await readNotKept(connection);
  });
  expect(notKept).toHaveLength(3);
  expect(notKept).toEqual(
    expect.arrayContaining([
      { faceKey: "b.jpg#3", faceId: "f4", photo: "b.jpg", reason: "too young" },
      { faceKey: "b.jpg#4", faceId: null, photo: "b.jpg", reason: "not kept" },
      { faceKey: null, faceId: null, photo: "c.jpg", reason: "no face was found" },
    ]),
  );
});
