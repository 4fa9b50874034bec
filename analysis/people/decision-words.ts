import { counted } from "../../core/counted.ts";
import type { ActiveDecision, DecisionType, FaceRef, PersonRef } from "./decisions.ts";

const key = ({ photo, ordinal }: FaceRef) => `${photo}#${ordinal}`;
const faces = (refs: FaceRef[]) => (refs.length === 1 ? key(refs[0]!) : counted(refs.length, "face"));
const who = ({ person }: PersonRef) => person;

const WORDS: { [T in DecisionType]: (decision: Extract<ActiveDecision, { type: T }>) => string } = {
  name: ({ name, person, faces: refs }) =>
    name === "" ? `Took the name of ${person ?? faces(refs)} away` : `Named ${person ?? faces(refs)} ${name}`,
  merge: ({ people: [kept, gone] }) => `Merged ${who(gone)} into ${who(kept)}`,
  distinct: ({ people: [a, b] }) => `${who(a)} and ${who(b)} are two people`,
  same: ({ faces: [a, b] }) => `${key(a)} and ${key(b)} are one person`,
  different: ({ faces: [a, b] }) => `${key(a)} and ${key(b)} are two people`,
  move: ({ faces: refs, to }) => `Moved ${faces(refs)} to ${who(to)}`,
  split: ({ faces: refs, person }) => `Split ${faces(refs)} off as ${person}`,
  reject: ({ faces: refs, from }) => `Took ${faces(refs)} from ${who(from)}`,
  ignore: ({ faces: refs }) => `Ignored ${faces(refs)}`,
  born: ({ born, person }) => `${who(person)} was born ${born}`,
};

/** What was decided, as somebody tells it who did it: `Merged P2 into P1`. */
export const decisionInWords = (decision: ActiveDecision): string =>
  (WORDS[decision.type] as (decision: ActiveDecision) => string)(decision);
