import { type Chart, countAxis, frame, highestStack } from "./chart.ts";
import { KEPT, onlyDrawn } from "./palette.ts";

export interface AgeRow {
  /** Lower edge of a bin of {@link YEARS} years. */
  age: number;
  kept: boolean;
  faces: number;
}

const YEARS = 5;

export const ages: Chart<AgeRow> = {
  name: "ages",
  title: "Estimated age",
  about:
    "The middle of each face's age range, in steps of five years. The estimate is of how old a face looks; children are left out by the requirements, so excluded faces gather at the left.",
  empty: "No face with an age estimate yet.",
  sql: `select (floor((age_low + age_high) / 2.0 / ${YEARS}) * ${YEARS})::int as age, kept, count(*)::int as faces
from faces where age_low is not null and age_high is not null
group by all order by age, kept desc`,
  spec(rows) {
    const values = rows.map(({ age, kept, faces }) => ({
      age,
      to: age + YEARS,
      faces,
      years: `${age} to ${age + YEARS}`,
      state: kept ? "kept" : "excluded",
    }));
    const highest = highestStack(
      rows,
      ({ age }) => age,
      ({ faces }) => faces,
    );
    return {
      ...frame(this, values, "years, middle of the estimated range"),
      mark: { type: "bar", binSpacing: 2 },
      encoding: {
        x: {
          field: "age",
          bin: { binned: true, step: YEARS },
          type: "quantitative",
          title: "age (years)",
          axis: { grid: false, tickMinStep: YEARS, format: "d" },
        },
        x2: { field: "to" },
        y: { field: "faces", type: "quantitative", title: "faces", axis: countAxis(highest) },
        color: {
          field: "state",
          type: "nominal",
          scale: onlyDrawn(
            KEPT,
            values.map(({ state }) => state),
          ),
          title: null,
          legend: { orient: "top" },
        },
        order: { field: "state", sort: "descending" },
        tooltip: [
          { field: "years", title: "age (years)" },
          { field: "faces", title: "faces" },
          { field: "state", title: "state" },
        ],
      },
    };
  },
};
