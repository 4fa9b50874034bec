import { isAliveAt } from "./birth-date.ts";
import type { ActiveDecision, DecisionType, FaceRef } from "./decisions.ts";
import type { FaceFinder } from "./face-finder.ts";
import { groupByLooks } from "./group-by-looks.ts";
import type { Placement } from "./placement.ts";

export interface Applied {
  placement: Placement;
  /** Decisions about faces that are not there (any more). */
  missing: ActiveDecision[];
}

export interface ApplyOptions {
  joinAt: number;
  finder: FaceFinder;
}

/**
 * Takes groups by looks and applies decisions in the order in which they were made. Each changes the place of the
 * faces that it names, and of no others, so that undoing one is applying the rest.
 */
export function applyDecisions(
  placement: Placement,
  decisions: ActiveDecision[],
  { joinAt, finder }: ApplyOptions,
): Applied {
  const missing: ActiveDecision[] = [];
  const regroup = (places: number[]) => groupByLooks(placement.graph, joinAt, places);
  for (const decision of decisions) {
    const apply = RULES[decision.type] as Rule<DecisionType>;
    const isApplied = apply(decision, { placement, regroup, find: (refs) => finder.findAll(refs) });
    if (!isApplied) missing.push(decision);
  }
  for (const [group, { born }] of [...placement.identities]) {
    if (!born) continue;
    const early = placement.groups[group]!.filter(
      (place) =>
        !placement.placedBy.has(place) && !isAliveAt(born.date, placement.graph.faces[place]!.takenAt),
    );
    for (const places of regroup(early)) placement.put(places, born.by);
  }
  for (const [by, places] of placement.placed) {
    const later = places.map((place) => placement.placedBy.get(place)!);
    if (later.length > 0 && later.every((one) => one !== by)) {
      placement.overwritten.set(by, Math.max(...later));
    }
  }
  return { placement, missing };
}

interface RuleContext {
  placement: Placement;
  regroup(places: number[]): number[][];
  /** The places of the faces that are there. */
  find(refs: FaceRef[]): number[];
}

/** Applies a decision; false if its faces are not there. */
type Rule<T extends DecisionType> = (
  decision: Extract<ActiveDecision, { type: T }>,
  context: RuleContext,
) => boolean;

