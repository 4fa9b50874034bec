import { type Chart, countAxis, frame, highestStack } from "./chart.ts";
import { onlyDrawn, PAIR } from "./palette.ts";

export interface SimilarityRow {
  /** Lower edge of a bin of one percent. */
  similarity: number;
  /** Whether both faces are grouped as the same person; null when one of them is in no group. */
  same: boolean | null;
  pairs: number;
}

export const similarities: Chart<SimilarityRow> = {
  name: "similarities",
  title: "How similar pairs of faces are",
  about:
    "Pairs of faces found by searching, by similarity. Two humps with a valley between are what one hopes for: a threshold in the valley tells people apart. Orange at the right are look-alikes, blue at the left is somebody who changed.",
  empty: "No face has been searched yet, or nothing similar was found.",
  sql: `select least(floor(similarity), 99)::int as similarity, p.person = q.person as same, count(*)::int as pairs
from similar_faces s left join people p on p.face_id = s.face_id left join people q on q.face_id = similar_face_id
where s.face_id < similar_face_id group by all order by similarity, same`,
  spec(rows) {
    const values = rows.map(({ similarity, same, pairs }) => ({
      similarity,
      to: similarity + 1,
      range: `${similarity} to ${similarity + 1} %`,
      pairs,
      who: same === null ? "not grouped" : same ? "same person" : "different people",
    }));
    const highest = highestStack(
      rows,
      ({ similarity }) => similarity,
      ({ pairs }) => pairs,
    );
    return {
      ...frame(this, values, "percent, as the search answers it"),
      mark: { type: "bar", binSpacing: 1 },
      encoding: {
        x: {
          field: "similarity",
          bin: { binned: true, step: 1 },
          type: "quantitative",
          title: "similarity (%)",
          axis: { grid: false, format: "d", tickMinStep: 1 },
        },
        x2: { field: "to" },
        y: { field: "pairs", type: "quantitative", title: "pairs", axis: countAxis(highest) },
        color: {
          field: "who",
          type: "nominal",
          scale: onlyDrawn(
            PAIR,
            values.map(({ who }) => who),
          ),
          title: null,
          // One beneath the other: side by side they are wider than a telephone.
          legend: { orient: "top", direction: "vertical" },
        },
        tooltip: [
          { field: "range", title: "similarity" },
          { field: "pairs", title: "pairs" },
          { field: "who", title: "as grouped" },
        ],
      },
    };
  },
};
