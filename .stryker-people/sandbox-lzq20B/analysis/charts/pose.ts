// @ts-nocheck
import { type Chart, frame } from "./chart.ts";
import { KEPT, onlyDrawn, SHAPES } from "./palette.ts";

export interface PoseRow {
  photo: string;
  yaw: number;
  pitch: number;
  roll: number;
  kept: boolean;
}

const MOST = 4000;

export const pose: Chart<PoseRow> = {
  name: "pose",
  title: "Where the faces look",
  about:
    "Yaw turns the head left or right, pitch nods it down or up; the middle looks straight into the camera. Faces far from the middle are the hardest to match.",
  empty: "No face with a measured pose yet.",
  sql: `select photo, yaw, pitch, roll, kept
from faces where yaw is not null and pitch is not null
order by kept, hash(photo, ordinal) limit ${MOST}`,
  spec(rows) {
    const values = rows.map((row) => ({ ...row, state: row.kept ? "kept" : "excluded" }));
    const scale = onlyDrawn(
      KEPT,
      values.map(({ state }) => state),
    );
    const widest = Math.max(90, ...rows.flatMap(({ yaw, pitch }) => [Math.abs(yaw), Math.abs(pitch)]));
    return {
      ...frame(this, values, "degrees; 0, 0 looks into the camera"),
      height: 340,
      mark: { type: "point", filled: true, size: 55, opacity: 0.85 },
      encoding: {
        x: angle("yaw", widest),
        y: angle("pitch", widest),
        color: { field: "state", type: "nominal", scale, title: null, legend: { orient: "top" } },
        shape: {
          field: "state",
          type: "nominal",
          scale: { domain: scale.domain, range: scale.domain.map((state) => SHAPES[state]!) },
          title: null,
        },
        tooltip: [
          { field: "photo", title: "photo" },
          { field: "yaw", title: "yaw", format: ".0f" },
          { field: "pitch", title: "pitch", format: ".0f" },
          { field: "roll", title: "roll", format: ".0f" },
          { field: "state", title: "state" },
        ],
      },
    };
  },
};

/** Degrees beyond the widest angle, so that no face lies on the axis and its labels. */
const MARGIN = 6;
const STEP = 30;

/** @param widest no angle is wider, degrees */
function angle(field: "yaw" | "pitch", widest: number) {
  const scale = { domain: [-widest - MARGIN, widest + MARGIN], nice: false };
  const steps = Math.floor(widest / STEP);
  const values = Array.from({ length: 2 * steps + 1 }, (_, i) => (i - steps) * STEP);
  return { field, type: "quantitative" as const, title: `${field} (degrees)`, scale, axis: { values } };
}
