import type { FaceMatch } from "@aws-sdk/client-rekognition";
import { DEFAULT_MAX_FACES, DEFAULT_THRESHOLD } from "../../core/similarity.ts";
import type { Collection } from "./collection.ts";
import { recordedMatch } from "./replay/recorded-match.ts";
import type { RekognitionService } from "./service.ts";
import type { Match } from "./stored-face.ts";

export interface SearchLimits {
  FaceMatchThreshold?: number | undefined;
  MaxFaces?: number | undefined;
}

/** A recorded search found what is alike by the default threshold: what it did not list is less so, whatever the models say. */
const UNLISTED = DEFAULT_THRESHOLD - 0.01;

/** The faces most like the given one, which is not among them. */
export function searchByFace(
  { recording, replayOnly, fit }: RekognitionService,
  collection: Collection,
  faceId: string,
  limits: SearchLimits,
): FaceMatch[] {
  const { FaceMatchThreshold: threshold = DEFAULT_THRESHOLD, MaxFaces = DEFAULT_MAX_FACES } = limits;
  const descriptor = collection.faces.get(faceId)?.descriptor;
  // One more than asked for, since the face finds itself; all of them where recorded matches may replace some.
  const most = recording ? undefined : MaxFaces + 1;
  const measured =
    descriptor && !replayOnly ? collection.faces.nearest(descriptor, threshold, most, fit) : [];
  const matches = measured.map(matchIn(collection));
  if (!recording) return withoutFace(matches, faceId).slice(0, MaxFaces);
  const unrecorded = matches.flatMap((match) => {
    const { Face, Similarity = 0 } = match;
    const known = recording.similarity(faceId, Face?.FaceId ?? "");
    if (known === undefined) return match;
    const left = Math.min(Similarity, UNLISTED);
    return known === "below" && left >= threshold ? { ...match, Similarity: left } : [];
  });
  const recorded = [...collection.faces.values()].flatMap(
    (stored) => recordedMatch(recording, faceId, collection.shown(stored), threshold) ?? [],
  );
  return withoutFace([...recorded, ...unrecorded], faceId)
    .sort((a, b) => (b.Similarity ?? 0) - (a.Similarity ?? 0))
    .slice(0, MaxFaces);
}

/** The faces most like a descriptor. */
export function searchByDescriptor(
  { fit }: RekognitionService,
  collection: Collection,
  descriptor: Float32Array,
  limits: SearchLimits,
): FaceMatch[] {
  const { FaceMatchThreshold: threshold = DEFAULT_THRESHOLD, MaxFaces = DEFAULT_MAX_FACES } = limits;
  return collection.faces.nearest(descriptor, threshold, MaxFaces, fit).map(matchIn(collection));
}

const matchIn =
  (collection: Collection) =>
  ({ stored, similarity }: Match): FaceMatch => ({ Similarity: similarity, Face: collection.shown(stored) });

const withoutFace = (matches: FaceMatch[], faceId: string) =>
  matches.filter(({ Face }) => Face?.FaceId !== faceId);
