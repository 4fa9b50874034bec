import { readdirSync, readFileSync } from "node:fs";
import type { FaceDetail } from "@aws-sdk/client-rekognition";
import { describe, expect, it } from "vitest";
import {
  DEFAULT_REQUIREMENTS,
  meetsRequirements,
  type PhotoSize,
  requirementsOf,
  rulesVersion,
  shortcomings,
  sizeOf,
} from "../../core/requirements.ts";
import { checkFaces } from "../../functions/check-faces.ts";
import { RECORDED } from "../recorded.ts";

const SIZE: PhotoSize = { width: 1000, height: 800 };
const face = (Low: number, Brightness: number, Sharpness: number): FaceDetail => ({
  AgeRange: { Low, High: Low + 10 },
  Quality: { Brightness, Sharpness },
  Confidence: 80,
});

describe("shortcomings", () => {
  it("finds none in a face that just meets the requirements", () => {
    expect(shortcomings(face(10, 40, 40), DEFAULT_REQUIREMENTS, undefined)).toEqual([]);
  });

  it("names every requirement that is missed", () => {
    expect(
      shortcomings({ ...face(9, 39.9, 39.9), Confidence: 79.9 }, DEFAULT_REQUIREMENTS, undefined),
    ).toEqual(["too young", "too dark", "too blurred", "too uncertain"]);
  });

  it("counts what was not measured as missed", () => {
    expect(shortcomings({}, DEFAULT_REQUIREMENTS, undefined)).toHaveLength(4);
  });

  it("asks for a size in pixels of the photo, where one is asked for", () => {
    const small = { ...face(10, 40, 40), BoundingBox: { Left: 0, Top: 0, Width: 0.1, Height: 0.05 } };
    const of = (minFace: number, size?: PhotoSize) =>
      shortcomings(small, { ...DEFAULT_REQUIREMENTS, minFace }, size);
    expect(of(50, { width: 1000, height: 1000 })).toEqual([]);
    expect(of(51, { width: 1000, height: 1000 })).toEqual(["too small"]);
    expect(of(51)).toEqual(["too small"]);
    expect(of(0)).toEqual([]);
    for (const side of ["Width", "Height"]) {
      const { [side]: _, ...rest } = small.BoundingBox as Record<string, number>;
      const asked = { ...DEFAULT_REQUIREMENTS, minFace: 1 };
      expect(shortcomings({ ...small, BoundingBox: rest }, asked, SIZE)).toEqual(["too small"]);
    }
  });

  it("asks for no confidence where none is wanted, be it known or not", () => {
    const { Confidence: _, ...unknown } = face(10, 40, 40);
    expect(shortcomings(unknown, { ...DEFAULT_REQUIREMENTS, minConfidence: 0 }, undefined)).toEqual([]);
  });

  it("knows a photo's size where both sides are told", () => {
    expect(sizeOf(3, 2)).toEqual({ width: 3, height: 2 });
    expect([sizeOf(undefined, 2), sizeOf(3, undefined)]).toEqual([undefined, undefined]);
  });
});

describe("rulesVersion", () => {
  it("changes with every requirement", () => {
    const versions = [
      DEFAULT_REQUIREMENTS,
      ...Object.keys(DEFAULT_REQUIREMENTS).map((name) => ({ ...DEFAULT_REQUIREMENTS, [name]: 1 })),
    ];
    expect(new Set(versions.map(rulesVersion)).size).toBe(6);
    expect(versions.map((rules) => requirementsOf(rulesVersion(rules)))).toEqual(versions);
  });

  it("is read where it is from before confidence and size counted", () => {
    const rules = requirementsOf("1:age>=18,brightness>=30,sharpness>=50.5");
    expect(rules).toEqual({
      ...{ minAge: 18, minBrightness: 30, minSharpness: 50.5 },
      ...{ minConfidence: 0, minFace: 0 },
    });
    expect(requirementsOf("3:anything")).toBeUndefined();
  });
});

describe("checkFaces", () => {
  it("wants one good face, not all", () => {
    expect(() => checkFaces([face(5, 90, 90), face(30, 90, 90)], DEFAULT_REQUIREMENTS, SIZE)).not.toThrow();
  });

  it("tells a photo without faces from one without good faces", () => {
    expect(() => checkFaces([], DEFAULT_REQUIREMENTS, SIZE)).toThrow(
      expect.objectContaining({ name: "NoFaceError" }),
    );
    expect(() => checkFaces([face(5, 90, 20)], DEFAULT_REQUIREMENTS, SIZE)).toThrow(
      expect.objectContaining({
        name: "FaceRequirementError",
        message: "The only face is too young, too blurred",
      }),
    );
  });
});

describe.skipIf(!RECORDED)("the requirements (needs the recorded photos)", () => {
  it("keep exactly the faces that the original kept", () => {
    const folder = `${RECORDED}datas`;
    const read = (path: string) => JSON.parse(readFileSync(`${folder}/${path}`, "utf8"));
    for (const file of readdirSync(`${folder}/keep-faces`)) {
      const kept = read(`index-faces/${file}`).FaceRecords.filter((record: { FaceDetail: FaceDetail }) =>
        meetsRequirements(record.FaceDetail, DEFAULT_REQUIREMENTS, undefined),
      );
      const ids = (faces: { FaceId: string }[]) => faces.map(({ FaceId }) => FaceId);
      expect(ids(kept.map(({ Face }: { Face: { FaceId: string } }) => Face))).toEqual(
        ids(read(`keep-faces/${file}`)),
      );
    }
  });
});
