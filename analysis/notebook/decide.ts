import { existsSync } from "node:fs";
import { explainRefusal } from "../people/explain-refusal.ts";
import { loadPeople } from "../people/open-people.ts";
import type { Change, People } from "../people/people.ts";
import { changeLines } from "../people/print-people.ts";
import { DecisionRefused } from "../people/refusal.ts";
import { rows as answer, withDatabase } from "../tables/database.ts";
import { databasePath, datasFolder } from "./tables.ts";

export interface BorderlinePair {
  /** Names, or ids where they have none. */
  person: string;
  similar_person: string;
  face_key: string;
  similar_face_key: string;
  thumbnail: string | null;
  similar_thumbnail: string | null;
  /** Of this pair, the most similar one of the two people, percent. */
  similarity: number;
  /** Over all their pairs, percent. */
  mean: number;
}

export type Answer = "same" | "different";

/** The people who may be one, most similar first, each pair by its most similar faces; the app's review asks the same. */
export async function borderline(limit = 8): Promise<BorderlinePair[]> {
  return await withPeople([], async (people, connection) => {
    const thumbnails = new Map(
      (
        await answer<{ face_id: string; thumbnail: string | null }>(
          connection,
          "select face_id, thumbnail from kept_faces",
        )
      ).map(({ face_id, thumbnail }) => [face_id, thumbnail]),
    );
    const described = (faceId: string) => {
      const { name, id } = people.personOf(faceId)!;
      return {
        key: people.face(faceId).faceKey,
        person: name ?? id,
        thumbnail: thumbnails.get(faceId) ?? null,
      };
    };
    return people
      .suggestedMerges()
      .slice(0, limit)
      .map(({ best, mean }) => {
        const [one, other] = [described(best.a), described(best.b)];
        return {
          ...{ person: one.person, face_key: one.key, thumbnail: one.thumbnail },
          ...{
            similar_person: other.person,
            similar_face_key: other.key,
            similar_thumbnail: other.thumbnail,
          },
          ...{ similarity: best.similarity, mean },
        };
      });
  });
}

/**
 * Writes answers into the ledger of decisions, by the pair's number (the first is 1), and says what each changed. One
 * that is refused is explained, and the others are taken.
 */
export async function decide(
  pairs: readonly BorderlinePair[],
  answers: Readonly<Record<number, Answer>>,
): Promise<void> {
  await withPeople(undefined, async (people, connection) => {
    for (const [number, said] of Object.entries(answers)) {
      const lines = await linesOf(people, pairs[Number(number) - 1], said);
      console.log([`${number}: ${lines[0]}`, ...lines.slice(1)].join("\n"));
    }
    await people.saveTo(connection);
  });
}

/** The question is about people, whoever they are by now: an answer before this one may have joined some. */
const SAY: Record<Answer, (people: People, a: string, b: string) => Promise<Change>> = {
  same: (people, a, b) => people.merge(a, b),
  different: (people, a, b) => people.different(a, b),
};

async function linesOf(people: People, pair: BorderlinePair | undefined, said: Answer): Promise<string[]> {
  if (!pair) return ["There is no pair with this number."];
  try {
    const [a, b] = [pair.face_key, pair.similar_face_key].map((key) => people.personOf(key)?.id ?? key);
    return changeLines(await SAY[said](people, a!, b!), people);
  } catch (error) {
    if (!(error instanceof DecisionRefused)) throw error;
    return [explainRefusal(error.reason)];
  }
}

type Connection = Parameters<Parameters<typeof withDatabase>[2]>[0];

/** @param nothing what to answer where there is no database yet */
async function withPeople<T>(
  nothing: T,
  use: (people: People, connection: Connection) => Promise<T>,
): Promise<T> {
  if (!existsSync(databasePath())) return nothing;
  return await withDatabase(databasePath(), {}, async (connection) =>
    use(await loadPeople(connection, datasFolder()), connection),
  );
}
