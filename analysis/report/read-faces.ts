import type { DuckDBConnection } from "@duckdb/node-api";
import { rows } from "../tables/database.ts";
import { type Model, modelInWords } from "./models.ts";
import type { Payload, ReportFace, ReportPerson, Summary } from "./payload.ts";

/** A face lists this many matches at most: more than anyone looks at, and the page stays small. */
export const MOST_MATCHES = 60;

const natural = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** Kept faces have a place, by photo, that everything else refers to. */
const PLACED = `placed as (
  select *, (row_number() over (order by photo, ordinal, face_key) - 1)::int as place
  from faces where kept and face_id is not null
)`;

type FaceRow = {
  face_id: string;
  photo: string;
  person: string | null;
  person_name: string | null;
  age_low: number | null;
  age_high: number | null;
  gender: string | null;
  top_emotion: string | null;
  brightness: number | null;
  sharpness: number | null;
  smile: boolean | null;
  eyeglasses: boolean | null;
  thumbnail: string | null;
  searched: boolean;
};

export interface ReadFaces extends Omit<Payload, "thumbnails" | "writtenAt" | "rejected"> {
  /** Per face: path of its thumbnail in the folder that was loaded. */
  paths: (string | null)[];
}

/** Everything the report shows except pictures and charts. */
export async function readFaces(connection: DuckDBConnection): Promise<ReadFaces> {
  let found = await rows<FaceRow>(
    connection,
    `with ${PLACED} select placed.*, person, person_name,
  placed.face_id in (
    select face_id from searches union all select face_id from matches union all select match_face_id from matches
  ) as searched
from placed left join people using (face_id) order by place`,
  );
  // Numbers in names count as people count: fanny2 before fanny10. The page then has nothing to sort.
  const placed = found
    .map((_, place) => place)
    .sort((a, b) => natural.compare(found[a]!.photo, found[b]!.photo) || a - b);
  found = placed.map((place) => found[place]!);
  const people = groupPeople(found);
  const placeOf = new Map(people.map(({ id }, place) => [id, place]));
  return {
    summary: await readSummary(connection, people.length),
    faces: found.map((row) => reportFace(row, row.person === null ? undefined : placeOf.get(row.person))),
    paths: found.map(({ thumbnail }) => thumbnail),
    ...(await readMatches(connection, placed)),
    people,
  };
}

/** Only what was measured: what is null is left out, the page is smaller by it. */
function reportFace(row: FaceRow, person: number | undefined): ReportFace {
  const measured = {
    person,
    ageLow: row.age_low,
    ageHigh: row.age_high,
    gender: row.gender?.toLowerCase(),
    emotion: row.top_emotion?.toLowerCase(),
    brightness: row.brightness === null ? null : Math.round(row.brightness),
    sharpness: row.sharpness === null ? null : Math.round(row.sharpness),
    smile: row.smile,
    eyeglasses: row.eyeglasses,
  };
  const known = Object.fromEntries(
    Object.entries(measured).filter(([, value]) => value !== null && value !== undefined),
  );
  return { id: row.face_id, photo: row.photo, searched: row.searched, ...known };
}

/** Those with most faces first. A face that is alone makes no person, unless it was given a name. */
function groupPeople(found: FaceRow[]): ReportPerson[] {
  const people = new Map<string, ReportPerson>();
  for (const [place, { person, person_name }] of found.entries()) {
    if (person === null) continue;
    const known = people.get(person);
    if (known) known.faces.push(place);
    else {
      const name = person_name === null ? {} : { name: person_name };
      people.set(person, { id: person, ...name, faces: [place] });
    }
  }
  return [...people.values()]
    .filter(({ faces, name }) => faces.length > 1 || name !== undefined)
    .sort((a, b) => b.faces.length - a.faces.length);
}

/** @param placed for each place in the page, the place in the database's order */
async function readMatches(connection: DuckDBConnection, placed: number[]) {
  const found = await rows<{ place: number; others: number[]; similarities: number[]; count: number }>(
    connection,
    `with ${PLACED}, pairs as (
  select face_id, match_face_id, similarity from matches where face_id <> match_face_id
  union all
  select match_face_id, face_id, similarity from matches where face_id <> match_face_id
), best as (
  select a.place, b.place as other, max(similarity) as similarity
  from pairs join placed a on a.face_id = pairs.face_id join placed b on b.face_id = match_face_id
    and b.model_version is not distinct from a.model_version
  group by all
), ranked as (
  select *, row_number() over (partition by place order by similarity desc, other) as rank,
    count(*) over (partition by place)::int as count
  from best
)
select place, list(other order by rank) as others,
  list(round(similarity * 100)::int order by rank) as similarities, any_value(count) as count
from ranked where rank <= ${MOST_MATCHES} group by place`,
  );
  const inPage = new Int32Array(placed.length);
  for (const [place, before] of placed.entries()) inPage[before] = place;
  const matches: number[][] = placed.map(() => []);
  const cut: number[] = [];
  for (const { place, others, similarities, count } of found) {
    matches[inPage[place]!] = others.flatMap((other, index) => [inPage[other]!, similarities[index]!]);
    if (count > others.length) cut.push(inPage[place]!);
  }
  return { matches, cut };
}

async function readSummary(connection: DuckDBConnection, people: number): Promise<Summary> {
  const [counts] = await rows<Omit<Summary, "people" | "models">>(
    connection,
    `with ${PLACED} select
  (select count(*) from photos)::int as photos,
  (select count(*) from photos where status = 'DONE')::int as "photosKept",
  (select count(*) from faces)::int as "facesDetected",
  (select count(*) from placed)::int as "facesKept",
  (select count(*) from similar_faces
    where face_id < similar_face_id and face_id in (select face_id from placed)
      and similar_face_id in (select face_id from placed))::int as pairs,
  (select count(*) from (
    select person from people join placed using (face_id)
    group by person having count(*) = 1 and any_value(person_name) is null
  ))::int as alone`,
  );
  const models = await rows<Model>(
    connection,
    `select distinct engine, model_version as version from faces
where engine is not null or model_version is not null order by all`,
  );
  return { ...counts!, people, models: models.map(modelInWords) };
}
