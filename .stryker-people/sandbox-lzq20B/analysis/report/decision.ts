/** What the page can decide. Faces are FaceIds, people ids: `P1`. */
// @ts-nocheck

export type PageDecision =
  | { verb: "name"; person: string; name: string; isShared?: boolean }
  /** The first person's id and name stay. */
  | { verb: "merge"; into: string; person: string }
  | { verb: "distinct"; people: [string, string] }
  | { verb: "split"; faces: string[] }
  | { verb: "move"; faces: string[]; person: string }
  | { verb: "ignore"; faces: string[] }
  | { verb: "notThisPerson"; faces: string[]; person: string }
  | { verb: "undo"; id?: number };

export type PageVerb = PageDecision["verb"];
