import { type Chart, frame } from "./chart.ts";
import { KEPT } from "./palette.ts";

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
    return {
      ...frame(this, values, "degrees; 0, 0 looks into the camera"),
      height: 340,
      mark: { type: "point", filled: true, size: 55, opacity: 0.85 },
      encoding: {
        x: angle("yaw", "yaw (degrees)"),
        y: angle("pitch", "pitch (degrees)"),
        color: { field: "state", type: "nominal", scale: KEPT, title: null, legend: { orient: "top" } },
        shape: {
          field: "state",
          type: "nominal",
          scale: { domain: KEPT.domain, range: ["circle", "triangle-up"] },
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

const DEGREES = [-90, -60, -30, 0, 30, 60, 90];

function angle(field: "yaw" | "pitch", title: string) {
  const scale = { domain: [-90, 90], nice: false, clamp: true };
  return { field, type: "quantitative" as const, title, scale, axis: { values: DEGREES } };
}
