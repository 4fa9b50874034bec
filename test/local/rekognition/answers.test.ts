import { readFile } from "node:fs/promises";
import type { IndexFacesResponse } from "@aws-sdk/client-rekognition";
import { afterAll, beforeAll, expect, it } from "vitest";
import { OPERATIONS } from "../../../local/rekognition/server.ts";
import { startLocalAws, type TestLocalAws } from "../with-local-aws.ts";
import { answerShape, violations } from "./service-model.ts";

/** Answers as they leave the local AWS, before any client has left out what it does not know. */
type Name = keyof typeof OPERATIONS;
let aws: TestLocalAws;
const answers = new Map<Name, Record<string, unknown>>();

async function call(operation: Name, input: object): Promise<Record<string, unknown>> {
  const response = await fetch(aws.endpoint, {
    method: "POST",
    headers: {
      "x-amz-target": `RekognitionService.${operation}`,
      "content-type": "application/x-amz-json-1.1",
    },
    body: JSON.stringify(input),
  });
  const answer = (await response.json()) as Record<string, unknown>;
  expect([operation, response.status, answer]).toEqual([operation, 200, expect.anything()]);
  answers.set(operation, answer);
  return answer;
}

/** What each answer says in this story, at least: most of Rekognition's members are optional by its model. */
const SAYS: Record<Name, string[]> = {
  CreateCollection: ["StatusCode", "CollectionArn", "FaceModelVersion"],
  DescribeCollection: ["FaceCount", "FaceModelVersion", "CollectionARN", "CreationTimestamp", "UserCount"],
  ListCollections: ["CollectionIds", "FaceModelVersions", "NextToken"],
  DeleteCollection: ["StatusCode"],
  DetectFaces: ["FaceDetails"],
  IndexFaces: ["FaceRecords", "FaceModelVersion", "UnindexedFaces"],
  ListFaces: ["Faces", "FaceModelVersion", "NextToken"],
  DeleteFaces: ["DeletedFaces", "UnsuccessfulFaceDeletions"],
  SearchFaces: ["SearchedFaceId", "FaceMatches", "FaceModelVersion"],
  SearchFacesByImage: [
    "SearchedFaceBoundingBox",
    "SearchedFaceConfidence",
    "FaceMatches",
    "FaceModelVersion",
  ],
  CompareFaces: ["SourceImageFace", "FaceMatches", "UnmatchedFaces"],
  CreateUser: [],
  DeleteUser: [],
  ListUsers: ["Users", "NextToken"],
  AssociateFaces: ["AssociatedFaces", "UnsuccessfulFaceAssociations", "UserStatus"],
  DisassociateFaces: ["DisassociatedFaces", "UnsuccessfulFaceDisassociations", "UserStatus"],
  SearchUsers: ["UserMatches", "FaceModelVersion", "SearchedFace"],
  SearchUsersByImage: ["UserMatches", "FaceModelVersion", "SearchedFace", "UnsearchedFaces"],
};

const STRANGER = "00000000-0000-4000-8000-000000000000";

beforeAll(async () => {
  aws = await startLocalAws();
  const photo = await readFile("node_modules/@vladmandic/face-api/demo/sample1.jpg");
  const Image = { Bytes: photo.toString("base64") };
  const CollectionId = "answers";
  await call("CreateCollection", { CollectionId });
  await call("ListCollections", { MaxResults: 1 });
  await call("DetectFaces", { Image, Attributes: ["ALL"] });
  // Two are indexed, the third is one too many.
  const { FaceRecords = [] } = (await call("IndexFaces", {
    ...{ CollectionId, Image, ExternalImageId: "photo", DetectionAttributes: ["ALL"], MaxFaces: 2 },
  })) as IndexFacesResponse;
  const [first, second] = FaceRecords.map(({ Face }) => Face!.FaceId!);
  await call("CreateUser", { CollectionId, UserId: "anna" });
  await call("CreateUser", { CollectionId, UserId: "berta" });
  await call("AssociateFaces", { CollectionId, UserId: "anna", FaceIds: [second] });
  await call("AssociateFaces", { CollectionId, UserId: "berta", FaceIds: [first, second, STRANGER] });
  await call("DescribeCollection", { CollectionId });
  await call("ListUsers", { CollectionId, MaxResults: 1 });
  await call("ListFaces", { CollectionId, MaxResults: 1 });
  await call("SearchFaces", { CollectionId, FaceId: first, FaceMatchThreshold: 0 });
  await call("SearchFacesByImage", { CollectionId, Image, FaceMatchThreshold: 0 });
  await call("CompareFaces", { SourceImage: Image, TargetImage: Image });
  await call("SearchUsers", { CollectionId, FaceId: first, UserMatchThreshold: 0 });
  await call("SearchUsersByImage", { CollectionId, Image, UserMatchThreshold: 0 });
  await call("DisassociateFaces", { CollectionId, UserId: "berta", FaceIds: [first, second] });
  await call("DeleteFaces", { CollectionId, FaceIds: [first, second, STRANGER] });
  await call("DeleteUser", { CollectionId, UserId: "berta" });
  await call("DeleteCollection", { CollectionId });
});
afterAll(() => aws.close());

it.each(Object.keys(OPERATIONS) as Name[])("answers %s in the shape of AWS's service model", (operation) => {
  const answer = answers.get(operation);
  expect(violations(answerShape(operation), answer)).toEqual([]);
  expect(Object.keys(answer ?? {})).toEqual(expect.arrayContaining(SAYS[operation]));
  for (const member of SAYS[operation]) expect([member, answer?.[member]]).not.toEqual([member, []]);
});

it("tells answers of another shape", () => {
  const face = { FaceId: "f", BoundingBox: { Left: "0" }, Age: 3, Confidence: null };
  expect(violations(answerShape("ListFaces"), { Faces: [face], NextToken: 7 })).toEqual([
    'answer.Faces[0].BoundingBox.Left is no value of type 1: "0"',
    "answer.Faces[0].Age is unknown to Face",
    "answer.Faces[0].Confidence is no value of type 1: null",
    "answer.NextToken is no value of type 0: 7",
  ]);
  expect(violations(answerShape("ListUsers"), { Users: [{ UserStatus: "GONE" }] })).toEqual([
    "answer.Users[0].UserStatus is not one of User.UserStatus",
  ]);
  expect(
    violations(answerShape("DescribeCollection"), { CreationTimestamp: 1_700_000_000_000 }),
  ).toHaveLength(1);
  expect(violations(answerShape("SearchFaces"), { FaceMatches: {} })).toEqual([
    "answer.FaceMatches is no list",
  ]);
});
