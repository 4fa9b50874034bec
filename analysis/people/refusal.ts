import type { ActiveDecision } from "./decisions.ts";
import type { NameFault } from "./person-name.ts";

/** A person as a refusal names it. */
export interface PersonSummary {
  id: string;
  name: string | null;
  faces: number;
}

/** Why a decision was not taken, by code: the command line and the page put it into their own words. */
export type Refusal =
  /** No face and no photo is called so. */
  | { code: "UNKNOWN_FACE"; face: string }
  /** The photo has several kept faces: which of them (`photo#ordinal`)? */
  | { code: "SEVERAL_FACES"; photo: string; faces: string[] }
  /** The face is known but did not stay in the collection; `reason` as in the tables: "too young". */
  | { code: "FACE_NOT_KEPT"; face: string; reason: string }
  | { code: "UNKNOWN_PERSON"; person: string }
  /** Several people have that name: which of them? */
  | { code: "AMBIGUOUS_NAME"; name: string; people: PersonSummary[] }
  /** Another person has that name already: the same person (merge), or another of that name (`name` with `isShared`)? */
  | { code: "NAME_TAKEN"; name: string; person: PersonSummary; by: PersonSummary }
  | { code: "EMPTY_NAME" }
  /** Nobody can be called so; `fault` says why. */
  | { code: "BAD_NAME"; name: string; fault: NameFault }
  /** Two were needed; both words mean this one person. */
  | { code: "SAME_PERSON"; person: PersonSummary }
  /** Two were needed; both words mean this one face (`photo#ordinal`). */
  | { code: "SAME_FACE"; face: string }
  /** The face (`photo#ordinal`) is not one of that person's. */
  | { code: "NOT_THEIRS"; face: string; person: PersonSummary }
  /** The face is ignored, so it is nobody's: move it to somebody first. */
  | { code: "FACE_IGNORED"; face: string }
  /** Earlier decisions say otherwise; undo those that were wrong, then decide again. */
  | { code: "CONTRADICTS"; decisions: ActiveDecision[] }
  /** Nothing would change. */
  | { code: "ALREADY_SO" }
  /** Neither 2019, 2019-05 nor 2019-05-31, or no such day. */
  | { code: "BAD_DATE"; text: string }
  /** Nobody is born yet on a day to come. */
  | { code: "FUTURE_DATE"; date: string }
  | { code: "NO_FACES" }
  | { code: "NOTHING_TO_UNDO" }
  /** No decision of that number stands. */
  | { code: "UNKNOWN_DECISION"; id: number };

export type RefusalCode = Refusal["code"];

/** A decision that was not taken; nothing was written. `reason.code` says why. */
export class DecisionRefused extends Error {
  override name = "DecisionRefused";

  constructor(readonly reason: Refusal) {
    super(reason.code);
  }
}
