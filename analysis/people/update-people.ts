import type { DuckDBConnection } from "@duckdb/node-api";
import { transaction } from "../tables/database.ts";
import { Closeness, findSuspects, type MergeSuggestion, type Suspect, suggestMerges } from "./borderline.ts";
import { readDecisions, standing } from "./decisions.ts";
import { groupFaces, JOIN_AT } from "./group.ts";
import { keepPersonIds, readPeopleFile, writePeopleFile } from "./person-ids.ts";
import { type FaceGraph, readFaceGraph } from "./read-people.ts";
import { type Applied, applyDecisions, FaceFinder, refOf } from "./resolve.ts";

/** One row of the table `people`. */
export interface PersonFace {
  faceId: string;
  faceKey: string;
  person: string;
  name: string | null;
  /**
   * Mean similarity, percent, with the person's other faces that it was put to by its looks; null where there is no
   * other, or no search that would tell.
   */
  confidence: number | null;
}

export interface GroupedPeople {
  rows: PersonFace[];
  /** Largest first. */
  people: { id: string; name: string | null; faceIds: string[] }[];
  /** Faces that the user told to ignore. */
  ignored: string[];
  merges: MergeSuggestion[];
  suspects: Suspect[];
  conflicts: Applied["conflicts"];
  missing: Applied["missing"];
  graph: FaceGraph;
}

export interface UpdatePeopleOptions {
  datas: string;
  /** Mean similarity that joins two groups, percent. */
  joinAt?: number;
}

/**
 * Groups the kept faces into people and writes the table `people`. Grouping and numbering depend on nothing but the
 * tables, the decisions and the people of the last run. Those are written first: killed in between, the next run
 * finds the same groups and gives them the same ids.
 */
export async function updatePeople(
  connection: DuckDBConnection,
  { datas, joinAt = JOIN_AT }: UpdatePeopleOptions,
): Promise<GroupedPeople> {
  const graph = await readFaceGraph(connection);
  const decided = applyDecisions(standing(await readDecisions(datas)), graph.faces);
  const grouped = graph.faces.filter(({ faceId }) => !decided.ignored.has(faceId));
  const groups = groupFaces(grouped, graph.matches, { joinAt, ...decided });
  const companions = companionsBy(
    decided.same.length === 0
      ? groups
      : groupFaces(grouped, graph.matches, { joinAt, different: decided.different }),
  );

  const file = await readPeopleFile(datas);
  const finder = new FaceFinder(graph.faces);
  const before = new Map(
    Object.entries({ ...file.former, ...file.people }).map(([id, refs]) => [
      id,
      refs.flatMap((ref) => finder.find(ref)?.faceId ?? []),
    ]),
  );
  const { people: numbered, next } = keepPersonIds(groups, before, file.next);
  const byId = new Map(graph.faces.map((face) => [face.faceId, face]));
  const now = Object.fromEntries(
    numbered.map(({ id, faceIds }) => [id, faceIds.map((faceId) => refOf(byId.get(faceId)!))]),
  );
  const former = Object.entries({ ...file.former, ...file.people }).filter(([id]) => !Object.hasOwn(now, id));
  await writePeopleFile(datas, { next, people: now, former: Object.fromEntries(former) });

  const closeness = new Closeness(graph.faces, graph.matches);
  const names = namesOf(numbered, decided);
  const rows = numbered.flatMap(({ id, faceIds }) =>
    faceIds.map((faceId) => ({
      faceId,
      faceKey: byId.get(faceId)!.faceKey,
      person: id,
      name: names.get(id) ?? null,
      confidence: closeness.mean(faceId, companions(faceId, faceIds)) ?? null,
    })),
  );
  await writeTable(connection, rows);
  const pairs = new Set(decided.different.flatMap(([a, b]) => [`${a} ${b}`, `${b} ${a}`]));
  const isApart = (a: string, b: string) => pairs.has(`${a} ${b}`);
  return {
    rows,
    people: numbered.map(({ id, faceIds }) => ({ id, name: names.get(id) ?? null, faceIds })),
    ignored: [...decided.ignored],
    merges: suggestMerges(numbered, closeness, { joinAt, isApart }),
    suspects: findSuspects(numbered, closeness, { joinAt, isApart, companions }),
    conflicts: decided.conflicts,
    missing: decided.missing,
    graph,
  };
}

/** Of a face's person, the faces that it was grouped with by its looks alone, before decisions joined anybody. */
function companionsBy(looks: string[][]): (faceId: string, person: string[]) => string[] {
  const lookOf = new Map(looks.flatMap((faceIds) => faceIds.map((faceId) => [faceId, faceIds] as const)));
  return (faceId, person) => person.filter((other) => lookOf.get(other) === lookOf.get(faceId));
}

/** A name belongs to the person that has most of the faces it was given to; the latest name counts. */
function namesOf(people: { id: string; faceIds: string[] }[], { names }: Applied): Map<string, string> {
  const personOf = new Map(
    people.flatMap(({ id, faceIds }) => faceIds.map((faceId) => [faceId, id] as const)),
  );
  const named = new Map<string, string>();
  for (const { name, faceIds } of names) {
    const counts = new Map<string, number>();
    for (const faceId of faceIds) {
      const person = personOf.get(faceId);
      if (person !== undefined) counts.set(person, (counts.get(person) ?? 0) + 1);
    }
    const [best] = [...counts].sort((a, b) => b[1] - a[1]);
    if (best) named.set(best[0], name);
  }
  return named;
}

async function writeTable(connection: DuckDBConnection, rows: PersonFace[]): Promise<void> {
  await transaction(connection, async () => {
    await connection.run("DELETE FROM people");
    const appender = await connection.createAppender("people");
    for (const { faceId, person, name, confidence } of rows) {
      appender.appendVarchar(faceId);
      appender.appendVarchar(person);
      if (name === null) appender.appendNull();
      else appender.appendVarchar(name);
      if (confidence === null) appender.appendNull();
      else appender.appendDouble(confidence);
      appender.endRow();
    }
    appender.flushSync();
    appender.closeSync();
  });
}
