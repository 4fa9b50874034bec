import { jsonService } from "../gateway/json-service.ts";
import type { Handler } from "../gateway/server.ts";
import type { Caller } from "../iam/caller.ts";
import { type ReadObject, tooLarge } from "./image.ts";
import { associateFaces } from "./operations/associate-faces.ts";
import { compareFaces } from "./operations/compare-faces.ts";
import { createCollection } from "./operations/create-collection.ts";
import { createUser } from "./operations/create-user.ts";
import { deleteCollection } from "./operations/delete-collection.ts";
import { deleteFaces } from "./operations/delete-faces.ts";
import { deleteUser } from "./operations/delete-user.ts";
import { describeCollection } from "./operations/describe-collection.ts";
import { detectFaces } from "./operations/detect-faces.ts";
import { disassociateFaces } from "./operations/disassociate-faces.ts";
import { indexFaces } from "./operations/index-faces.ts";
import { listCollections } from "./operations/list-collections.ts";
import { listFaces } from "./operations/list-faces.ts";
import { listUsers } from "./operations/list-users.ts";
import { searchFaces } from "./operations/search-faces.ts";
import { searchFacesByImage } from "./operations/search-faces-by-image.ts";
import { searchUsers } from "./operations/search-users.ts";
import { searchUsersByImage } from "./operations/search-users-by-image.ts";
import { rekognitionPermissions } from "./required-permissions.ts";
import type { RekognitionService } from "./service.ts";

/** The operations of the local Rekognition. */
export const OPERATIONS = {
  CreateCollection: createCollection,
  DescribeCollection: describeCollection,
  ListCollections: listCollections,
  DeleteCollection: deleteCollection,
  DetectFaces: detectFaces,
  IndexFaces: indexFaces,
  ListFaces: listFaces,
  DeleteFaces: deleteFaces,
  SearchFaces: searchFaces,
  SearchFacesByImage: searchFacesByImage,
  CompareFaces: compareFaces,
  CreateUser: createUser,
  DeleteUser: deleteUser,
  ListUsers: listUsers,
  AssociateFaces: associateFaces,
  DisassociateFaces: disassociateFaces,
  SearchUsers: searchUsers,
  SearchUsersByImage: searchUsersByImage,
};

/** Rekognition reads photos with the rights of its caller. */
export type ReadObjectFor = (caller: Caller) => ReadObject;

/** Rekognition's operations on faces and users over HTTP. */
export function rekognitionHandler(
  service: Omit<RekognitionService, "readObject"> & { readObjectFor: ReadObjectFor },
  log: (line: string) => void,
): Handler {
  const operations = Object.fromEntries(
    Object.entries(OPERATIONS).map(([name, operation]) => [
      name,
      (input: unknown, caller: Caller) =>
        operation({ ...service, readObject: service.readObjectFor(caller) }, input),
    ]),
  );
  return jsonService({ version: "1.1", operations, permissions: rekognitionPermissions, log, tooLarge });
}
