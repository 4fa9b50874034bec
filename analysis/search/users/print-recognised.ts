import { join } from "node:path";
import type { UserMatch } from "@aws-sdk/client-rekognition";
import { counted, percent } from "../../../core/counted.ts";
import { personOf } from "../../people/publish/plan-users.ts";
import { DATABASE_FILE, rows, withDatabase } from "../../tables/database.ts";
import { printable } from "../../terminal/printable.ts";

/** Who a face or a photo is like. */
export interface Recognised {
  photo: string;
  faceId?: string;
  faceKey?: string;
  people: PersonMatch[];
  cached: boolean;
}

export interface PersonMatch {
  userId: string;
  /** Null for a user that was not published from here. */
  person: string | null;
  name: string | null;
  similarity: number;
}

/** Names stay on this computer: Rekognition knows people by their ids. */
export async function peopleOf(datas: string): Promise<(match: UserMatch) => PersonMatch> {
  const found = await withDatabase(join(datas, DATABASE_FILE), { readOnly: true }, (connection) =>
    rows<{ person: string; name: string | null }>(
      connection,
      "SELECT person, any_value(person_name) AS name FROM people GROUP BY person",
    ),
  );
  const names = new Map(found.map(({ person, name }) => [person, name]));
  return ({ User: { UserId = "" } = {}, Similarity = 0 }) => {
    const person = personOf(UserId) ?? null;
    return { userId: UserId, person, name: names.get(person ?? "") ?? null, similarity: Similarity };
  };
}

const titleOf = ({ name, person, userId }: PersonMatch) =>
  printable(name === null ? (person ?? userId) : `${name} (${person})`);

/** A line per face, then how many are nobody that is known. */
export function recognisedLines(found: Recognised[]): string[] {
  const known = found.filter(({ people }) => people.length > 0);
  const unknown = found.length - known.length;
  return [
    ...known.map(({ photo, faceKey, people: [best, ...others] }) => {
      const also = others.map((one) => `${titleOf(one)} ${percent(one.similarity)}`).join(", ");
      const first = `${titleOf(best!)} ${percent(best!.similarity)}`;
      return `${printable(faceKey ?? photo)}: ${first}${also === "" ? "" : `; less like ${also}`}`;
    }),
    `${counted(known.length, "face")} recognised${unknown > 0 ? `, ${unknown} of nobody known` : ""}.`,
  ];
}
