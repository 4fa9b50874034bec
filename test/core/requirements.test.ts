import { readdirSync, readFileSync } from "node:fs";
import type { FaceDetail } from "@aws-sdk/client-rekognition";
import { describe, expect, it } from "vitest";
import {
  DEFAULT_REQUIREMENTS,
  meetsRequirements,
  rulesVersion,
  shortcomings,
} from "../../core/requirements.ts";
import { judgeFaces } from "../../functions/judge-faces.ts";
import { RECORDED } from "../recorded.ts";

const face = (Low: number, Brightness: number, Sharpness: number): FaceDetail => ({
  AgeRange: { Low, High: Low + 10 },
  Quality: { Brightness, Sharpness },
});

describe("shortcomings", () => {
  it("finds none in a face that just meets the requirements", () => {
    expect(shortcomings(face(10, 40, 40), DEFAULT_REQUIREMENTS)).toEqual([]);
  });

  it("names every requirement that is missed", () => {
    expect(shortcomings(face(9, 39.9, 39.9), DEFAULT_REQUIREMENTS)).toEqual([
      "too young",
      "too dark",
      "too blurred",
    ]);
  });

  it("counts what was not measured as missed", () => {
    expect(shortcomings({}, DEFAULT_REQUIREMENTS)).toHaveLength(3);
  });
});

describe("rulesVersion", () => {
  it("changes with every requirement", () => {
    const versions = [
      DEFAULT_REQUIREMENTS,
      ...Object.keys(DEFAULT_REQUIREMENTS).map((name) => ({ ...DEFAULT_REQUIREMENTS, [name]: 1 })),
    ];
    expect(new Set(versions.map(rulesVersion)).size).toBe(4);
  });
});

describe("judgeFaces", () => {
  it("wants one good face, not all", () => {
    expect(() => judgeFaces([face(5, 90, 90), face(30, 90, 90)], DEFAULT_REQUIREMENTS)).not.toThrow();
  });

  it("tells a photo without faces from one without good faces", () => {
    expect(() => judgeFaces([], DEFAULT_REQUIREMENTS)).toThrow(
      expect.objectContaining({ name: "NoFaceError" }),
    );
    expect(() => judgeFaces([face(5, 90, 20)], DEFAULT_REQUIREMENTS)).toThrow(
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
        meetsRequirements(record.FaceDetail, DEFAULT_REQUIREMENTS),
      );
      const ids = (faces: { FaceId: string }[]) => faces.map(({ FaceId }) => FaceId);
      expect(ids(kept.map(({ Face }: { Face: { FaceId: string } }) => Face))).toEqual(
        ids(read(`keep-faces/${file}`)),
      );
    }
  });
});
