import { BY_INK, type Chart, countAxis, frame, highestOf, ROOM_FOR_NUMBERS } from "./chart.ts";
import { byNumber, NAMED_PEOPLE } from "./named-people.ts";
import { OKABE_ITO } from "./palette.ts";

export interface PersonSizeRow {
  person: string;
  faces: number;
  photos: number;
}

const MOST = 25;

export const peopleSizes: Chart<PersonSizeRow> = {
  name: "people-sizes",
  title: "Who is seen most",
  about: `The people with the most faces, at most ${MOST} of them; faces that are alone are left out.`,
  empty: "No two faces have been grouped into a person yet.",
  sql: `with ${NAMED_PEOPLE}
select any_value(label) as person, count(*)::int as faces, count(distinct photo)::int as photos
from people p join named using (person) join faces using (face_id)
group by p.person having faces > 1 order by faces desc, ${byNumber("p.person")} limit ${MOST}`,
  spec(rows) {
    return {
      ...frame(this, rows),
      padding: ROOM_FOR_NUMBERS,
      height: { step: 26 },
      encoding: {
        y: {
          field: "person",
          type: "nominal",
          sort: rows.map(({ person }) => person),
          axis: { title: null, labelLimit: 120, ticks: false, domain: false },
        },
        x: {
          field: "faces",
          type: "quantitative",
          title: "faces",
          axis: countAxis(highestOf(rows.map(({ faces }) => faces))),
        },
        tooltip: [
          { field: "person", title: "person" },
          { field: "faces", title: "faces" },
          { field: "photos", title: "photos" },
        ],
      },
      layer: [
        { mark: { type: "bar", cornerRadiusEnd: 3, color: OKABE_ITO.green } },
        {
          mark: { type: "text", align: "left", dx: 5, fontSize: 12, color: BY_INK },
          encoding: { text: { field: "faces", format: ",d" } },
        },
      ],
    };
  },
};
