import type { FaceDetail } from "@aws-sdk/client-rekognition";
import { SAME_FACE_OVERLAP_ACROSS_DETECTORS } from "../../core/box.ts";
import { DEFAULT_THRESHOLD } from "../../core/similarity.ts";
import type { Box, Face, LandmarkName, Point } from "../../local/faces/face.ts";
import { similarity } from "../../local/faces/similarity.ts";
import { iou, matchBoxes } from "./match.ts";
import { boxOf, type Recorded, type RecordedPhoto, type RecordedSearch } from "./recorded.ts";
import { areaUnderCurve, averagePrecision, mean } from "./statistics.ts";

/** One face that both found. */
export interface Pair {
  photo: string;
  theirs: FaceDetail;
  ours: Face;
  iou: number;
  /** Width by height of the photo, upright. */
  aspect: number;
}

export interface Analyzed {
  photo: RecordedPhoto;
  faces: Face[];
  aspect: number;
}

export function pairsOf(analyzed: readonly Analyzed[]): Pair[] {
  return analyzed.flatMap(({ photo, faces, aspect }) =>
    matchBoxes(
      photo.faces.map((face) => boxOf(face.BoundingBox!)),
      faces.map((face) => face.box),
    ).map((m) => ({
      photo: photo.name,
      theirs: photo.faces[m.expected]!,
      ours: faces[m.found]!,
      iou: m.iou,
      aspect,
    })),
  );
}

export type Figures = Record<string, number>;

export function detectionFigures(analyzed: readonly Analyzed[], pairs: readonly Pair[]): Figures {
  const expected = analyzed.reduce((sum, { photo }) => sum + photo.faces.length, 0);
  const found = analyzed.reduce((sum, { faces }) => sum + faces.length, 0);
  return {
    photos: analyzed.length,
    "faces expected": expected,
    "faces found": pairs.length,
    "faces missed": expected - pairs.length,
    "faces extra": found - pairs.length,
    "box IoU, mean": mean(pairs.map((p) => p.iou)),
  };
}

export function attributeFigures(pairs: readonly Pair[]): Figures {
  const error = (pick: (p: Pair) => [number, number]): number =>
    mean(pairs.map(pick).map(([ours, theirs]) => Math.abs(ours - theirs)));
  const share = (test: (p: Pair) => boolean): number => mean(pairs.map((p) => (test(p) ? 1 : 0)));
  const smile = (p: Pair): number => certainty(p.ours.attributes!.smile);
  const smiling = pairs.filter((p) => p.theirs.Smile!.Value);
  const serious = pairs.filter((p) => !p.theirs.Smile!.Value);
  const figures: Figures = {
    "brightness, mean error": error((p) => [p.ours.quality.brightness, p.theirs.Quality!.Brightness!]),
    "sharpness, mean error": error((p) => [p.ours.quality.sharpness, p.theirs.Quality!.Sharpness!]),
    "roll, mean error (degrees)": error((p) => [p.ours.pose.roll, p.theirs.Pose!.Roll!]),
    "yaw, mean error (degrees)": error((p) => [p.ours.pose.yaw, p.theirs.Pose!.Yaw!]),
    "pitch, mean error (degrees)": error((p) => [p.ours.pose.pitch, p.theirs.Pose!.Pitch!]),
    "landmarks, mean error (% of box width)": 100 * mean(pairs.flatMap((p) => landmarkErrors(p))),
    "main five landmarks, mean error (% of box width)":
      100 * mean(pairs.flatMap((p) => landmarkErrors(p, MAIN_LANDMARKS))),
    "age centre within the range": share((p) => ageWithin(p)),
    "gender equal": share((p) => p.ours.attributes!.gender.value === p.theirs.Gender!.Value),
    "smile equal": share((p) => p.ours.attributes!.smile.value === p.theirs.Smile!.Value),
    "smile AUC": areaUnderCurve(smiling.map(smile), serious.map(smile)),
    "top emotion equal": share((p) => p.ours.attributes!.emotions[0]!.type === topEmotion(p.theirs)),
  };
  const opinions = pairs.filter((p) => p.ours.attributes!.mouthOpen);
  if (opinions.length > 0) {
    const open = (p: Pair): number => certainty(p.ours.attributes!.mouthOpen!);
    figures["mouth open equal"] = mean(
      opinions.map((p) => (p.ours.attributes!.mouthOpen!.value === p.theirs.MouthOpen!.Value ? 1 : 0)),
    );
    figures["mouth open AUC"] = areaUnderCurve(
      opinions.filter((p) => p.theirs.MouthOpen!.Value).map(open),
      opinions.filter((p) => !p.theirs.MouthOpen!.Value).map(open),
    );
  }
  return figures;
}

