import { type Chart, frame } from "./chart.ts";
import { byNumber, NAMED_PEOPLE } from "./named-people.ts";

export interface TogetherRow {
  person: string;
  other: string;
  photos: number;
}

const MOST = 20;

export const together: Chart<TogetherRow> = {
  name: "together",
  title: "Who appears with whom",
  about: `Photos that show both people, faces that are alone left out; at most the ${MOST} people who share most. The darker, the more.`,
  empty: "No photo shows two grouped people together.",
  sql: `with ${NAMED_PEOPLE},
seen as (select distinct label as person, photo from people join named using (person) join faces using (face_id)
  where person in (select person from people group by person having count(*) > 1)),
shared as (
  select p.person, q.person as other, count(*)::int as photos
  from seen p join seen q on p.photo = q.photo and p.person <> q.person group by all
),
most as (select person from shared group by person order by sum(photos) desc, ${byNumber("person")} limit ${MOST})
select person, other, photos from shared
where person in (from most) and other in (from most)
order by try_cast(person[2:] as int) nulls first, person, try_cast(other[2:] as int) nulls first, other`,
  spec(rows) {
    const names = [...new Set(rows.map(({ person }) => person))];
    const half = Math.max(...rows.map(({ photos }) => photos), 1) / 2;
    const side = Math.max(40, Math.min(64, 400 / Math.max(names.length, 1)));
    const ordinal = { type: "nominal", sort: names, title: null } as const;
    return {
      ...frame(this, rows, "photos that show both"),
      width: { step: side },
      height: { step: side },
      encoding: {
        x: {
          field: "person",
          ...ordinal,
          axis: { labelAngle: -40, labelLimit: 120, ticks: false, domain: false },
        },
        y: { field: "other", ...ordinal, axis: { labelLimit: 120, ticks: false, domain: false } },
        tooltip: [
          { field: "person", title: "person" },
          { field: "other", title: "with" },
          { field: "photos", title: "photos" },
        ],
      },
      layer: [
        {
          mark: { type: "rect", cornerRadius: 3 },
          encoding: {
            color: {
              field: "photos",
              type: "quantitative",
              scale: { scheme: "blues", domainMin: 0 },
              legend: null,
            },
          },
        },
        {
          mark: { type: "text", fontSize: 12 },
          encoding: {
            text: { field: "photos" },
            color: { condition: { test: `datum.photos > ${half}`, value: "#ffffff" }, value: "#1a1a1a" },
          },
        },
      ],
    };
  },
};
