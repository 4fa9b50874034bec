import { BY_INK, type Chart, frame, ROOM_FOR_NUMBERS } from "./chart.ts";
import { OKABE_ITO } from "./palette.ts";

export interface EmotionRow {
  emotion: string;
  faces: number;
}

export const emotions: Chart<EmotionRow> = {
  name: "emotions",
  title: "Strongest emotion",
  about:
    "The emotion each face shows most, as share of all faces. It says how a face looks, not what somebody feels.",
  empty: "No face with an emotion yet.",
  sql: `select lower(top_emotion) as emotion, count(*)::int as faces
from faces where top_emotion is not null group by all order by faces desc, emotion`,
  spec(rows) {
    return {
      ...frame(this, rows),
      padding: ROOM_FOR_NUMBERS,
      height: { step: 30 },
      transform: [
        { joinaggregate: [{ op: "sum", field: "faces", as: "all" }] },
        { calculate: "datum.faces / datum.all", as: "share" },
      ],
      encoding: {
        y: {
          field: "emotion",
          type: "nominal",
          sort: rows.map(({ emotion }) => emotion),
          axis: { title: null, ticks: false, domain: false },
        },
        x: {
          field: "share",
          type: "quantitative",
          title: "share of faces",
          axis: { format: ".0%", tickCount: 6 },
        },
        tooltip: [
          { field: "emotion", title: "emotion" },
          { field: "faces", title: "faces" },
          { field: "share", title: "share", format: ".1%" },
        ],
      },
      layer: [
        { mark: { type: "bar", cornerRadiusEnd: 3, color: OKABE_ITO.sky } },
        {
          mark: { type: "text", align: "left", dx: 5, fontSize: 12, color: BY_INK },
          encoding: { text: { field: "share", format: ".0%" } },
        },
      ],
    };
  },
};
