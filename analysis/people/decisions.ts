/** A face as a decision remembers it: enough to find it again after a re-index gave it another FaceId. */
export interface FaceRef {
  faceId: string;
  photo: string;
  /** Place in the answer of DetectFaces, from 1. */
  ordinal: number;
  /** Shares of the upright photo: left, top, width, height. */
  box?: [number, number, number, number];
  /** ETag of the photo: finds it under another name. */
  etag?: string;
}

/** A person as a decision remembers it: the one who has most of these faces, which were theirs when it was decided. */
export interface PersonRef {
  /** Its id then. */
  person: string;
  faces: FaceRef[];
}

/** What a user decided. Each does what it says to the faces and people it names, and to no others. */
export type NewDecision =
  /** The groups that the two faces are in are one person. Written by earlier versions; now it is `merge` or `move`. */
  | { type: "same"; faces: [FaceRef, FaceRef] }
  /** Two faces are two people: where they are together, the one that fits worse leaves. */
  | { type: "different"; faces: [FaceRef, FaceRef] }
  /** Two people are not one, however alike they look. */
  | { type: "distinct"; people: [PersonRef, PersonRef] }
  /** The second person is the first, whose id and name stay. */
  | { type: "merge"; people: [PersonRef, PersonRef] }
  /** The faces are this person's. */
  | { type: "move"; faces: FaceRef[]; to: PersonRef }
  /** The faces are a person of their own. */
  | { type: "split"; faces: FaceRef[]; person: string }
  /** The faces are not this person's, whoever they are. */
  | { type: "reject"; faces: FaceRef[]; from: PersonRef }
  /** The faces take no part: strangers, posters. */
  | { type: "ignore"; faces: FaceRef[] }
  /** The person who has most of the faces is called this; with an empty name, nothing. */
  | { type: "name"; name: string; faces: FaceRef[]; person?: string }
  /** The person was born on that day (or in that month or year): nobody is on a photo that was taken before. */
  | { type: "born"; born: string; person: PersonRef }
  | { type: "undo"; undoes: number };

/** `id` counts from 1 in the order of the file; it is what `undo` names. */
export type Decision = NewDecision & { id: number; at: string };
export type ActiveDecision = Exclude<Decision, { type: "undo" }>;
export type DecisionType = ActiveDecision["type"];

/** The decisions that were not undone, oldest first. */
export function activeDecisions(decisions: Decision[]): ActiveDecision[] {
  const undone = new Set(decisions.flatMap((decision) => (decision.type === "undo" ? decision.undoes : [])));
  return decisions.filter(
    (decision): decision is ActiveDecision => decision.type !== "undo" && !undone.has(decision.id),
  );
}

/** All faces that a decision mentions, by where it mentions them. */
export function facesOf(decision: ActiveDecision): FaceRef[] {
  switch (decision.type) {
    case "distinct":
    case "merge":
      return decision.people.flatMap(({ faces }) => faces);
    case "move":
      return [...decision.faces, ...decision.to.faces];
    case "reject":
      return [...decision.faces, ...decision.from.faces];
    case "born":
      return decision.person.faces;
    default:
      return decision.faces;
  }
}

/** The decision without some faces; undefined where nothing is left of it. */
export function withoutFaces(
  decision: ActiveDecision,
  isGone: (face: FaceRef) => boolean,
): ActiveDecision | undefined {
  const left = (faces: FaceRef[]) => faces.filter((face) => !isGone(face));
  const person = (ref: PersonRef): PersonRef => ({ ...ref, faces: left(ref.faces) });
  switch (decision.type) {
    case "same":
    case "different":
      return decision.faces.some(isGone) ? undefined : decision;
    case "distinct":
    case "merge": {
      const [a, b] = [person(decision.people[0]), person(decision.people[1])];
      return a.faces.length > 0 && b.faces.length > 0 ? { ...decision, people: [a, b] } : undefined;
    }
    case "born":
      return keepIf({ ...decision, person: person(decision.person) }, decision.person.faces, isGone);
    case "move":
      return keepIf(
        { ...decision, faces: left(decision.faces), to: person(decision.to) },
        decision.faces,
        isGone,
      );
    case "reject":
      return keepIf(
        { ...decision, faces: left(decision.faces), from: person(decision.from) },
        decision.faces,
        isGone,
      );
    default:
      return keepIf({ ...decision, faces: left(decision.faces) }, decision.faces, isGone);
  }
}

const keepIf = (decision: ActiveDecision, faces: FaceRef[], isGone: (face: FaceRef) => boolean) =>
  faces.every(isGone) ? undefined : decision;

const key = ({ photo, ordinal }: FaceRef) => `${photo}#${ordinal}`;
const listed = (faces: FaceRef[]) =>
  faces.length <= 3
    ? faces.map(key).join(" and ")
    : `${faces.slice(0, 2).map(key).join(", ")} and ${faces.length - 2} more`;
const who = ({ person, faces }: PersonRef) => (faces[0] ? `${person} (${key(faces[0])})` : person);

/** `3: same alice1.jpg#1 and alice2.jpg#1 (2026-11-25)`. */
export function describe(decision: ActiveDecision): string {
  return `${decision.id}: ${inWords(decision)} (${decision.at.slice(0, 10)})`;
}

function inWords(decision: ActiveDecision): string {
  switch (decision.type) {
    case "name":
      return `name ${JSON.stringify(decision.name)} for ${listed(decision.faces)}`;
    case "merge":
      return `merge ${who(decision.people[0])} and ${who(decision.people[1])}`;
    case "distinct":
      return `different ${who(decision.people[0])} and ${who(decision.people[1])}`;
    case "move":
      return `move ${listed(decision.faces)} to ${who(decision.to)}`;
    case "split":
      return `split ${listed(decision.faces)} off as ${decision.person}`;
    case "reject":
      return `${listed(decision.faces)} not ${who(decision.from)}`;
    case "born":
      return `born ${decision.born}: ${who(decision.person)}`;
    default:
      return `${decision.type} ${listed(decision.faces)}`;
  }
}
