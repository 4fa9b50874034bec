import { readFile } from "node:fs/promises";
import type { FaceDetail } from "@aws-sdk/client-rekognition";
import type { Rectangle } from "../../core/rectangle.ts";
import { type AgeLimits, combinedAge, type ReadAges, readAges } from "../../local/faces/age.ts";
import { boxFeatures } from "../../local/faces/box.ts";
import { decode } from "../../local/faces/decode.ts";
import { detect } from "../../local/faces/detect.ts";
import type { Point } from "../../local/faces/face.ts";
import { Pyramid } from "../../local/faces/geometry/pyramid.ts";
import { findLandmarks } from "../../local/faces/landmarks.ts";
import { poseFeatures } from "../../local/faces/pose.ts";
import { openSessions } from "../../local/faces/sessions.ts";
import { matchBoxes } from "./match.ts";
import { boxOf, readRecorded } from "./recorded.ts";
import { crossValidate, fitRidge, predict } from "./regression.ts";
import { mean } from "./statistics.ts";

/**
 * Fits the linear models of pose and box on recorded answers and prints their weights, for pose.ts and box.ts,
 * with the mean error on people a fit has not seen, and how well ages do whose limits were chosen without the person: `tsx bench/fidelity/fit.ts DIR`. The person is the photo's
 * name without its number.
 */
interface Sample {
  person: string;
  detected: Rectangle;
  points: Point[];
  theirs: FaceDetail;
  theirBox: Rectangle;
  ages: ReadAges;
}

const POSE_RIDGE = 0.01;
const BOX_RIDGE = 0.1;

const samples = await collect(process.argv[2]!, process.argv[3] ?? ".local/models");
// A face looking left is as good an example as its mirror image: without a constant the fit knows that.
report(
  "yaw",
  POSE_RIDGE,
  (s) => poseFeatures(s.points).yaw,
  (s) => s.theirs.Pose!.Yaw!,
);
report(
  "pitch",
  POSE_RIDGE,
  (s) => poseFeatures(s.points).pitch,
  (s) => s.theirs.Pose!.Pitch!,
);
for (const edge of ["left", "right", "top", "bottom"] as const) {
  const axis = edge === "left" || edge === "right" ? "horizontal" : "vertical";
  const features = (s: Sample): number[] => boxFeatures(s.detected, s.points)[axis];
  report(edge, BOX_RIDGE, features, (s) => {
    const { base, size } = boxFeatures(s.detected, s.points);
    return (s.theirBox[edge] - base[edge]) / size;
  });
}

reportAge();

/** Which limits put most ages into Rekognition's ranges; of equals those nearest to all. */
function fitLimits(training: readonly Sample[]): AgeLimits {
  const choices = [6, 8, 10, 12, 14].flatMap((child) =>
    [2, 4, 6, 8, 10].map((more) => ({ child, grownUp: child + more })),
  );
  const scored = choices.map((limits) => {
    const errors = training.map((s) => ageError(s, combinedAge(s.ages, limits)));
    return {
      limits,
      within: errors.filter(({ isWithin }) => isWithin).length,
      years: mean(errors.map(({ years }) => Math.abs(years))),
    };
  });
  return scored.sort((a, b) => b.within - a.within || a.years - b.years)[0]!.limits;
}

function ageError({ theirs }: Sample, age: number) {
  const { Low = 0, High = 0 } = theirs.AgeRange ?? {};
  const center = Math.round(age);
  return { isWithin: center >= Low && center <= High, years: center - (Low + High) / 2 };
}

function reportAge(): void {
  const told = (name: string, ages: readonly number[]) => {
    const errors = ages.map((age, i) => ageError(samples[i]!, age));
    const within = mean(errors.map(({ isWithin }) => Number(isWithin)));
    const bias = mean(errors.map(({ years }) => years));
    const off = mean(errors.map(({ years }) => Math.abs(years)));
    console.log(
      `age, ${name}: ${within.toFixed(3)} within the range, ${off.toFixed(1)} years off, bias ${bias.toFixed(1)}`,
    );
  };
  told(
    "limits in use",
    samples.map(({ ages }) => combinedAge(ages)),
  );
  told(
    "limits chosen without the person",
    crossValidate(
      samples,
      (s) => s.person,
      (training) => {
        const limits = fitLimits(training);
        return ({ ages }) => combinedAge(ages, limits);
      },
    ),
  );
}

function report(
  name: string,
  ridge: number,
  features: (s: Sample) => number[],
  target: (s: Sample) => number,
): void {
  const fit = (training: readonly Sample[]): number[] =>
    fitRidge(training.map(features), training.map(target), ridge);
  const unseen = crossValidate(
    samples,
    (s) => s.person,
    (training) => {
      const weights = fit(training);
      return (s) => predict(weights, features(s));
    },
  );
  const error = mean(unseen.map((value, i) => Math.abs(value - target(samples[i]!))));
  const weights = fit(samples).map((w) => Number(w.toPrecision(4)));
  console.log(`${name.padEnd(8)} mean error on unseen people ${error.toFixed(3)}   [${weights.join(", ")}]`);
}

async function collect(folder: string, modelDir: string): Promise<Sample[]> {
  const sessions = await openSessions({ modelDir });
  const { photos } = await readRecorded(folder);
  const collected: Sample[] = [];
  for (const photo of photos) {
    const pyramid = new Pyramid(await decode(await readFile(photo.path)));
    const { width, height } = pyramid.image;
    const detections = await detect(sessions, pyramid);
    const found = detections.map(({ left, top, right, bottom }) => ({
      left: left / width,
      top: top / height,
      width: (right - left) / width,
      height: (bottom - top) / height,
    }));
    for (const match of matchBoxes(
      photo.faces.map((face) => boxOf(face.BoundingBox!)),
      found,
    )) {
      const detected = detections[match.found]!;
      const { points, reliable } = await findLandmarks(sessions, pyramid, detected);
      if (!reliable) continue;
      const theirs = photo.faces[match.expected]!;
      const box = boxOf(theirs.BoundingBox!);
      const theirBox = {
        left: box.left * width,
        top: box.top * height,
        right: (box.left + box.width) * width,
        bottom: (box.top + box.height) * height,
      };
      const ages = await readAges(sessions, pyramid, points);
      collected.push({ person: photo.name.replace(/\d+$/, ""), detected, points, theirs, theirBox, ages });
    }
  }
  return collected;
}
