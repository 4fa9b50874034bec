import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeAtomically } from "../../core/files/write-atomically.ts";
import { CommandError } from "../terminal/command.ts";
import type { FaceRef } from "./decisions.ts";

/** Who was who at the last run: what keeps person ids stable. The tables can be rebuilt; this cannot. */
export interface PeopleFile {
  /** Number of the next new person. */
  next: number;
  people: Record<string, FaceRef[]>;
  /** People who were joined with others: who they were, should they be taken apart again. */
  former?: Record<string, FaceRef[]>;
  /** Mean similarity that joins two groups, percent, where another than the default was asked for. */
  joinAt?: number;
}

export const peoplePath = (datas: string) => join(datas, "people.json");

export async function readPeopleFile(datas: string): Promise<PeopleFile> {
  try {
    return JSON.parse(await readFile(peoplePath(datas), "utf8")) as PeopleFile;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return { next: 1, people: {} };
    if (error instanceof SyntaxError) {
      throw new CommandError(
        `${peoplePath(datas)} is not JSON. Remove the file: people get new numbers then.`,
      );
    }
    throw error;
  }
}

export function writePeopleFile(datas: string, file: PeopleFile): Promise<void> {
  return writeAtomically(peoplePath(datas), `${JSON.stringify(file)}\n`);
}

/** A group of faces, by their places. */
export interface IdlessGroup {
  places: number[];
  /** Faces that are there by their looks: those put there by a decision do not say who the person is. All by default. */
  voters?: number[];
  /** The id that a decision gave it. */
  id?: string | undefined;
}

/**
 * The ids of groups: what a decision said; else that of the person a group mostly consists of. The pair of group and
 * person that share most faces goes first; of two groups that a person was split into, the larger part keeps the id.
 * Everybody else is new.
 *
 * @param before places by person id, of the last time and of former people
 */
export function keepPersonIds(
  groups: IdlessGroup[],
  before: Map<string, number[]>,
  next: number,
): { ids: string[]; next: number } {
  const ids = new Map<number, string>();
  const taken = new Set<string>();
  for (const [group, { id }] of groups.entries()) {
    if (id === undefined || taken.has(id)) continue;
    ids.set(group, id);
    taken.add(id);
  }
  const shares = sharesOf(groups, before);
  shares.sort(
    (a, b) =>
      Number(b.isByLooks) - Number(a.isByLooks) ||
      b.count - a.count ||
      numberOf(a.id) - numberOf(b.id) ||
      a.group - b.group,
  );
  for (const { group, id } of shares) {
    if (ids.has(group) || taken.has(id)) continue;
    ids.set(group, id);
    taken.add(id);
  }
  let number = [...taken].reduce((highest, id) => Math.max(highest, numberOf(id) + 1), next);
  return { ids: groups.map((_, group) => ids.get(group) ?? `P${number++}`), next: number };
}

/** How many faces each group has of each person. */
function sharesOf(groups: IdlessGroup[], before: Map<string, number[]>) {
  const idsOf = new Map<number, string[]>();
  for (const [id, places] of before) {
    for (const place of places) {
      const known = idsOf.get(place);
      if (known) known.push(id);
      else idsOf.set(place, [id]);
    }
  }
  return groups.flatMap(({ places, voters = places }, group) => {
    const isByLooks = voters.length > 0;
    const counts = new Map<string, number>();
    for (const place of isByLooks ? voters : places) {
      for (const id of idsOf.get(place) ?? []) counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    return [...counts].map(([id, count]) => ({ group, id, count, isByLooks }));
  });
}

const numberOf = (id: string) => Number(id.slice(1)) || 0;

/** P9 before P10. */
export const compareIds = (a: string, b: string): number => numberOf(a) - numberOf(b) || (a < b ? -1 : 1);
