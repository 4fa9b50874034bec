import { join } from "node:path";
import { expect, it } from "vitest";
import { loadPeople } from "../../analysis/people/open-people.ts";
import { peopleLines } from "../../analysis/people/print-people.ts";
import { readMatches } from "../../analysis/report/data/read-matches.ts";
import { readPayload } from "../../analysis/report/data/read-payload.ts";
import { readPeople } from "../../analysis/report/data/read-people.ts";
import { matchesOf } from "../../analysis/search/matches-of.ts";
import { withoutSmall } from "../../analysis/search/print-matches.ts";
import { withDatabase } from "../../analysis/tables/database.ts";
import { smallFaces } from "../../analysis/tables/face-side.ts";
import { loadFolder } from "../../analysis/tables/load/load-folder.ts";
import { minFaceOf } from "../../analysis/terminal/min-face.ts";
import { DEFAULT_THRESHOLD, MAX_MATCHES } from "../../core/similarity.ts";
import { temporaryFolder, write } from "./load-helpers.ts";

/** Three photos of one face each, alike; one is small and one does not say how large its photo is. */
const PHOTOS: [name: string, width: number | undefined, share: number][] = [
  ["large", 1000, 0.2],
  ["small", 1000, 0.05],
  ["unknown", undefined, 0.05],
];

function writePhotos(datas: string): void {
  for (const [name, width, share] of PHOTOS) {
    const BoundingBox = { Left: 0.1, Top: 0.1, Width: share, Height: share };
    const Face = { FaceId: name, BoundingBox, Confidence: 99 };
    const Quality = { Brightness: 80, Sharpness: 80 };
    const FaceDetail = { BoundingBox, AgeRange: { Low: 20, High: 30 }, Quality, Confidence: 99 };
    write(datas, `index-faces/${name}.json`, {
      FaceRecords: [{ Face, FaceDetail }],
      FaceModelVersion: "7.0",
    });
    write(datas, `keep-faces/${name}.json`, [Face]);
    write(datas, `photos/${name}.json`, {
      ...{ photo: `${name}.jpg`, key: `uploads/${name}.jpg`, outcome: "DONE", etag: name },
      ...{ width, height: width && 1200, endedAt: "2026-01-01T00:00:00Z", calls: {} },
    });
    const FaceMatches = PHOTOS.filter(([other]) => other !== name).map(([FaceId]) => ({
      Similarity: 99,
      Face: { FaceId },
    }));
    const search = {
      SearchedFaceId: name,
      FaceMatches,
      FaceMatchThreshold: DEFAULT_THRESHOLD,
      MaxFaces: MAX_MATCHES,
    };
    write(datas, `searches/${name}/${name}.json`, search);
  }
}

it("hides small faces from search, people and report, counts them, and changes nothing else", async () => {
  const datas = temporaryFolder();
  writePhotos(datas);
  await withDatabase(join(datas, "faces.duckdb"), {}, async (connection) => {
    await loadFolder(connection, { datas, searches: [] });
    const request = { threshold: DEFAULT_THRESHOLD, maxFaces: 10 };
    const matches = await matchesOf(connection, "large", request, "");
    expect(matches.map(({ faceId, side }) => [faceId, side])).toEqual([
      ["small", 50],
      ["unknown", null],
    ]);
    const answer = { photo: "large.jpg", matches, truncated: false, cached: true };
    expect(withoutSmall(answer, 51)).toMatchObject({ matches: [{ faceId: "unknown" }], hidden: 1 });
    expect(withoutSmall(answer, 50)).toBe(answer);

    const hidden = await smallFaces(connection, 51);
    expect([...hidden]).toEqual(["small"]);
    const people = await loadPeople(connection, datas);
    await people.saveTo(connection);
    expect(peopleLines(people).join()).toContain("3 faces: large.jpg#1, small.jpg#1, unknown.jpg#1");
    expect(peopleLines(people, hidden).join()).toContain("2 faces: large.jpg#1, unknown.jpg#1");

    const { shown, placeOf, ...kept } = await readPayload(connection, 51);
    expect(shown.faces.map(({ id }) => id)).toEqual(["large", "unknown"]);
    expect(shown.summary.hidden).toEqual({ faces: 1, minFace: 51 });
    expect((await readPeople(connection, datas, placeOf)).people[0]!.faces).toEqual([0, 1]);
    const [ofLarge] = await readMatches(connection, { ...kept, placeOf });
    expect(ofLarge).toMatchObject({ list: [1, 9900], total: 1 });
    expect((await readPayload(connection)).shown.summary).not.toHaveProperty("hidden");
  });
});

it("takes whole pixels only", () => {
  expect(minFaceOf(undefined)).toBe(0);
  expect(minFaceOf("40")).toBe(40);
  for (const text of ["", "x", "-1", "1.5"]) expect(() => minFaceOf(text)).toThrow("whole number of pixels");
});
