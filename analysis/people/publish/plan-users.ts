import { FACES_PER_USER } from "../../../core/collection-limits.ts";

/**
 * The users that were published from here: Rekognition's own people may be others', too, and are left alone. A person's
 * id has letters and digits only, and stays; the name stays on this computer.
 */
const PREFIX = "lookalike:";
export const userIdOf = (person: string) => `${PREFIX}${person}`;
export const personOf = (userId: string) =>
  userId.startsWith(PREFIX) ? userId.slice(PREFIX.length) : undefined;

/** The users that the collection has. */
export interface UsersThere {
  users: ReadonlySet<string>;
  /** Every face of the collection with its user, if it has one. */
  userOf: ReadonlyMap<string, string | undefined>;
}

interface FacesOfUser {
  userId: string;
  faceIds: string[];
}

/** The steps that make the collection's users as they should be, in order. */
export interface UserChanges {
  disassociate: FacesOfUser[];
  remove: string[];
  create: string[];
  associate: FacesOfUser[];
  /** Faces that stay without their user: beyond what a user may have, not in the collection, or another's. */
  left: { tooMany: number; missing: number; foreign: number };
}

/** @param wanted faces by user, those that tell most about the person first */
export function planUsers(
  wanted: ReadonlyMap<string, readonly string[]>,
  { users, userOf }: UsersThere,
): UserChanges {
  const left = { tooMany: 0, missing: 0, foreign: 0 };
  const goal = new Map<string, string>();
  for (const [userId, faceIds] of wanted) {
    const there = faceIds.filter((faceId) => userOf.has(faceId));
    left.missing += faceIds.length - there.length;
    const free = there.filter((faceId) => {
      const user = userOf.get(faceId);
      return user === undefined || personOf(user) !== undefined;
    });
    left.foreign += there.length - free.length;
    left.tooMany += Math.max(0, free.length - FACES_PER_USER);
    for (const faceId of free.slice(0, FACES_PER_USER)) goal.set(faceId, userId);
  }
  const remove = [...users].filter((userId) => personOf(userId) !== undefined && !wanted.has(userId));
  const [disassociate, associate] = [new Map<string, string[]>(), new Map<string, string[]>()];
  for (const [faceId, userId] of userOf) {
    const wantedUser = goal.get(faceId);
    if (wantedUser === userId) continue;
    // A user that is removed loses its faces with that.
    if (userId !== undefined && personOf(userId) !== undefined && wanted.has(userId))
      push(disassociate, userId, faceId);
    if (wantedUser !== undefined) push(associate, wantedUser, faceId);
  }
  return {
    disassociate: listed(disassociate),
    remove,
    create: [...wanted.keys()].filter((userId) => !users.has(userId)),
    associate: listed(associate),
    left,
  };
}

/** The calls that are paid for. Users are created, listed and deleted for nothing. */
export function paidCalls({ disassociate, associate }: UserChanges) {
  return { DisassociateFaces: disassociate.length, AssociateFaces: associate.length };
}

function push(map: Map<string, string[]>, userId: string, faceId: string): void {
  map.set(userId, [...(map.get(userId) ?? []), faceId]);
}

const listed = (map: Map<string, string[]>): FacesOfUser[] =>
  [...map].map(([userId, faceIds]) => ({ userId, faceIds }));
