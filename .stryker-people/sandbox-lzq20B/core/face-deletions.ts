/** What DeleteFaces says of a face that it did not delete. */
// @ts-nocheck

interface Undeleted {
  FaceId?: string | undefined;
  UserId?: string | undefined;
  Reasons?: readonly string[] | undefined;
}

/**
 * Faces that DeleteFaces left, sorted by what is to be done. One that is not there is as good as deleted; one that is
 * a user's (Rekognition's own people) has to leave the user first.
 */
export function sortUndeleted(undeleted: readonly Undeleted[] = []) {
  const ofUsers = new Map<string, string[]>();
  const reasons = new Set<string>();
  let left = 0;
  for (const { FaceId = "", UserId, Reasons = [] } of undeleted) {
    if (Reasons.includes("FACE_NOT_FOUND")) continue;
    if (UserId !== undefined && Reasons.includes("ASSOCIATED_TO_AN_EXISTING_USER")) {
      ofUsers.set(UserId, [...(ofUsers.get(UserId) ?? []), FaceId]);
      continue;
    }
    left += 1;
    for (const reason of Reasons) reasons.add(reason);
  }
  return { ofUsers, left, reasons: [...reasons] };
}
