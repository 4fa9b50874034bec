import type { FaceRef, Standing } from "./decisions.ts";
import { groupBy } from "./group-by.ts";

/** A kept face as the tables know it. */
export interface KeptFace {
  faceId: string;
  /** `photo#ordinal`. */
  faceKey: string;
  photo: string;
  ordinal: number;
  etag?: string;
  /** Left, top, width, height. */
  box: [number, number, number, number];
}

/** Boxes of one face that two analyses found overlap more than this; those of two neighbours do not. */
const SAME_BOX = 0.5;

/**
 * Finds the faces that decisions were made about among today's. By FaceId first; after a re-index by the photo (its
 * name, or its bytes under another name) and the place on it; by the ordinal only where no box was noted.
 */
export class FaceFinder {
  private readonly byId: Map<string, KeptFace>;
  private readonly byPhoto: Map<string, KeptFace[]>;
  private readonly byEtag: Map<string, KeptFace[]>;

  constructor(faces: KeptFace[]) {
    this.byId = new Map(faces.map((face) => [face.faceId, face]));
    this.byPhoto = groupBy(faces, ({ photo }) => photo);
    this.byEtag = groupBy(faces, ({ etag }) => etag);
  }

  find(ref: FaceRef): KeptFace | undefined {
    const known = this.byId.get(ref.faceId);
    if (known) return known;
    const sameBytes = ref.etag === undefined ? undefined : this.byEtag.get(ref.etag);
    const candidates = sameBytes ?? this.byPhoto.get(ref.photo) ?? [];
    if (ref.box === undefined) return candidates.find(({ ordinal }) => ordinal === ref.ordinal);
    const best = candidates
      .map((face) => ({ face, overlap: overlap(face.box, ref.box!) }))
      .sort((a, b) => b.overlap - a.overlap)[0];
    return best && best.overlap > SAME_BOX ? best.face : undefined;
  }
}

export function refOf(face: KeptFace): FaceRef {
  const { faceId, photo, ordinal, box, etag } = face;
  return { faceId, photo, ordinal, box, ...(etag !== undefined && { etag }) };
}

/** Intersection over union of two boxes, 0 to 1. */
export function overlap(a: KeptFace["box"], b: KeptFace["box"]): number {
  const side = (from: 0 | 1, size: 2 | 3) =>
    Math.max(0, Math.min(a[from] + a[size], b[from] + b[size]) - Math.max(a[from], b[from]));
  const shared = side(0, 2) * side(1, 3);
  return shared / (a[2] * a[3] + b[2] * b[3] - shared);
}

/** Decisions in terms of today's faces. */
export interface Applied {
  same: [string, string][];
  different: [string, string][];
  ignored: Set<string>;
  names: { name: string; faceIds: string[]; id: number }[];
  /** Decisions that were not followed because a later one says otherwise. */
  conflicts: { decision: Standing; because: Standing[] }[];
  /** Decisions about faces that are not there any more. */
  missing: Standing[];
}

/**
 * Applies decisions from the newest to the oldest, so that of two that contradict each other (directly, or by a chain
 * of "same") the later one holds; the earlier is reported and left out.
 */
export function applyDecisions(decisions: Standing[], faces: KeptFace[]): Applied {
  const finder = new FaceFinder(faces);
  const applied: Applied = {
    same: [],
    different: [],
    ignored: new Set(),
    names: [],
    conflicts: [],
    missing: [],
  };
  const followed: { decision: Standing; a: string; b: string }[] = [];
  for (const decision of [...decisions].reverse()) {
    const found = decision.faces.flatMap((ref) => finder.find(ref)?.faceId ?? []);
    const needed = decision.type === "name" ? 1 : decision.faces.length;
    if (found.length < needed) {
      applied.missing.push(decision);
      continue;
    }
    if (decision.type === "ignore") {
      // A later "same" says that the face is somebody.
      const because = followed.filter(
        ({ decision: { type }, a, b }) => type === "same" && (a === found[0] || b === found[0]),
      );
      if (because.length > 0) conflict(applied, decision, because);
      else applied.ignored.add(found[0]!);
    } else if (decision.type === "name") {
      applied.names.push({ name: decision.name, faceIds: found, id: decision.id });
    } else {
      const [a, b] = found as [string, string];
      const because = contradiction(decision.type, a, b, followed);
      if (because.length > 0) conflict(applied, decision, because);
      else {
        followed.push({ decision, a, b });
        applied[decision.type].push([a, b]);
      }
    }
  }
  applied.names.reverse();
  return applied;
}

function conflict(applied: Applied, decision: Standing, because: { decision: Standing }[]) {
  applied.conflicts.push({ decision, because: because.map(({ decision }) => decision) });
}

type Followed = { decision: Standing; a: string; b: string };

/** The later decisions that forbid this one; none if it can be followed. */
function contradiction(type: "same" | "different", a: string, b: string, followed: Followed[]): Followed[] {
  const joins = followed.filter(({ decision }) => decision.type === "same");
  if (type === "different") return chain(a, b, joins) ?? [];
  const withA = reachable(a, joins);
  const withB = reachable(b, joins);
  const wall = followed.find(
    (one) =>
      one.decision.type === "different" &&
      ((withA.has(one.a) && withB.has(one.b)) || (withA.has(one.b) && withB.has(one.a))),
  );
  return wall ? [wall] : [];
}

/** The shortest way from one face to the other along "same"; undefined if there is none. */
function chain(from: string, to: string, joins: Followed[]): Followed[] | undefined {
  return reachable(from, joins).get(to);
}

/** Every face that "same" leads to, with the decisions that lead there. */
function reachable(from: string, joins: Followed[]): Map<string, Followed[]> {
  const ways = new Map<string, Followed[]>([[from, []]]);
  const queue = [from];
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    for (const join of joins) {
      const next = join.a === at ? join.b : join.b === at ? join.a : undefined;
      if (next === undefined || ways.has(next)) continue;
      ways.set(next, [...ways.get(at)!, join]);
      queue.push(next);
    }
  }
  return ways;
}
