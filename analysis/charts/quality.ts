import { DEFAULT_REQUIREMENTS, type Requirements } from "../../functions/requirements.ts";
import { BY_INK, type Chart, frame } from "./chart.ts";
import { KEPT } from "./palette.ts";

export interface QualityRow {
  photo: string;
  ordinal: number;
  brightness: number;
  sharpness: number;
  kept: boolean;
  exclude_reason: string | null;
  /** Faces that the sample stands for. */
  of: number;
}

/** More points than this say nothing more and make the picture slow; excluded faces always come first. */
const MOST = 4000;

/** Brightness against sharpness, with the lines that a face must be above and to the right of. */
export function qualityChart(requirements: Requirements = DEFAULT_REQUIREMENTS): Chart<QualityRow> {
  const { minBrightness, minSharpness, minAge } = requirements;
  return {
    name: "quality",
    title: "Quality against the requirements",
    about: `Every face by brightness and sharpness. Dashed: the least that is asked (brightness ${minBrightness}, sharpness ${minSharpness}). An excluded face beyond both lines is there for its age (under ${minAge}).`,
    empty: "No face with a measured quality yet.",
    sql: `select photo, ordinal, brightness, sharpness, kept, exclude_reason, count(*) over ()::int as of
from faces where brightness is not null and sharpness is not null
order by kept, hash(photo, ordinal) limit ${MOST}`,
    spec(rows) {
      const values = rows.map((row) => ({ ...row, state: row.kept ? "kept" : "excluded" }));
      const of = rows[0]?.of ?? 0;
      const sampled =
        of > rows.length ? `a sample of ${rows.length} of ${of} faces; every excluded one first` : "";
      const rule = { type: "rule" as const, strokeDash: [6, 4], strokeWidth: 1.5, color: BY_INK };
      return {
        ...frame(this, values, sampled || "0 to 100; dashed: the least that is asked"),
        height: 340,
        layer: [
          {
            data: { values: [{ least: minBrightness }] },
            mark: rule,
            encoding: { x: { datum: minBrightness } },
          },
          {
            data: { values: [{ least: minSharpness }] },
            mark: rule,
            encoding: { y: { datum: minSharpness } },
          },
          {
            mark: { type: "point", filled: true, size: 55, opacity: 0.85 },
            encoding: {
              x: axis("brightness"),
              y: axis("sharpness"),
              color: { field: "state", type: "nominal", scale: KEPT, title: null },
              shape: {
                field: "state",
                type: "nominal",
                scale: { domain: KEPT.domain, range: ["circle", "triangle-up"] },
                title: null,
                legend: { orient: "top" },
              },
              tooltip: [
                { field: "photo", title: "photo" },
                { field: "brightness", title: "brightness", format: ".0f" },
                { field: "sharpness", title: "sharpness", format: ".0f" },
                { field: "state", title: "state" },
                { field: "exclude_reason", title: "why" },
              ],
            },
          },
        ],
      };
    },
  };
}

function axis(field: "brightness" | "sharpness") {
  return { field, type: "quantitative" as const, title: field, scale: { domain: [0, 100], nice: false } };
}
