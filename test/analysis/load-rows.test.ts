import { describe, expect, it } from "vitest";
import type * as documents from "../../analysis/tables/load/documents.ts";
import { type PhotoContext, photoRows, requirementsOf } from "../../analysis/tables/load/photo-rows.ts";
import { searchRows } from "../../analysis/tables/load/search-rows.ts";
import type { PhotoRecord } from "../../core/photo-record.ts";
import { DEFAULT_REQUIREMENTS, FIRST_REQUIREMENTS, rulesVersion } from "../../core/requirements.ts";

const box = (Left: number) => ({ Left, Top: 0.1, Width: 0.2, Height: 0.2 });
const good = { AgeRange: { Low: 20, High: 30 }, Quality: { Brightness: 80, Sharpness: 70 }, Confidence: 99 };
const dark = { ...good, Quality: { Brightness: 10, Sharpness: 70 } };
const detail = (left: number, of: object = good) => ({ BoundingBox: box(left), ...of });
const face = (FaceId: string, left: number) => ({ FaceId, BoundingBox: box(left), ExternalImageId: "etag" });

describe("the row of a photo", () => {
  const writtenAt = new Date("2026-02-02T00:00:00Z");
  const context: PhotoContext = { name: "a", writtenAt, thumbnailOf: () => null };
  const record: PhotoRecord = {
    outcome: "REJECTED",
    ...{
      photo: "a.jpg",
      bucket: "b",
      key: "uploads/a.jpg",
      movedTo: "rejected/a.jpg",
      etag: "e",
      contentSha256: "c",
    },
    ...{
      bytes: 1,
      width: 2,
      height: 3,
      reason: "NoFaceError",
      message: "m",
      duplicateOf: "d",
    },
    ...{
      detectedFaces: 4,
      keptFaces: 9,
      faceModelVersion: "7.0",
      rulesVersion: "r",
      endedAt: "2026-01-01T00:00:00Z",
    },
    ...{ calls: { DetectFaces: 2, IndexFaces: 0, ListFaces: 1 } },
    exposure: {
      ...{ takenAt: "2019-05-01T12:30:00", takenOffset: "+02:00", camera: "Canon", orientation: 6 },
      ...{ latitude: 1, longitude: 2 },
    },
  };
  const row = (found: documents.PhotoDocuments) => photoRows(found, context).photos[0]!;

  it("is what its record says", () => {
    expect(row({ record })).toEqual({
      ...{
        photo: "a.jpg",
        name: "a",
        bucket: "b",
        key: "uploads/a.jpg",
        moved_to: "rejected/a.jpg",
        etag: "e",
      },
      ...{ content_sha256: "c", bytes: 1, width: 2, height: 3, taken_at: new Date("2019-05-01T12:30:00Z") },
      ...{ taken_offset: "+02:00", camera: "Canon", orientation: 6, latitude: 1, longitude: 2 },
      ...{ status: "REJECTED", reason: "NoFaceError", message: "m", duplicate_of: "d", detected_faces: 4 },
      ...{ kept_faces: 0, engine: "rekognition", model_version: "7.0", rules_version: "r" },
      analysed_at: new Date("2026-01-01T00:00:00Z"),
    });
  });

  it("is null in what a short record does not say", () => {
    const short = {
      photo: "a.jpg",
      bucket: "b",
      key: "k",
      etag: "e",
      outcome: "DONE",
      endedAt: "2026-01-01",
    } as const;
    const { photo, name, bucket, key, etag, status, kept_faces, analysed_at, ...rest } = row({
      record: short,
    });
    expect([photo, name, bucket, key, etag, status, kept_faces]).toEqual([
      "a.jpg",
      "a",
      "b",
      "k",
      "e",
      "DONE",
      0,
    ]);
    expect(analysed_at).toEqual(new Date("2026-01-01"));
    expect(new Set(Object.values(rest))).toEqual(new Set([null]));
  });

  it("is made of what is there where no record is", () => {
    const found = {
      photo: "a.jpg",
      bucket: null,
      key: "uploads/a.jpg",
      moved_to: null,
      analysed_at: writtenAt,
    };
    const indexed = {
      records: [{ Face: face("f", 0.1), FaceDetail: detail(0.1) }],
      unindexed: [],
      modelVersion: "7",
    };
    expect(row({ indexed })).toMatchObject({
      ...{
        ...found,
        status: "DONE",
        reason: null,
        message: null,
        etag: "etag",
        detected_faces: 1,
        kept_faces: 1,
      },
      ...{ model_version: "7", engine: "rekognition", width: null },
    });
    expect(row({ kept: [] })).toMatchObject({ status: "DONE", etag: null, detected_faces: null });
    expect(row({ detected: [] })).toMatchObject({
      ...{ status: "REJECTED", reason: "NoFaceError", message: "no face was found", detected_faces: 0 },
    });
    expect(row({ detected: [detail(0.1)] })).toMatchObject({
      status: "DETECTED",
      reason: null,
      message: null,
    });
    expect(
      row({
        detected: [
          detail(0.1, dark),
          detail(0.4, dark),
          detail(0.7, { ...dark, AgeRange: { Low: 3, High: 4 } }),
        ],
      }),
    ).toMatchObject({
      ...{ status: "REJECTED", reason: "FaceRequirementError" },
      message: "no face meets the requirements: too dark; too young, too dark",
    });
    expect(photoRows({}, context)).toEqual({ photos: [], api_calls: [], faces: [], staged_measures: [] });
  });

  it("comes with the calls that were paid for; what this computer answered cost nothing", () => {
    const call = {
      ...{
        source: "pipeline",
        called_at: new Date("2026-01-01T00:00:00Z"),
        engine: "rekognition",
        photo: "a.jpg",
      },
      face_id: null,
    };
    expect(photoRows({ record }, context).api_calls).toEqual([
      { ...call, operation: "DetectFaces", calls: 2, usd: 0.002, list_usd: 0.002 },
      { ...call, operation: "ListFaces", calls: 1, usd: 0, list_usd: 0 },
    ]);
    const usd = (changes: object) =>
      photoRows({ record: { ...record, ...changes } }, context).api_calls[0]!.usd;
    expect(usd({ faceModelVersion: "lookalike-1" })).toBe(0);
    expect(usd({ bucket: "lookalike" })).toBe(0);
    const { calls: _, ...uncounted } = record;
    expect(photoRows({ record: uncounted }, context).api_calls).toEqual([]);
  });

  it("is judged by the rules that it names, or by the first system's", () => {
    expect(requirementsOf(rulesVersion(DEFAULT_REQUIREMENTS))).toEqual(DEFAULT_REQUIREMENTS);
    expect(requirementsOf(undefined)).toEqual(FIRST_REQUIREMENTS);
    expect(requirementsOf("other")).toEqual(FIRST_REQUIREMENTS);
  });
});

