/** Rekognition's FaceIds: UUIDs in lower case. */
const FACE_ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Whether a text names one of the faces, in one pass over it however many faces there are. */
export function mentionsFace(text: string, faceIds: ReadonlySet<string>): boolean {
  for (const [faceId] of text.matchAll(FACE_ID)) if (faceIds.has(faceId)) return true;
  return false;
}