export function topEmotion(face: FaceDetail): string {
  const [top] = face.Emotions!.toSorted((a, b) => b.Confidence! - a.Confidence!);
  return top!.Type!.toLowerCase();
}

/** One scale from sure no (0) to sure yes (100). */
function certainty({ value, confidence }: { value: boolean; confidence: number }): number {
  return value ? confidence : 100 - confidence;
}

function ageWithin({ ours, theirs }: Pair): boolean {
  const center = (ours.attributes!.age.low + ours.attributes!.age.high) / 2;
  return center >= theirs.AgeRange!.Low! && center <= theirs.AgeRange!.High!;
}

const MAIN_LANDMARKS: LandmarkName[] = ["eyeLeft", "eyeRight", "nose", "mouthLeft", "mouthRight"];

/** Distances to the recorded landmarks, in widths of the recorded box. */
export function landmarkErrors({ ours, theirs, aspect }: Pair, only?: readonly LandmarkName[]): number[] {
  const width = theirs.BoundingBox!.Width!;
  return theirs.Landmarks!.flatMap(({ Type, X, Y }) => {
    const name = Type as LandmarkName;
    const point: Point | undefined = ours.landmarks[name];
    if (!point || (only && !only.includes(name))) return [];
    return [Math.hypot(point.x - X!, (point.y - Y!) / aspect) / width];
  });
}

/** Similarity at which Rekognition's search answers by default. */

export function searchFigures({ searches }: Recorded, analyzed: readonly Analyzed[]): Figures {
  const { trueScores, falseScores, precisions, relevant } = scoreSearches(searches, analyzed);
  const above = (scores: number[]): number => scores.filter((s) => s >= DEFAULT_THRESHOLD).length;
  return {
    searches: searches.length,
    "search mAP": mean(precisions),
    "search AUC": areaUnderCurve(trueScores, falseScores),
    "recorded matches": relevant,
    [`recorded matches at ${DEFAULT_THRESHOLD} %`]: above(trueScores),
    "other faces": falseScores.length,
    [`other faces at ${DEFAULT_THRESHOLD} %`]: above(falseScores),
  };
}

/** Kept faces of photos that are named after different people (a name, then a number). */
export function differentPairFigures(analyzed: readonly Analyzed[]): Figures {
  const kept = analyzed.flatMap(({ photo, faces }) =>
    photo.kept.flatMap(({ box }) => {
      const descriptor = descriptorAt(box, faces);
      return descriptor ? [{ person: photo.name.replace(/\d+$/, ""), descriptor }] : [];
    }),
  );
  const scores = kept.flatMap((a, i) =>
    kept
      .slice(i + 1)
      .filter((b) => b.person !== a.person)
      .map((b) => similarity(a.descriptor, b.descriptor)),
  );
  return {
    "pairs of different people": scores.length,
    [`pairs of different people at ${DEFAULT_THRESHOLD} %`]: scores.filter((s) => s >= DEFAULT_THRESHOLD)
      .length,
  };
}

function descriptorAt(box: Box, faces: readonly Face[]): Float32Array | undefined {
  const [best] = faces.toSorted((a, b) => iou(b.box, box) - iou(a.box, box));
  return best && iou(best.box, box) >= SAME_FACE_OVERLAP_ACROSS_DETECTORS ? best.descriptor : undefined;
}

/** Every recorded search against all kept faces; what Rekognition matched is true. */
export function scoreSearches(searches: readonly RecordedSearch[], analyzed: readonly Analyzed[]) {
  const gallery = new Map<string, Float32Array>();
  const everyone: string[] = [];
  for (const { photo, faces } of analyzed) {
    for (const { id, box } of photo.kept) {
      const descriptor = descriptorAt(box, faces);
      if (descriptor) gallery.set(id, descriptor);
      everyone.push(id);
    }
  }
  const trueScores: number[] = [];
  const falseScores: number[] = [];
  const precisions: number[] = [];
  let relevant = 0;
  for (const { faceId, matches } of searches) {
    const probe = gallery.get(faceId);
    const ranked = everyone
      .filter((id) => id !== faceId)
      .map((id) => {
        const other = gallery.get(id);
        // A face that was not found matches nothing.
        return { isMatch: matches.has(id), score: probe && other ? similarity(probe, other) : 0 };
      })
      .sort((a, b) => b.score - a.score);
    for (const { isMatch, score } of ranked) (isMatch ? trueScores : falseScores).push(score);
    const known = ranked.filter((r) => r.isMatch).length;
    relevant += known;
    const found = ranked.filter((r) => r.score > 0).map((r) => r.isMatch);
    precisions.push(averagePrecision(found, known));
  }
  return { trueScores, falseScores, precisions, relevant };
}
