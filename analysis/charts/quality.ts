import type { Requirements } from "../../core/requirements.ts";
import { requirementsOf } from "../tables/load/photo-rows.ts";
import { BY_INK, type Chart, frame } from "./chart.ts";
import { KEPT, onlyDrawn, SHAPES } from "./palette.ts";

export interface QualityRow {
  photo: string;
  ordinal: number;
  brightness: number;
  sharpness: number;
  kept: boolean;
  exclude_reason: string | null;
  /** The requirements that the face was judged by; null for the defaults. */
  rules_version: string | null;
  /** Faces that the sample was drawn from. */
  of: number;
}

/** More points than this say nothing more and make the picture slow; excluded faces always come first. */
const MOST = 4000;

/** Brightness against sharpness, with the lines that a face had to be above and to the right of. */
export const quality: Chart<QualityRow> = {
  name: "quality",
  title: "Quality against the requirements",
  about:
    "Every face by brightness and sharpness. Dashed: the least that was asked for, where it was the same for all. An excluded face beyond both lines is there for its age.",
  empty: "No face with a measured quality yet.",
  sql: `select photo, ordinal, brightness, sharpness, kept, exclude_reason, rules_version, count(*) over ()::int as of
from faces left join photos using (photo) where brightness is not null and sharpness is not null
order by kept, hash(photo, ordinal) limit ${MOST}`,
  spec(rows) {
    const values = rows.map(({ rules_version: _, of: __, ...row }) => ({
      ...row,
      state: row.kept ? "kept" : "excluded",
    }));
    const scale = onlyDrawn(
      KEPT,
      values.map(({ state }) => state),
    );
    const used = requirementsUsed(rows);
    const lines = used.length === 1 ? used : [];
    const rule = { type: "rule" as const, strokeDash: [6, 4], strokeWidth: 1.5, color: BY_INK };
    return {
      ...frame(this, values, [...requirementsText(used), ...sampled(rows)]),
      height: 340,
      layer: [
        ...lines.flatMap(({ minBrightness, minSharpness }) => [
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
        ]),
        {
          mark: { type: "point", filled: true, size: 55, opacity: 0.85 },
          encoding: {
            x: axis("brightness"),
            y: axis("sharpness"),
            color: { field: "state", type: "nominal", scale, title: null },
            shape: {
              field: "state",
              type: "nominal",
              scale: { domain: scale.domain, range: scale.domain.map((state) => SHAPES[state]!) },
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
  numbers: (rows) => rows.map(({ rules_version: _, of: __, ...row }) => row),
};

/** The different requirements that these faces were judged by. */
function requirementsUsed(rows: readonly QualityRow[]): Requirements[] {
  const versions = new Set(rows.map(({ rules_version }) => rules_version ?? undefined));
  const used = [...versions].map(requirementsOf);
  return [...new Map(used.map((requirements) => [JSON.stringify(requirements), requirements])).values()];
}

function requirementsText([requirements, another]: Requirements[]): string[] {
  if (!requirements) return [];
  if (another) return ["no lines: the photos were judged by different requirements"];
  const { minBrightness, minSharpness, minAge } = requirements;
  return [`at least: brightness ${minBrightness} and sharpness ${minSharpness} (dashed), age ${minAge}`];
}

function sampled(rows: readonly QualityRow[]): string[] {
  const of = rows[0]?.of ?? 0;
  return of > rows.length ? [`a sample of ${rows.length} of ${of} faces, every excluded one first`] : [];
}

function axis(field: "brightness" | "sharpness") {
  return { field, type: "quantitative" as const, title: field, scale: { domain: [0, 100], nice: false } };
}
