import type { FaceMatch } from "@aws-sdk/client-rekognition";
import { DEFAULT_MAX_FACES, DEFAULT_THRESHOLD } from "../../core/similarity.ts";
import type { Collection, Match } from "./collection.ts";
import { recordedMatch } from "./replay/recorded-match.ts";
import type { RekognitionService } from "./service.ts";

export interface SearchLimits {
  FaceMatchThreshold?: number | undefined;
  MaxFaces?: number | undefined;
}

/** The faces most like the given one, which is not among them. */
export function searchByFace(
  { recording, replayOnly }: RekognitionService,
  collection: Collection,
  faceId: string,
  limits: SearchLimits,
): FaceMatch[] {
  const { FaceMatchThreshold: threshold = DEFAULT_THRESHOLD } = limits;
  const probe = collection.faces.get(faceId);
  const measured = probe?.descriptor && !replayOnly ? collection.similarTo(probe.descriptor, threshold) : [];
  const matches = measured.map(matchIn(collection));
  if (!recording) return best(withoutFace(matches, faceId), limits);
  const unrecorded = matches.filter(
    ({ Face }) => recording.similarity(faceId, Face?.FaceId ?? "") === undefined,
  );
  const recorded = [...collection.faces.values()].flatMap(
    (stored) => recordedMatch(recording, faceId, collection.shown(stored), threshold) ?? [],
  );
  return best(withoutFace([...recorded, ...unrecorded], faceId), limits);
}

/** The faces most like a descriptor. */
export function searchByDescriptor(
  collection: Collection,
  descriptor: Float32Array,
  limits: SearchLimits,
): FaceMatch[] {
  const { FaceMatchThreshold: threshold = DEFAULT_THRESHOLD } = limits;
  return best(collection.similarTo(descriptor, threshold).map(matchIn(collection)), limits);
}

const matchIn =
  (collection: Collection) =>
  ({ stored, similarity }: Match): FaceMatch => ({ Similarity: similarity, Face: collection.shown(stored) });

const withoutFace = (matches: FaceMatch[], faceId: string) =>
  matches.filter(({ Face }) => Face?.FaceId !== faceId);

function best(matches: FaceMatch[], { MaxFaces = DEFAULT_MAX_FACES }: SearchLimits): FaceMatch[] {
  return matches.sort((a, b) => (b.Similarity ?? 0) - (a.Similarity ?? 0)).slice(0, MaxFaces);
}
