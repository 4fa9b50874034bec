import type { DuckDBConnection } from "@duckdb/node-api";
import { explained } from "../people/explain-refusal.ts";
import { findPerson } from "../people/face-lookup.ts";
import type { PersonSummary } from "../people/refusal.ts";
import { rows } from "../tables/database.ts";
import { CommandError } from "../terminal/command.ts";

/**
 * The photo or the person that a word means; neither, where it is a face or nothing.
 *
 * @throws CommandError where it could mean either of two: what is erased does not come back
 */
export async function subjectOf(
  connection: DuckDBConnection,
  subject: string,
): Promise<{ photo?: string | undefined; person?: PersonSummary | undefined }> {
  const named = await rows<{ photo: string }>(
    connection,
    "SELECT photo FROM photos WHERE photo = $1 OR name = $1 ORDER BY photo = $1 DESC LIMIT 1",
    [subject],
  );
  const photo = named[0]?.photo;
  const person = photo === subject ? undefined : await personCalled(connection, subject);
  if (photo !== undefined && person) {
    throw new CommandError(
      `${subject} is a photo (${photo}) and a person (${person.id}). Name one of the two: ${photo} or ${person.id}.`,
    );
  }
  const face = person && (await faceCalled(connection, subject));
  if (face !== undefined) {
    throw new CommandError(
      `${subject} is a face (${face}) and a person (${person!.id}). Name one of the two: ${face} or ${person!.id}.`,
    );
  }
  return { photo, person };
}

/** The person with that id or name; what two people are called is refused: it could be either. */
async function personCalled(
  connection: DuckDBConnection,
  subject: string,
): Promise<PersonSummary | undefined> {
  const people = await rows<PersonSummary>(
    connection,
    `SELECT person AS id, any_value(person_name) AS name, count(*)::INTEGER AS faces FROM people
     GROUP BY person ORDER BY person`,
  );
  return await explained(() => findPerson(subject, people));
}

/** What else a face of that name is called: earlier versions let a person be called like one. */
async function faceCalled(connection: DuckDBConnection, subject: string): Promise<string | undefined> {
  const [face] = await rows<{ other: string }>(
    connection,
    `SELECT if(face_id = $1, face_key, face_id) AS other FROM faces
     WHERE face_id IS NOT NULL AND (face_id = $1 OR face_key = $1) LIMIT 1`,
    [subject],
  );
  return face?.other;
}
