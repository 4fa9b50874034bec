import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeAtomically } from "../tables/ledger/write-atomically.ts";
import { CommandError } from "../terminal/command.ts";
import type { FaceRef } from "./decisions.ts";
import { groupBy } from "./group-by.ts";

/** Who was who at the last run: what keeps person ids stable. The tables can be rebuilt; this cannot. */
export interface PeopleFile {
  /** Number of the next new person. */
  next: number;
  people: Record<string, FaceRef[]>;
  /** People who were joined with others: who they were, should they be taken apart again. */
  former?: Record<string, FaceRef[]>;
}

export const peoplePath = (datas: string) => join(datas, "people.json");

export async function readPeopleFile(datas: string): Promise<PeopleFile> {
  try {
    return JSON.parse(await readFile(peoplePath(datas), "utf8")) as PeopleFile;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return { next: 1, people: {} };
    if (error instanceof SyntaxError) {
      throw new CommandError(`Expected JSON in ${peoplePath(datas)}; remove the file to number people anew.`);
    }
    throw error;
  }
}

export function writePeopleFile(datas: string, file: PeopleFile): Promise<void> {
  return writeAtomically(peoplePath(datas), `${JSON.stringify(file)}\n`);
}

/** A group with the id it had, or a new one. */
export interface Person {
  id: string;
  faceIds: string[];
}

/**
 * Gives groups the ids of the people they mostly consist of. The pair of group and person that share most faces goes
 * first; of two groups that a person was split into, the larger part keeps the id. Everybody else is new.
 *
 * @param groups FaceIds by group
 * @param before FaceIds (today's) by person id, of the last run and of former people
 */
export function keepPersonIds(
  groups: string[][],
  before: Map<string, string[]>,
  next: number,
): { people: Person[]; next: number } {
  const idsOf = groupBy(
    [...before].flatMap(([id, faceIds]) => faceIds.map((faceId) => ({ faceId, id }))),
    ({ faceId }) => faceId,
  );
  const shares = groups.flatMap((faceIds, group) => {
    const counts = new Map<string, number>();
    for (const faceId of faceIds) {
      for (const { id } of idsOf.get(faceId) ?? []) counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    return [...counts].map(([id, count]) => ({ group, id, count }));
  });
  shares.sort((a, b) => b.count - a.count || numberOf(a.id) - numberOf(b.id) || a.group - b.group);
  const idOf = new Map<number, string>();
  const taken = new Set<string>();
  for (const { group, id } of shares) {
    if (idOf.has(group) || taken.has(id)) continue;
    idOf.set(group, id);
    taken.add(id);
  }
  let number = next;
  const people = groups.map((faceIds, group) => ({ id: idOf.get(group) ?? `P${number++}`, faceIds }));
  return { people, next: number };
}

const numberOf = (id: string) => Number(id.slice(1));
