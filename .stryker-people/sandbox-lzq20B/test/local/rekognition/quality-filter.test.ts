// @ts-nocheck
import { describe, expect, it } from "vitest";
import type { Face } from "../../../local/faces/face.ts";
import { reasonsAgainst } from "../../../local/rekognition/quality-filter.ts";

const IMAGE = { width: 1000, height: 1000 };
const GOOD: Face = {
  box: { left: 0.3, top: 0.3, width: 0.2, height: 0.2 },
  confidence: 99,
  reliable: true,
  landmarks: {},
  pose: { roll: 0, yaw: 0, pitch: 0 },
  quality: { brightness: 70, sharpness: 90 },
};

describe("a face whose landmarks are a guess", () => {
  it.each(["NONE", "AUTO", "LOW", "MEDIUM", "HIGH"] as const)(
    "is not indexed with the filter %s",
    (filter) => {
      expect(reasonsAgainst(GOOD, IMAGE, filter)).toEqual([]);
      expect(reasonsAgainst({ ...GOOD, reliable: false }, IMAGE, filter)).toEqual(["EXTREME_POSE"]);
      const blurred = { ...GOOD, reliable: false, quality: { brightness: 70, sharpness: 5 } };
      expect(reasonsAgainst(blurred, IMAGE, filter)[0]).toBe("LOW_FACE_QUALITY");
    },
  );

  it("is not judged by a pose that is a guess too", () => {
    const guessed = { ...GOOD, reliable: false, pose: { roll: 0, yaw: 90, pitch: 0 } };
    expect(reasonsAgainst(guessed, IMAGE, "AUTO")).toEqual(["EXTREME_POSE"]);
  });
});

it("lets the filter NONE through whatever can be described", () => {
  const poor = { ...GOOD, confidence: 10, quality: { brightness: 1, sharpness: 0 } };
  expect(reasonsAgainst(poor, IMAGE, "NONE")).toEqual([]);
  expect(reasonsAgainst(poor, IMAGE, "AUTO")).toEqual(["LOW_CONFIDENCE", "LOW_BRIGHTNESS", "LOW_SHARPNESS"]);
});
