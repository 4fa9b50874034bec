import type { FaceGraph } from "./face-graph.ts";

/** The decisions that concern a group. */
export interface GroupIdentity {
  id?: string;
  name?: { text: string; by: number };
  born?: { date: string; by: number };
}

/** Faces, or people by their faces, that were said to be two. */
export interface Apart {
  /** The decision that says so. */
  by: number;
  a: number[];
  b: number[];
}

/**
 * Which face is in which group, while decisions are applied one after the other. Groups that no decision touches
 * stay the very arrays that they were.
 */
export class Placement {
  readonly graph: FaceGraph;
  /** Group of each face; -1 for a face that is ignored. */
  readonly home: Int32Array;
  readonly groups: number[][];
  readonly identities = new Map<number, GroupIdentity>();
  /** The latest decision about the place of a face. */
  readonly placedBy = new Map<number, number>();
  /** Every face that a decision was about, by decision. */
  readonly placed = new Map<number, number[]>();
  /** Of a face that a decision took away from others: these, as they were left. Who they are now is another matter. */
  readonly leftBehind = new Map<number, number[]>();
  apart: Apart[] = [];
  /** Decisions that a later one has replaced, with the later one. */
  readonly overwritten = new Map<number, number>();

  constructor(graph: FaceGraph, looks: number[][]) {
    this.graph = graph;
    this.groups = [...looks];
    this.home = new Int32Array(graph.faces.length).fill(-1);
    for (const [group, places] of looks.entries()) for (const place of places) this.home[place] = group;
  }

  /** Puts faces into a group, a new one by default, because a decision says so. */
  put(places: number[], by: number, group: number = this.groups.push([]) - 1): number {
    const from = places.map((place) => this.home[place]!);
    this.takeOut(places, by);
    for (const [i, place] of places.entries()) {
      if (from[i]! >= 0 && from[i] !== group) this.leftBehind.set(place, this.groups[from[i]!]!);
      this.home[place] = group;
    }
    this.groups[group] = [...this.groups[group]!, ...places].sort((a, b) => a - b);
    return group;
  }

  /** Takes faces out of all groups because a decision says so. */
  takeOut(places: number[], by: number): void {
    const leaving = new Set(places);
    for (const group of new Set(places.map((place) => this.home[place]!))) {
      if (group >= 0) this.groups[group] = this.groups[group]!.filter((place) => !leaving.has(place));
    }
    for (const place of places) {
      this.home[place] = -1;
      this.placedBy.set(place, by);
    }
    this.placed.set(by, [...(this.placed.get(by) ?? []), ...places]);
  }

  /** Makes two groups one; name, birthday and id of `into` stay where it has any. */
  join(into: number, from: number, by: number): void {
    for (const place of this.groups[from]!) this.home[place] = into;
    this.groups[into] = [...this.groups[into]!, ...this.groups[from]!].sort((a, b) => a - b);
    this.groups[from] = [];
    const [kept, gone] = [this.identities.get(into) ?? {}, this.identities.get(from) ?? {}];
    for (const note of ["name", "born"] as const) {
      const dropped = kept[note] && gone[note];
      if (dropped) this.overwritten.set(dropped.by, by);
    }
    this.identities.set(into, { ...gone, ...kept });
    this.identities.delete(from);
  }

  identify(group: number, identity: GroupIdentity): void {
    this.identities.set(group, { ...this.identities.get(group), ...identity });
  }

  /** The group that has most of the faces; undefined if none of them is in any. */
  groupOf(places: number[]): number | undefined {
    const counts = new Map<number, number>();
    for (const place of places) {
      const group = this.home[place]!;
      if (group >= 0) counts.set(group, (counts.get(group) ?? 0) + 1);
    }
    return [...counts].sort((x, y) => y[1] - x[1] || x[0] - y[0])[0]?.[0];
  }

  /** By face that a decision took from others: the group of most of these, unless the face is in it again, or in none. */
  takenFrom(): Map<number, number> {
    const groups = new Map([...new Set(this.leftBehind.values())].map((left) => [left, this.groupOf(left)]));
    const taken = [...this.leftBehind].flatMap(([place, left]) => {
      const [home, group] = [this.home[place]!, groups.get(left)];
      return group === undefined || home === -1 || home === group ? [] : [[place, group] as const];
    });
    return new Map(taken);
  }

  /** The decision that keeps two sets of faces apart. */
  between(here: ReadonlySet<number>, there: ReadonlySet<number>): Apart[] {
    return this.apart.filter(({ a, b }) => {
      const [ofA, ofB] = [this.#mostlyIn(a, here, there), this.#mostlyIn(b, here, there)];
      return ofA !== undefined && ofB !== undefined && ofA !== ofB;
    });
  }

  #mostlyIn(places: number[], here: ReadonlySet<number>, there: ReadonlySet<number>) {
    const count = (set: ReadonlySet<number>) => places.filter((place) => set.has(place)).length;
    const [inHere, inThere] = [count(here), count(there)];
    if (inHere + inThere === 0) return undefined;
    return inHere >= inThere ? here : there;
  }

  /** Lets a later decision win over what kept faces apart. */
  overrule(apart: Apart[], by: number): void {
    const gone = new Set(apart);
    this.apart = this.apart.filter((one) => !gone.has(one));
    for (const one of apart) this.overwritten.set(one.by, by);
  }
}
