import type { ListFacesRequest, ListFacesResponse } from "@aws-sdk/client-rekognition";
import { type Listed, listed, pageOf } from "../pages.ts";
import { COLLECTION_ID, FACE_IDS, MAX_RESULTS, NEXT_TOKEN, USER_ID } from "../request-rules.ts";
import { operation } from "../service.ts";
import type { StoredFace } from "../stored-face.ts";
import type { FaceTable } from "../table/face-table.ts";

export const listFaces = operation<ListFacesRequest>({
  rules: {
    CollectionId: COLLECTION_ID,
    MaxResults: MAX_RESULTS,
    NextToken: NEXT_TOKEN,
    FaceIds: FACE_IDS,
    UserId: USER_ID,
  },
  run({ collections }, request): ListFacesResponse {
    const collection = collections.get(request.CollectionId!);
    const { faceModelVersion, faces, users } = collection;
    const ofUser = request.UserId === undefined ? undefined : users.facesOf(request.UserId);
    const asked = request.FaceIds ?? (ofUser && [...ofUser]);
    const items = asked ? only(faces, asked, ofUser) : all(faces);
    const { page, ...next } = pageOf(items, idOf, request, 1000);
    return {
      Faces: page.map((stored) => ({
        ...collection.shown(stored),
        // AWS's API model allows digits and dots only: `2` of `lookalike-2`.
        IndexFacesModelVersion: faceModelVersion.replace(/[^\d.]/g, ""),
      })),
      ...next,
      FaceModelVersion: faceModelVersion,
    };
  },
});

const idOf = ({ face }: StoredFace) => face.FaceId;

/** Reads one page from the table, without a copy of all faces. */
const all = (faces: FaceTable): Listed<StoredFace> => ({
  length: faces.slots,
  at: (slot) => faces.at(slot),
  indexOf: (faceId) => faces.slotOf(faceId) ?? -1,
});

function only(faces: FaceTable, asked: readonly string[], among?: ReadonlySet<string>): Listed<StoredFace> {
  const slots = asked.flatMap((faceId) => ((among?.has(faceId) ?? true) ? (faces.slotOf(faceId) ?? []) : []));
  const stored = [...new Set(slots)].sort((a, b) => a - b).map((slot) => faces.at(slot)!);
  return listed(stored, idOf);
}