const RULES: { [T in DecisionType]: Rule<T> } = {
  same({ id, faces }, { placement, find }) {
    const [a, b] = find(faces);
    if (a === undefined || b === undefined) return false;
    for (const face of [a, b]) if (placement.home[face] === -1) placement.put([face], id);
    const [one, two] = [placement.home[a]!, placement.home[b]!];
    if (one === two) return true;
    const sets = [new Set(placement.groups[one]!), new Set(placement.groups[two]!)] as const;
    const pair = new Set([a, b]);
    placement.overrule(
      placement.apart.filter((apart) => [...apart.a, ...apart.b].every((face) => pair.has(face))),
      id,
    );
    const isApart = placement.between(...sets).length > 0 || meet(placement, one, two);
    const smaller = sets[1].size <= sets[0].size ? { group: two, face: b } : { group: one, face: a };
    const larger = smaller.group === two ? one : two;
    // The later name counts, even if the other group is larger.
    const [kept, gone] = [placement.identities.get(larger), placement.identities.get(smaller.group)];
    if (isApart) placement.put([smaller.face], id, larger);
    else {
      if (kept?.name && gone?.name && gone.name.by > kept.name.by) {
        placement.overwritten.set(kept.name.by, gone.name.by);
        placement.identify(larger, { name: gone.name });
      }
      placement.join(larger, smaller.group, id);
    }
    return true;
  },

  different({ id, faces }, { placement, find }) {
    const [a, b] = find(faces);
    if (a === undefined || b === undefined) return false;
    if (placement.home[a] !== -1 && placement.home[a] === placement.home[b]) {
      placement.put([worseFit(placement, a, b)], id);
    }
    placement.apart.push({ by: id, a: [a], b: [b] });
    return true;
  },

  distinct({ id, people }, { placement, find }) {
    const [a, b] = [find(people[0].faces), find(people[1].faces)];
    const [one, two] = [placement.groupOf(a), placement.groupOf(b)];
    if (one === undefined || two === undefined) return false;
    // They look so alike that they are one group: the faces whose person is known are separated.
    if (one === two) {
      const leaving = b.filter((face) => placement.home[face] === one);
      placement.identify(placement.put(leaving, id), { id: people[1].person });
    }
    placement.apart.push({ by: id, a, b });
    return true;
  },

  merge({ id, people }, { placement, find }) {
    const [one, two] = people.map(({ faces }) => placement.groupOf(find(faces)));
    if (one === undefined || two === undefined) return false;
    if (one !== two) {
      const sets = [new Set(placement.groups[one]!), new Set(placement.groups[two]!)] as const;
      placement.overrule(placement.between(...sets), id);
      placement.join(one, two, id);
    }
    placement.identify(one, { id: people[0].person });
    return true;
  },

  move({ id, faces, to }, { placement, find }) {
    const places = find(faces);
    const group = placement.groupOf(find(to.faces).filter((place) => !places.includes(place)));
    if (places.length === 0 || group === undefined) return false;
    placement.overrule(placement.between(new Set(places), new Set(placement.groups[group]!)), id);
    placement.put(places, id, group);
    return true;
  },

  split({ id, faces, person }, { placement, find }) {
    const places = find(faces);
    if (places.length === 0) return false;
    placement.identify(placement.put(places, id), { id: person });
    return true;
  },

  reject({ id, faces, from }, { placement, regroup, find }) {
    const places = find(faces);
    const theirs = find(from.faces).filter((place) => !places.includes(place));
    const group = placement.groupOf(theirs);
    if (places.length === 0 || group === undefined) return false;
    const leaving = places.filter((place) => placement.home[place] === group);
    for (const alike of regroup(leaving)) placement.put(alike, id);
    placement.apart.push({ by: id, a: places, b: theirs });
    return true;
  },

  ignore({ id, faces }, { placement, find }) {
    const places = find(faces);
    placement.takeOut(places, id);
    return places.length > 0;
  },

  name({ id, name, faces, person }, { placement, find }) {
    const group = placement.groupOf(find(faces));
    if (group === undefined) return false;
    const former = placement.identities.get(group)?.name;
    if (former) placement.overwritten.set(former.by, id);
    const { name: _, ...identity } = placement.identities.get(group) ?? {};
    const named = name === "" ? {} : { name: { text: name, by: id } };
    placement.identities.set(group, { ...identity, ...named, ...(person !== undefined && { id: person }) });
    return true;
  },

  born({ id, person, born }, { placement, find }) {
    const group = placement.groupOf(find(person.faces));
    if (group === undefined) return false;
    const former = placement.identities.get(group)?.born;
    if (former) placement.overwritten.set(former.by, id);
    placement.identify(group, { born: { date: born, by: id } });
    return true;
  },
};

/** Whether two groups have faces on one photo. */
function meet({ groups, graph }: Placement, one: number, two: number): boolean {
  const photos = new Set(groups[one]!.map((place) => graph.faces[place]!.photo));
  return groups[two]!.some((place) => photos.has(graph.faces[place]!.photo));
}

/** Of two faces of one group the one that fits the others worse, unless it was put there by a decision. */
function worseFit({ graph, groups, home, placedBy }: Placement, a: number, b: number): number {
  if (placedBy.has(a) !== placedBy.has(b)) return placedBy.has(a) ? b : a;
  const others = new Set(groups[home[a]!]!.filter((place) => place !== a && place !== b));
  return (graph.mean(a, others) ?? 0) < (graph.mean(b, others) ?? 0) ? a : b;
}
