// @ts-nocheck
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type {
  DetectFacesResponse,
  Face,
  IndexFacesResponse,
  SearchFacesResponse,
} from "@aws-sdk/client-rekognition";
import { describe, expect, test } from "vitest";
import { RECORDED } from "../recorded.ts";
import { temporaryFolder, withLoaded } from "./load-helpers.ts";

/** The recorded answers straight from their files, joined by nothing but file names and FaceIds. */
function raw<T>(folder: string): Map<string, T> {
  const path = join(RECORDED!, folder);
  const names = readdirSync(path, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".json"),
  );
  return new Map(
    names.map((name) => [name.slice(0, -5), JSON.parse(readFileSync(join(path, name), "utf8"))]),
  );
}

describe.skipIf(!RECORDED)("the recorded answers in the tables (needs the recorded photos)", () => {
  const load = <T>(use: Parameters<typeof withLoaded<T>>[2]) =>
    withLoaded(join(temporaryFolder(), "faces.duckdb"), join(RECORDED!, "datas"), use, {
      searches: join(RECORDED!, "searchs"),
    });

  test("has every photo, face, kept face, thumbnail and match that the files have", async () => {
    const detected = raw<DetectFacesResponse>("datas/detect-faces");
    const kept = [...raw<Face[]>("datas/keep-faces").values()].flat();
    const searches = [...raw<SearchFacesResponse>("searchs").values()];
    const thumbnails = readdirSync(join(RECORDED!, "datas/thumbnails")).map((file) => file.slice(0, -4));
    const keptIds = new Set(kept.map(({ FaceId }) => FaceId));
    await load(async ({ summary }) => {
      expect(summary).toMatchObject({
        photos: detected.size,
        faces: [...detected.values()].flatMap(({ FaceDetails }) => FaceDetails!).length,
        keptFaces: kept.length,
        thumbnails: thumbnails.length,
        searches: searches.length,
        matches: searches.flatMap(({ FaceMatches }) => FaceMatches!).length,
        bad: [],
      });
      expect(summary.orphans).toEqual(
        thumbnails.filter((id) => !keptIds.has(id)).map((id) => `thumbnails/${id}.jpg`),
      );
      expect([summary.photos, summary.faces, summary.keptFaces, summary.thumbnails]).toEqual([
        44, 51, 41, 42,
      ]);
    });
  });

  test("gives each face the values of its answer", async () => {
    const detected = raw<DetectFacesResponse>("datas/detect-faces");
    await load(async ({ query }) => {
      const faces = await query<Record<string, unknown>>("FROM faces");
      for (const [name, { FaceDetails }] of detected) {
        const own = faces.filter(({ photo }) => photo === `${name}.jpg`);
        expect(own).toHaveLength(FaceDetails!.length);
        for (const [i, detail] of FaceDetails!.entries()) {
          const strongest = detail.Emotions!.reduce((a, b) => (b.Confidence! > a.Confidence! ? b : a));
          expect(own.find(({ ordinal }) => ordinal === i + 1)).toMatchObject({
            face_key: `${name}.jpg#${i + 1}`,
            box_left: detail.BoundingBox!.Left,
            box_top: detail.BoundingBox!.Top,
            box_width: detail.BoundingBox!.Width,
            box_height: detail.BoundingBox!.Height,
            age_low: detail.AgeRange!.Low,
            age_high: detail.AgeRange!.High,
            gender: detail.Gender!.Value,
            smile: detail.Smile!.Value,
            smile_confidence: detail.Smile!.Confidence,
            eyeglasses: detail.Eyeglasses!.Value,
            sunglasses_confidence: detail.Sunglasses!.Confidence,
            beard: detail.Beard!.Value,
            mustache: detail.Mustache!.Value,
            eyes_open: detail.EyesOpen!.Value,
            mouth_open: detail.MouthOpen!.Value,
            occluded: null,
            brightness: detail.Quality!.Brightness,
            sharpness: detail.Quality!.Sharpness,
            roll: detail.Pose!.Roll,
            yaw: detail.Pose!.Yaw,
            pitch: detail.Pose!.Pitch,
            top_emotion: strongest.Type,
            top_emotion_confidence: strongest.Confidence,
          });
        }
      }
    });
  });

  test("gives each indexed face its FaceId by its box, and each its landmarks and emotions", async () => {
    const indexed = raw<IndexFacesResponse>("datas/index-faces");
    const detected = raw<DetectFacesResponse>("datas/detect-faces");
    await load(async ({ query }) => {
      const faces = await query<{ face_id: string; photo: string; box_left: number; model_version: string }>(
        "SELECT face_id, photo, box_left, model_version FROM faces WHERE face_id IS NOT NULL",
      );
      const records = [...indexed].flatMap(([name, { FaceRecords }]) =>
        FaceRecords!.map(({ Face }) => ({
          face_id: Face!.FaceId,
          photo: `${name}.jpg`,
          box_left: Face!.BoundingBox!.Left,
          model_version: "4.0",
        })),
      );
      const byId = (a: { face_id?: string | undefined }, b: { face_id?: string | undefined }) =>
        a.face_id! < b.face_id! ? -1 : 1;
      expect(faces.sort(byId)).toEqual(records.sort(byId));
      const details = [...detected.values()].flatMap(({ FaceDetails }) => FaceDetails!);
      const [sums] = await query(
        "SELECT (SELECT sum(x + y) FROM landmarks) AS landmarks, (SELECT sum(confidence) FROM emotions) AS emotions",
      );
      const landmarks = details
        .flatMap(({ Landmarks }) => Landmarks!)
        .reduce((sum, { X, Y }) => sum + X! + Y!, 0);
      const emotions = details
        .flatMap(({ Emotions }) => Emotions!)
        .reduce((sum, e) => sum + e.Confidence!, 0);
      expect(sums!.landmarks).toBeCloseTo(landmarks, 6);
      expect(sums!.emotions).toBeCloseTo(emotions, 6);
    });
  });

  test("has the recorded similarities, and tells them in both directions", async () => {
    const expected = [...raw<SearchFacesResponse>("searchs").values()].flatMap(
      ({ SearchedFaceId, FaceMatches }) =>
        FaceMatches!.map(({ Face, Similarity }) => `${SearchedFaceId} ${Face!.FaceId} ${Similarity}`),
    );
    await load(async ({ query }) => {
      const matches = await query<{ line: string }>(
        "SELECT face_id || ' ' || match_face_id || ' ' || similarity AS line FROM matches",
      );
      expect(matches.map(({ line }) => line).sort()).toEqual(expected.sort());
      const [both] = await query<{ pairs: number }>("SELECT count(*) AS pairs FROM similar_faces");
      expect(both!.pairs).toBe(2 * expected.length);
    });
  });

  test("says why a photo or a face was not kept", async () => {
    await load(async ({ query }) => {
      expect(
        await query("SELECT photo, reason FROM photos WHERE status = 'REJECTED' ORDER BY photo"),
      ).toEqual([
        { photo: "alice8.jpg", reason: "FaceRequirementError" },
        { photo: "alice9.jpg", reason: "FaceRequirementError" },
        { photo: "fanny9.jpg", reason: "FaceRequirementError" },
        { photo: "squirrel1.jpg", reason: "NoFaceError" },
      ]);
      const excluded = await query<{
        exclude_reason: string;
        age_low: number;
        brightness: number;
        sharpness: number;
      }>("FROM excluded_faces");
      expect(excluded).toHaveLength(10);
      for (const { exclude_reason, age_low, brightness, sharpness } of excluded) {
        const words = [
          ...(age_low < 10 ? ["too young"] : []),
          ...(brightness < 40 ? ["too dark"] : []),
          ...(sharpness < 40 ? ["too blurred"] : []),
        ];
        expect(exclude_reason).toBe(words.join(", "));
      }
    });
  });
});
