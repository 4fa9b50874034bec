import type { DuckDBConnection } from "@duckdb/node-api";
import { loadPeople } from "../../people/open-people.ts";
import { compareIds } from "../../people/person-ids.ts";
import { rows } from "../../tables/database.ts";
import type { PeopleState, ReportPerson, ReviewItem } from "../payload.ts";
import { peopleState } from "./people-state.ts";

type Row = { face_id: string; person: string; person_name: string | null; confidence: number | null };

/**
 * Who is who as the tables have it, with what is open to question and what was decided. Nothing is, where faces have
 * not been grouped yet.
 */
export async function readPeople(
  connection: DuckDBConnection,
  datas: string,
  placeOf: Map<string, number>,
): Promise<PeopleState> {
  const found = await rows<Row>(
    connection,
    "select face_id, person, person_name, person_confidence as confidence from people",
  );
  found.sort((a, b) => (placeOf.get(a.face_id) ?? 0) - (placeOf.get(b.face_id) ?? 0));
  const people = groupPeople(found, placeOf);
  if (people.length === 0) return { people, ignored: [], review: [], decisions: [] };
  const known = new Set(people.map(({ id }) => id));
  const { review, ignored, ...state } = peopleState(await loadPeople(connection, datas), placeOf);
  // Nor is a face that is hidden for being small: it has no place.
  const isPlaced = (place: number | undefined) => place !== undefined;
  // The tables may be older than the last decision: who is not in them is not asked about.
  const isKnown = ({ a, b, faces }: ReviewItem) =>
    known.has(a) && (b === undefined || known.has(b)) && faces.every(isPlaced);
  return { ...state, people, ignored: ignored.filter(isPlaced), review: review.filter(isKnown) };
}

function groupPeople(found: Row[], placeOf: Map<string, number>): ReportPerson[] {
  const people = new Map<string, ReportPerson>();
  for (const { face_id, person, person_name, confidence } of found) {
    const place = placeOf.get(face_id);
    if (place === undefined) continue;
    const known = people.get(person) ?? {
      id: person,
      ...(person_name === null ? {} : { name: person_name }),
      faces: [],
      confidence: [],
    };
    people.set(person, known);
    known.faces.push(place);
    known.confidence.push(confidence === null ? null : Math.round(confidence * 100) / 100);
  }
  return [...people.values()].sort((a, b) => b.faces.length - a.faces.length || compareIds(a.id, b.id));
}
