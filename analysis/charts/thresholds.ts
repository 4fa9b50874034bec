import { DEFAULT_THRESHOLD } from "../../core/similarity.ts";
import { type Chart, countAxis, frame, highestOf } from "./chart.ts";
import { OKABE_ITO } from "./palette.ts";
import { type PairRow, type ThresholdStep, thresholdSteps } from "./threshold-steps.ts";

const SQL = `select face_id as a, similar_face_id as b, similarity
from similar_faces where face_id < similar_face_id order by similarity desc, a, b`;

const SERIES = [
  { field: "people", title: "people (groups of two faces and more)", color: OKABE_ITO.blue, orient: "left" },
  { field: "largest", title: "faces in the largest group", color: OKABE_ITO.orange, orient: "right" },
] as const;

/** What a threshold would merge: the number of groups, and how far the largest one grows. */
export const thresholds: Chart<PairRow> = {
  name: "thresholds",
  title: "What each threshold would merge",
  about:
    "Read from right to left: the lower the threshold, the more faces are joined. While groups get more, people are being found; where their number falls and the largest group leaps up, different people are being merged.",
  empty: "No pair of similar faces yet: search some faces first.",
  sql: SQL,
  spec(rows) {
    const values = thresholdSteps(rows);
    return {
      ...frame(this, values, "faces joined by any chain of pairs at least this similar"),
      encoding: {
        x: threshold(values),
        tooltip: [
          { field: "threshold", title: "threshold (%)" },
          { field: "pairs", title: "pairs" },
          { field: "people", title: "people" },
          { field: "largest", title: "largest group" },
        ],
      },
      // The numbers of a step hold down to the next lower one. Lines are hard to hit: what one points at are their invisible, larger points.
      layer: SERIES.map(({ field, title, color, orient }) => ({
        encoding: {
          y: {
            field,
            type: "quantitative",
            title,
            axis: {
              ...countAxis(highestOf(values.map((step) => step[field]))),
              ...{ orient, titleColor: color, grid: orient === "left" },
            },
          },
        },
        layer: [
          { mark: { type: "line", interpolate: "step-before", strokeWidth: 2.5, color } },
          { mark: { type: "point", size: 140, opacity: 0 } },
        ],
      })),
      // Ten people and a group of a thousand faces: on one axis the people would be a flat line.
      resolve: { scale: { y: "independent" } },
    };
  },
  numbers: (rows) =>
    strictestFirst(rows).map(({ threshold, pairs, people, largest }) => ({
      "threshold (%)": threshold,
      pairs,
      people,
      "largest group": largest,
    })),
};

/** How many pairs each threshold lets through. */
export const thresholdPairs: Chart<PairRow> = {
  name: "threshold-pairs",
  title: "Pairs at each threshold",
  about:
    "How many pairs of faces are at least this similar. A flat stretch is a good place for a threshold: moving it a little changes nothing.",
  empty: "No pair of similar faces yet: search some faces first.",
  sql: SQL,
  spec(rows) {
    const values = thresholdSteps(rows);
    return {
      ...frame(this, values),
      height: 290,
      mark: {
        type: "area",
        interpolate: "step-before",
        line: { color: OKABE_ITO.green },
        color: OKABE_ITO.green,
        opacity: 0.35,
      },
      encoding: {
        x: threshold(values),
        y: {
          field: "pairs",
          type: "quantitative",
          title: "pairs",
          axis: countAxis(highestOf(values.map(({ pairs }) => pairs))),
        },
        tooltip: [
          { field: "threshold", title: "threshold (%)" },
          { field: "pairs", title: "pairs" },
        ],
      },
    };
  },
  numbers: (rows) =>
    strictestFirst(rows).map(({ threshold, pairs }) => ({ "threshold (%)": threshold, pairs })),
};

const strictestFirst = (rows: readonly PairRow[]) => thresholdSteps(rows).reverse();

function threshold(steps: readonly ThresholdStep[]) {
  const domain = [steps[0]?.threshold ?? DEFAULT_THRESHOLD, 100];
  return {
    field: "threshold",
    type: "quantitative",
    title: "threshold (%)",
    scale: { domain, nice: false },
  } as const;
}