describe("the rows of a search", () => {
  const writtenAt = new Date("2026-02-02T00:00:00Z");
  const match = (FaceId: string, Similarity: number) => ({ Similarity, Face: { FaceId } });

  it("are the search and its matches, each face once with its best similarity", () => {
    const found = searchRows(
      {
        ...{
          SearchedFaceId: "f",
          FaceModelVersion: "7.0",
          FaceMatchThreshold: 70,
          MaxFaces: 2,
          SearchedAt: "2026-01-01T00:00:00Z",
        },
        CollectionVersion: "v",
        FaceMatches: [
          match("a", 90),
          { Similarity: 95, Face: { FaceId: "a", ExternalImageId: "x" } },
          match("a", 80),
          match("b", 0),
        ],
      },
      "searches/f.json",
      writtenAt,
    );
    const model = { engine: "rekognition", model_version: "7.0" };
    expect(found.searches).toEqual([
      {
        ...{
          face_id: "f",
          path: "searches/f.json",
          searched_at: new Date("2026-01-01T00:00:00Z"),
          threshold: 70,
        },
        ...{ max_faces: 2, matches: 2, truncated: true, collection_version: "v", ...model },
      },
    ]);
    expect(found.matches).toEqual([
      { face_id: "f", match_face_id: "a", similarity: 95, match_external_image_id: "x", ...model },
      { face_id: "f", match_face_id: "b", similarity: 0, match_external_image_id: null, ...model },
    ]);
  });

  it("say nothing of what another system's document does not say", () => {
    const of = (SearchedAt?: string) =>
      searchRows({ SearchedFaceId: "f", FaceMatches: [], ...(SearchedAt && { SearchedAt }) }, "p", writtenAt)
        .searches[0];
    expect(of()).toEqual({
      ...{ face_id: "f", path: "p", searched_at: writtenAt, threshold: null, max_faces: null, matches: 0 },
      ...{ truncated: false, collection_version: null, engine: null, model_version: null },
    });
    expect(of("some day")!.searched_at).toBe(writtenAt);
  });
});
