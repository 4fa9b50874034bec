import { type Chart, frame, highestOf } from "./chart.ts";
import { byNumber, NAMED_PEOPLE } from "./named-people.ts";
import { OKABE_ITO } from "./palette.ts";

export interface YearRow {
  person: string;
  year: number;
  faces: number;
}

const MOST = 15;

/** Who is on the photos of which year. */
export const years: Chart<YearRow> = {
  name: "years",
  title: "People through the years",
  about: `When the people with the most dated faces were photographed, at most ${MOST} of them; the larger the dot, the more faces. Photos without a date are left out.`,
  empty: "No photo of a person with two faces says when it was taken.",
  sql: `with ${NAMED_PEOPLE},
dated as (select person, year(taken_at)::int as year
  from people join faces using (face_id) join photos using (photo) where taken_at is not null),
most as (select person, count(*) as dated from dated group by person having count(*) > 1
  order by dated desc, ${byNumber("person")} limit ${MOST})
select any_value(label) as person, year, count(*)::int as faces
from dated d join most using (person) join named using (person)
group by d.person, year order by any_value(dated) desc, ${byNumber("d.person")}, year`,
  spec(rows) {
    const all = rows.map(({ year }) => year);
    const first = all.reduce((least, year) => Math.min(least, year), all[0] ?? 0);
    const span = all.length === 0 ? 0 : highestOf(all) - first + 1;
    return {
      ...frame(this, rows),
      height: { step: 26 },
      mark: { type: "circle", color: OKABE_ITO.purple, opacity: 1 },
      encoding: {
        x: {
          field: "year",
          type: "ordinal",
          title: "year",
          // Years without a photo have their place too.
          scale: { domain: Array.from({ length: span }, (_, at) => first + at) },
          axis: { labelAngle: 0, labelOverlap: "greedy", labelSeparation: 6, grid: false },
        },
        y: {
          field: "person",
          type: "nominal",
          sort: [...new Set(rows.map(({ person }) => person))],
          axis: { title: null, labelLimit: 120, ticks: false, domain: false, grid: true },
        },
        size: {
          field: "faces",
          type: "quantitative",
          scale: { domainMin: 0, range: [20, 320] },
          legend: null,
        },
        tooltip: [
          { field: "person", title: "person" },
          { field: "year", title: "year" },
          { field: "faces", title: "faces" },
        ],
      },
    };
  },
};
