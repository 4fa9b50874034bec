import { rejectionInWords } from "../../core/errors.ts";
import { BY_INK, type Chart, countAxis, frame, highestOf, ROOM_FOR_NUMBERS, WIDTH } from "./chart.ts";
import { OKABE_ITO } from "./palette.ts";

export interface OutcomeRow {
  outcome: string;
  reason: string | null;
  photos: number;
}

/** Outcomes in words. */
const WORDS: Partial<Record<string, string>> = {
  DONE: "kept",
  DUPLICATE: "same bytes as another photo",
  FAILED: "failed",
};

/** `kept`, `no face found`…; an unknown reason is shown as it is. */
export function outcomeInWords(outcome: string, reason: string | null): string {
  if (outcome === "REJECTED" && reason !== null) return rejectionInWords(reason);
  return WORDS[outcome] ?? outcome.toLowerCase();
}

export const outcomes: Chart<OutcomeRow> = {
  name: "outcomes",
  title: "What became of the photos",
  about:
    "How many photos were kept, and why the others were not. Many of one reason point at something to fix.",
  empty: "No photo has been through the pipeline yet.",
  sql: `select status as outcome, reason, count(*)::int as photos
from photos group by all order by photos desc, outcome, reason`,
  spec(rows) {
    const values = rows.map(({ outcome, reason, photos }) => ({
      what: outcomeInWords(outcome, reason),
      photos,
      kept: outcome === "DONE",
    }));
    return {
      ...frame(this, values),
      // The labels are long: the whole stays as wide as the others.
      width: WIDTH - 110,
      padding: ROOM_FOR_NUMBERS,
      height: { step: 30 },
      transform: [
        { joinaggregate: [{ op: "sum", field: "photos", as: "all" }] },
        { calculate: "format(datum.photos / datum.all, '.0%')", as: "share" },
      ],
      encoding: {
        y: {
          field: "what",
          type: "nominal",
          sort: values.map(({ what }) => what),
          axis: { title: null, labelLimit: 240, ticks: false, domain: false },
        },
        x: {
          field: "photos",
          type: "quantitative",
          title: "photos",
          axis: countAxis(highestOf(rows.map(({ photos }) => photos))),
        },
        tooltip: [
          { field: "what", title: "outcome" },
          { field: "photos", title: "photos" },
          { field: "share", title: "of all" },
        ],
      },
      layer: [
        {
          mark: { type: "bar", cornerRadiusEnd: 3 },
          encoding: {
            color: { condition: { test: "datum.kept", value: OKABE_ITO.blue }, value: OKABE_ITO.vermillion },
          },
        },
        {
          mark: { type: "text", align: "left", dx: 5, fontSize: 12, color: BY_INK },
          encoding: { text: { field: "photos", format: ",d" } },
        },
      ],
    };
  },
};
