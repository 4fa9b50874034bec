import { describe, expect, it } from "vitest";
import type * as documents from "../../analysis/tables/load/documents.ts";
import { faceRows } from "../../analysis/tables/load/face-rows.ts";
import { joinFaces } from "../../analysis/tables/load/join-faces.ts";
import { DEFAULT_REQUIREMENTS } from "../../core/requirements.ts";

const box = (Left: number) => ({ Left, Top: 0.1, Width: 0.2, Height: 0.2 });
const good = { AgeRange: { Low: 20, High: 30 }, Quality: { Brightness: 80, Sharpness: 70 }, Confidence: 99 };
const dark = { ...good, Quality: { Brightness: 10, Sharpness: 70 } };
const detail = (left: number, of: object = good) => ({ BoundingBox: box(left), ...of });
const face = (FaceId: string, left: number) => ({ FaceId, BoundingBox: box(left), ExternalImageId: "etag" });

describe("the faces of a photo", () => {
  it("are joined by their boxes, in the order of DetectFaces, then those that only others know", () => {
    const joined = joinFaces({
      detected: [detail(0.1), detail(0.5)],
      indexed: {
        records: [
          { Face: face("near", 0.52), FaceDetail: detail(0.52, dark) },
          { Face: face("new", 0.75), FaceDetail: detail(0.75) },
        ],
        unindexed: [
          { Reasons: ["LOW_QUALITY"] as never[], FaceDetail: detail(0.1, dark) },
          { FaceDetail: detail(0.3) },
        ],
        modelVersion: "7",
      },
      kept: [face("near", 0.52), face("late", 0.9)],
    });
    expect(
      joined.map(({ face, unindexedReasons, box }) => [face?.FaceId, unindexedReasons, box?.Left]),
    ).toEqual([
      [undefined, ["LOW_QUALITY"], 0.1],
      ["near", undefined, 0.5],
      ["new", undefined, 0.75],
      [undefined, [], 0.3],
      ["late", undefined, 0.9],
    ]);
    // What DetectFaces said of it stays; else IndexFaces says it.
    expect(joined[1]!.detail).toEqual(detail(0.5));
    expect(joined[2]!.detail).toEqual(detail(0.75));
    expect(joined[3]!.detail).toEqual(detail(0.3));
    expect(joined[4]!.detail).toBeUndefined();
  });

  it("are each joined once: to the box that has most in common, the very box before all", () => {
    const two = (lefts: number[], indexed: number[]) =>
      joinFaces({
        detected: lefts.map((left) => detail(left)),
        indexed: {
          records: indexed.map((left) => ({ Face: face(`at ${left}`, left) })),
          unindexed: [],
          modelVersion: undefined,
        },
      }).map(({ face }) => face?.FaceId);
    expect(two([0.1, 0.14], [0.13])).toEqual([undefined, "at 0.13"]);
    expect(two([0.12, 0.14], [0.13])).toEqual([undefined, "at 0.13"]);
    expect(two([0.1, 0.14], [0.1, 0.1])).toEqual(["at 0.1", "at 0.1"]);
    expect(two([0.1], [0.3])).toEqual([undefined, "at 0.3"]);
    expect(
      joinFaces({ indexed: { records: [{ FaceDetail: detail(0.4) }], unindexed: [], modelVersion: "7" } }),
    ).toEqual([{ box: box(0.4), detail: detail(0.4), face: undefined, unindexedReasons: undefined }]);
    expect(joinFaces({})).toEqual([]);
  });

  it("become rows with everything that was measured, and null for what was not", () => {
    const said = (Value: boolean | string, Confidence: number) => ({ Value, Confidence });
    const whole = {
      ...detail(0.1),
      Gender: said("Female", 91),
      Smile: said(true, 92),
      Eyeglasses: said(false, 93),
      Sunglasses: said(false, 94),
      Beard: said(false, 95),
      Mustache: said(true, 96),
      EyesOpen: said(true, 97),
      MouthOpen: said(false, 98),
      FaceOccluded: said(true, 99),
      Pose: { Roll: 1, Yaw: 2, Pitch: 3 },
      Emotions: [
        { Type: "SAD", Confidence: 5 },
        { Type: "HAPPY", Confidence: 90 },
        { Type: "CALM", Confidence: 90 },
      ],
      Landmarks: [
        { Type: "nose", X: 0.3, Y: 0.4 },
        { Type: "chin", X: 0.31, Y: 0.5 },
      ],
    };
    const { faces, staged_measures } = faceRows(
      {
        detected: [whole as never, {}],
        indexed: {
          records: [{ Face: { ...face("f1", 0.1), ImageId: "image" } }],
          unindexed: [],
          modelVersion: "7.0",
        },
      },
      {
        photo: "a.jpg",
        modelVersion: "7.0",
        requirements: DEFAULT_REQUIREMENTS,
        size: undefined,
        thumbnailOf: (id) => `thumbnails/${id}.jpg`,
      },
    );
    expect(faces[0]).toEqual({
      ...{ face_key: "a.jpg#1", face_id: "f1", photo: "a.jpg", ordinal: 1, kept: true, exclude_reason: null },
      ...{
        box_left: 0.1,
        box_top: 0.1,
        box_width: 0.2,
        box_height: 0.2,
        confidence: 99,
        age_low: 20,
        age_high: 30,
      },
      ...{ gender: "Female", gender_confidence: 91, smile: true, smile_confidence: 92 },
      ...{ eyeglasses: false, eyeglasses_confidence: 93, sunglasses: false, sunglasses_confidence: 94 },
      ...{ beard: false, beard_confidence: 95, mustache: true, mustache_confidence: 96 },
      ...{ eyes_open: true, eyes_open_confidence: 97, mouth_open: false, mouth_open_confidence: 98 },
      ...{
        occluded: true,
        occluded_confidence: 99,
        brightness: 80,
        sharpness: 70,
        roll: 1,
        yaw: 2,
        pitch: 3,
      },
      ...{ top_emotion: "HAPPY", top_emotion_confidence: 90, thumbnail: "thumbnails/f1.jpg" },
      ...{ image_id: "image", external_image_id: "etag", engine: "rekognition", model_version: "7.0" },
    });
    const { face_key, photo, ordinal, kept, exclude_reason, engine, model_version, ...measured } = faces[1]!;
    expect([face_key, photo, ordinal, kept, engine, model_version]).toEqual([
      "a.jpg#2",
      "a.jpg",
      2,
      false,
      "rekognition",
      "7.0",
    ]);
    expect(exclude_reason).toBe("too young, too dark, too blurred, too uncertain");
    expect(new Set(Object.values(measured))).toEqual(new Set([null]));
    expect(staged_measures).toEqual([
      {
        ...{ photo: "a.jpg", ordinal: 1, table: "emotions", heights: [] },
        ...{ types: ["CALM", "HAPPY", "SAD"], values: [90, 90, 5] },
      },
      {
        ...{ photo: "a.jpg", ordinal: 1, table: "landmarks", heights: [0.4, 0.5] },
        ...{ types: ["nose", "chin"], values: [0.3, 0.31] },
      },
    ]);
  });

  it("are kept as the list of kept faces says, or else by the requirements, and say why not", () => {
    const of = (found: documents.PhotoDocuments) =>
      faceRows(found, {
        photo: "a.jpg",
        modelVersion: null,
        requirements: DEFAULT_REQUIREMENTS,
        size: undefined,
        thumbnailOf: () => null,
      }).faces.map(({ face_id, kept, exclude_reason }) => [face_id, kept, exclude_reason]);
    const records = [{ Face: face("f1", 0.1) }, { Face: face("f2", 0.5) }];
    const detected = [detail(0.1), detail(0.5, dark), detail(0.8)];
    const indexed = { records, unindexed: [], modelVersion: "7" };
    expect(of({ detected, indexed })).toEqual([
      ["f1", true, null],
      ["f2", false, "too dark"],
      [null, false, "not indexed"],
    ]);
    expect(of({ detected, indexed, kept: [face("f2", 0.5)] })).toEqual([
      ["f1", false, "removed from the collection"],
      ["f2", true, null],
      [null, false, "not indexed"],
    ]);
    const unindexed = [
      { Reasons: ["LOW_QUALITY", "SMALL_BOUNDING_BOX"] as never[], FaceDetail: detail(0.1, dark) },
    ];
    expect(of({ indexed: { records: [], unindexed, modelVersion: "7" } })).toEqual([
      [null, false, "not indexed, low quality, small bounding box"],
    ]);
    expect(of({ kept: [face("f1", 0.1)] })).toEqual([["f1", true, null]]);
  });

  it("have the confidence that the indexed face says where no details are known", () => {
    const { faces } = faceRows(
      { kept: [{ FaceId: "f", Confidence: 88 }] },
      {
        photo: "a",
        modelVersion: "lookalike-1",
        requirements: DEFAULT_REQUIREMENTS,
        size: undefined,
        thumbnailOf: () => null,
      },
    );
    expect(faces[0]).toMatchObject({ confidence: 88, engine: "lookalike", box_left: null, thumbnail: null });
  });
});
