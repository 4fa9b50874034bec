import type { DuckDBConnection } from "@duckdb/node-api";
import { rows } from "../../tables/database.ts";
import type { PeopleState, ReportPerson } from "../payload.ts";

type Row = { face_id: string; person: string; person_name: string | null; confidence: number | null };

/** Who is who as the tables have it. */
export async function readPeople(
  connection: DuckDBConnection,
  placeOf: Map<string, number>,
): Promise<PeopleState> {
  const found = await rows<Row>(connection, "select face_id, person, person_name, confidence from people");
  found.sort((a, b) => (placeOf.get(a.face_id) ?? 0) - (placeOf.get(b.face_id) ?? 0));
  return { people: groupPeople(found, placeOf), ignored: [], review: [], decisions: [] };
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
  return [...people.values()].sort((a, b) => b.faces.length - a.faces.length || (a.id < b.id ? -1 : 1));
}
