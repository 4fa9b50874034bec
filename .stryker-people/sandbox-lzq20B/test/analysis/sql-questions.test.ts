// @ts-nocheck
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { DetectFacesResponse, Face, SearchFacesResponse } from "@aws-sdk/client-rekognition";
import { describe, expect, test } from "vitest";
import { runSql } from "../../analysis/sql/run-sql.ts";
import { writePhotos } from "../../bench/synthetic-results.ts";
import { RECORDED } from "../recorded.ts";
import { temporaryFolder, withLoaded, write } from "./load-helpers.ts";

const FOLDER = "analysis/questions";
const QUESTIONS = readdirSync(FOLDER)
  .filter((file) => file.endsWith(".sql"))
  .sort();
const sqlOf = (file: string) => readFileSync(join(FOLDER, file), "utf8");

test("there are ten questions, each asked in its first line", () => {
  expect(QUESTIONS).toHaveLength(10);
  for (const file of QUESTIONS) expect(sqlOf(file)).toMatch(/^-- [A-Z][^\n]*\?[^\n]*\n/);
});

test("every question is answered on a made-up collection", async () => {
  const root = temporaryFolder();
  const database = join(root, "faces.duckdb");
  writePhotos(join(root, "datas"), 60);
  const ids = await withLoaded(database, join(root, "datas"), ({ query }) =>
    query<{ face_id: string }>("SELECT face_id FROM faces WHERE kept ORDER BY face_id LIMIT 6"),
  );
  const [first, ...others] = ids.map(({ face_id }) => face_id);
  write(join(root, "datas"), `searches/x/${first}.json`, {
    SearchedFaceId: first,
    FaceModelVersion: "7.0",
    FaceMatches: others.map((FaceId, i) => ({ Similarity: 99 - i, Face: { FaceId } })),
  });
  await withLoaded(database, join(root, "datas"), async () => undefined);
  for (const file of QUESTIONS) {
    const [answer, ...more] = await runSql(sqlOf(file), { database });
    expect(more).toEqual([]);
    // The one question that names a photo, which this collection does not have.
    if (!file.startsWith("04")) expect([file, answer!.rows.length]).not.toEqual([file, 0]);
  }
});

describe.skipIf(!RECORDED)("the questions on the recorded answers (needs the recorded photos)", () => {
  const answers = async () => {
    const root = temporaryFolder();
    const database = join(root, "faces.duckdb");
    await withLoaded(database, join(RECORDED!, "datas"), async () => undefined, {
      searches: join(RECORDED!, "searchs"),
    });
    return Promise.all(QUESTIONS.map(async (file) => (await runSql(sqlOf(file), { database }))[0]!.rows));
  };
  const documents = <T>(folder: string) =>
    readdirSync(join(RECORDED!, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".json"))
      .map((file) => ({
        photo: `${file.split("/")[0]!.replace(/\.json$/, "")}.jpg`,
        content: JSON.parse(readFileSync(join(RECORDED!, folder, file), "utf8")) as T,
      }));

  test("answer what the raw files say", async () => {
    const [youngest, , similar, ofAlice, became, , ages, , emotions] = await answers();
    const faces = documents<DetectFacesResponse>("datas/detect-faces").flatMap(({ photo, content }) =>
      content.FaceDetails!.map((face) => ({ photo, face })),
    );
    const keptBoxes = new Set(
      documents<Face[]>("datas/keep-faces").flatMap(({ photo, content }) =>
        content.map(({ BoundingBox }) => `${photo} ${JSON.stringify(BoundingBox)}`),
      ),
    );
    const keptAges = faces
      .filter(({ photo, face }) => keptBoxes.has(`${photo} ${JSON.stringify(face.BoundingBox)}`))
      .map(({ face }) => face.AgeRange!.Low!)
      .sort((a, b) => a - b);
    expect(youngest!.map((row) => row[1])).toEqual(keptAges.slice(0, 5));

    const searches = documents<SearchFacesResponse>("searchs").map(({ content }) => content);
    const best = searches
      .flatMap(({ FaceMatches }) => FaceMatches!.map(({ Similarity }) => Similarity!))
      .sort((a, b) => b - a);
    for (const [i, row] of similar!.entries()) expect(row[2]).toBeCloseTo(best[i]!, 3);
    const alice = documents<SearchFacesResponse>("searchs").find(({ photo }) => photo === "alice1.jpg")!;
    expect(ofAlice!.map((row) => row[1])).toEqual(
      alice.content.FaceMatches!.map(({ Similarity }) => Math.round(Similarity! * 100) / 100),
    );

    expect(became!.map((row) => row[2])).toEqual([40, 3, 1]);
    const decades = new Map<number, number>();
    for (const { face } of faces) {
      const decade = Math.floor(face.AgeRange!.Low! / 10);
      decades.set(decade, (decades.get(decade) ?? 0) + 1);
    }
    const counts = [...decades].sort(([a], [b]) => a - b).map(([, count]) => count);
    expect(ages!.map((row) => row[1])).toEqual(counts);
    const happy = faces.filter(({ face }) => {
      const strongest = [...face.Emotions!].sort((a, b) => b.Confidence! - a.Confidence!)[0]!;
      return strongest.Type === "HAPPY";
    });
    expect(emotions!.find(([emotion]) => emotion === "HAPPY")![1]).toBe(happy.length);
  });
});
