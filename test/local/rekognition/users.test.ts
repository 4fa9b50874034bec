import { readFile } from "node:fs/promises";
import {
  AssociateFacesCommand,
  CreateCollectionCommand,
  CreateUserCommand,
  DeleteFacesCommand,
  DeleteUserCommand,
  DescribeCollectionCommand,
  DisassociateFacesCommand,
  IndexFacesCommand,
  ListFacesCommand,
  paginateListUsers,
  type RekognitionClient,
  SearchFacesCommand,
  SearchUsersByImageCommand,
  SearchUsersCommand,
} from "@aws-sdk/client-rekognition";
import sharp from "sharp";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startLocalAws, type TestLocalAws } from "../with-local-aws.ts";

/** Users of a collection, by the real client. sample1.jpg shows three people, here each one twice. */
let aws: TestLocalAws;
let photo: Buffer;
let send: RekognitionClient["send"];
beforeAll(async () => {
  aws = await startLocalAws();
  send = aws.rekognition.send.bind(aws.rekognition);
  photo = await readFile("node_modules/@vladmandic/face-api/demo/sample1.jpg");
});
afterAll(() => aws.close());

const STRANGER = "00000000-0000-4000-8000-000000000000";
let collections = 0;

/** A collection with the three people as they are, and darker; each pair is of one person. */
async function collectionOfThree(): Promise<{ CollectionId: string; people: [string, string][] }> {
  const CollectionId = `users-${++collections}`;
  await send(new CreateCollectionCommand({ CollectionId }));
  const darker = await sharp(photo).modulate({ brightness: 0.8 }).jpeg().toBuffer();
  const [plain, dark] = await Promise.all(
    [photo, darker].map(async (Bytes) => {
      const { FaceRecords = [] } = await send(new IndexFacesCommand({ CollectionId, Image: { Bytes } }));
      return FaceRecords.map(({ Face }) => ({ id: Face!.FaceId!, left: Face!.BoundingBox!.Left! }))
        .sort((a, b) => a.left - b.left)
        .map(({ id }) => id);
    }),
  );
  return { CollectionId, people: plain!.map((id, i) => [id, dark![i]!]) };
}

const create = (CollectionId: string, UserId: string, ClientRequestToken?: string) =>
  send(new CreateUserCommand({ CollectionId, UserId, ClientRequestToken }));
const associate = (CollectionId: string, UserId: string, FaceIds: string[], more: object = {}) =>
  send(new AssociateFacesCommand({ CollectionId, UserId, FaceIds, ...more }));
const usersOf = async (CollectionId: string) => {
  const users: [string, string][] = [];
  const pages = paginateListUsers({ client: aws.rekognition }, { CollectionId, MaxResults: 1 });
  for await (const { Users = [] } of pages) {
    users.push(...Users.map(({ UserId, UserStatus }) => [UserId!, UserStatus!] as [string, string]));
  }
  return users;
};

it("lists users with what became of them, page by page, and counts them", async () => {
  const { CollectionId, people } = await collectionOfThree();
  for (const id of ["berta", "anna"]) await create(CollectionId, id);
  const { UserStatus } = await associate(CollectionId, "anna", people[0]!);
  expect(UserStatus).toBe("UPDATING");
  expect(await usersOf(CollectionId)).toEqual([
    ["anna", "ACTIVE"],
    ["berta", "CREATED"],
  ]);
  expect((await send(new DescribeCollectionCommand({ CollectionId }))).UserCount).toBe(2);
  await send(new DeleteUserCommand({ CollectionId, UserId: "anna" }));
  expect(await usersOf(CollectionId)).toEqual([["berta", "CREATED"]]);
  // The faces of a deleted user stay, and are nobody's.
  const { Faces = [] } = await send(new ListFacesCommand({ CollectionId, FaceIds: people[0]! }));
  expect(Faces.map(({ UserId }) => UserId)).toEqual([undefined, undefined]);
});

it("knows whose a face is wherever it answers it", async () => {
  const { CollectionId, people } = await collectionOfThree();
  const [[first, twin]] = people as [[string, string]];
  await create(CollectionId, "anna");
  await associate(CollectionId, "anna", [twin]);
  const { Faces = [] } = await send(new ListFacesCommand({ CollectionId, UserId: "anna" }));
  expect(Faces.map(({ FaceId, UserId }) => [FaceId, UserId])).toEqual([[twin, "anna"]]);
  const { FaceMatches = [] } = await send(new SearchFacesCommand({ CollectionId, FaceId: first }));
  expect(FaceMatches.map(({ Face }) => [Face?.FaceId, Face?.UserId])).toEqual([[twin, "anna"]]);
  await expect(send(new ListFacesCommand({ CollectionId, UserId: "nobody" }))).rejects.toMatchObject({
    name: "ResourceNotFoundException",
  });
});

it("says for each face why it does not become the user's", async () => {
  const { CollectionId, people } = await collectionOfThree();
  const [[a, twinOfA], [b], [c]] = people as [[string, string], [string], [string]];
  for (const id of ["anna", "berta"]) await create(CollectionId, id);
  await associate(CollectionId, "berta", [b]);
  await associate(CollectionId, "anna", [a]);
  const { AssociatedFaces, UnsuccessfulFaceAssociations } = await associate(CollectionId, "anna", [
    ...[a, twinOfA, b, c, STRANGER],
  ]);
  expect(AssociatedFaces).toEqual([{ FaceId: twinOfA }]);
  expect(UnsuccessfulFaceAssociations).toEqual([
    { FaceId: b, UserId: "berta", Reasons: ["ASSOCIATED_TO_A_DIFFERENT_USER"] },
    { FaceId: c, Confidence: expect.any(Number), Reasons: ["LOW_MATCH_CONFIDENCE"] },
    { FaceId: STRANGER, Reasons: ["FACE_NOT_FOUND"] },
  ]);
  expect(UnsuccessfulFaceAssociations![1]!.Confidence).toBeLessThan(75);
  expect(
    (await associate(CollectionId, "anna", [c], { UserMatchThreshold: 0 })).AssociatedFaces,
  ).toHaveLength(1);

  const { DisassociatedFaces, UnsuccessfulFaceDisassociations, UserStatus } = await send(
    new DisassociateFacesCommand({ CollectionId, UserId: "anna", FaceIds: [a, twinOfA, c, b, STRANGER] }),
  );
  expect(DisassociatedFaces?.map(({ FaceId }) => FaceId)).toEqual([a, twinOfA, c]);
  expect(UnsuccessfulFaceDisassociations).toEqual([
    { FaceId: b, UserId: "berta", Reasons: ["ASSOCIATED_TO_A_DIFFERENT_USER"] },
    { FaceId: STRANGER, Reasons: ["FACE_NOT_FOUND"] },
  ]);
  expect(UserStatus).toBe("UPDATING");
  expect(await usersOf(CollectionId)).toContainEqual(["anna", "CREATED"]);
});

it("deletes no face that is a user's", async () => {
  const { CollectionId, people } = await collectionOfThree();
  const [[mine, free]] = people as [[string, string]];
  await create(CollectionId, "anna");
  await associate(CollectionId, "anna", [mine]);
  const remove = () => send(new DeleteFacesCommand({ CollectionId, FaceIds: [mine, free] }));
  const { DeletedFaces, UnsuccessfulFaceDeletions } = await remove();
  expect(DeletedFaces).toEqual([free]);
  expect(UnsuccessfulFaceDeletions).toEqual([
    { FaceId: mine, UserId: "anna", Reasons: ["ASSOCIATED_TO_AN_EXISTING_USER"] },
  ]);
  await send(new DisassociateFacesCommand({ CollectionId, UserId: "anna", FaceIds: [mine] }));
  expect((await remove()).DeletedFaces).toEqual([mine]);
});

it("does once what a token asks for, and refuses it for anything else", async () => {
  const { CollectionId } = await collectionOfThree();
  await Promise.all([create(CollectionId, "anna", "t-1"), create(CollectionId, "anna", "t-1")]);
  await expect(create(CollectionId, "anna", "t-2")).rejects.toMatchObject({ name: "ConflictException" });
  await expect(create(CollectionId, "berta", "t-1")).rejects.toMatchObject({
    name: "IdempotentParameterMismatchException",
  });
  // A token whose call failed may succeed later.
  await send(new DeleteUserCommand({ CollectionId, UserId: "anna" }));
  await create(CollectionId, "anna", "t-2");
});

it("refuses what it has no room for, and who is not there", async () => {
  const { CollectionId, people } = await collectionOfThree();
  await create(CollectionId, "anna");
  const [first] = people.flat();
  for (const request of [
    () => associate(CollectionId, "nobody", [first!]),
    () => send(new DeleteUserCommand({ CollectionId, UserId: "nobody" })),
    () => send(new DisassociateFacesCommand({ CollectionId, UserId: "nobody", FaceIds: [first!] })),
    () => send(new SearchUsersCommand({ CollectionId, UserId: "nobody" })),
    () => create("no-such-collection", "anna"),
  ]) {
    await expect(request()).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  }
  const ids = Array.from({ length: 101 }, (_, i) => `${STRANGER.slice(0, -3)}${100 + i}`);
  for (const request of [
    () => associate(CollectionId, "anna", ids),
    () => create(CollectionId, "anna anderson"),
    () => send(new SearchUsersCommand({ CollectionId })),
    () => send(new SearchUsersCommand({ CollectionId, UserId: "anna", FaceId: first! })),
    () => send(new SearchUsersCommand({ CollectionId, UserId: "anna", MaxUsers: 501 })),
  ]) {
    await expect(request()).rejects.toMatchObject({ name: "InvalidParameterException" });
  }
});

it("gives a user 100 faces, and no more", async () => {
  const { CollectionId } = await collectionOfThree();
  const ids: string[] = [];
  for (let i = 0; ids.length < 102; i++) {
    const upload = { CollectionId, Image: { Bytes: photo }, ExternalImageId: `${i}` };
    const { FaceRecords = [] } = await send(new IndexFacesCommand(upload));
    ids.push(...FaceRecords.map(({ Face }) => Face!.FaceId!));
  }
  await create(CollectionId, "anna");
  const any = { UserMatchThreshold: 0 };
  await associate(CollectionId, "anna", ids.slice(0, 99), any);
  const { AssociatedFaces, UnsuccessfulFaceAssociations } = await associate(
    CollectionId,
    "anna",
    ids.slice(99),
    any,
  );
  expect(AssociatedFaces).toEqual([{ FaceId: ids[99] }]);
  expect(UnsuccessfulFaceAssociations).toEqual(ids.slice(100).map((FaceId) => ({ FaceId })));
  await expect(associate(CollectionId, "anna", ids.slice(100), any)).rejects.toMatchObject({
    name: "ServiceQuotaExceededException",
  });
  // Nothing new is asked for.
  expect((await associate(CollectionId, "anna", ids.slice(0, 2), any)).UserStatus).toBe("ACTIVE");
});

it("finds the users most like a face, a photo or another user", async () => {
  const { CollectionId, people } = await collectionOfThree();
  for (const [i, [face]] of people.entries()) {
    await create(CollectionId, `person-${i}`);
    await associate(CollectionId, `person-${i}`, [face]);
  }
  for (const [i, [, twin]] of people.entries()) {
    const { UserMatches = [] } = await send(new SearchUsersCommand({ CollectionId, FaceId: twin }));
    expect(UserMatches.map(({ User }) => User)).toEqual([{ UserId: `person-${i}`, UserStatus: "ACTIVE" }]);
    expect(UserMatches[0]!.Similarity).toBeGreaterThan(90);
  }
  const others = { CollectionId, UserId: "person-1", UserMatchThreshold: 0, MaxUsers: 2 };
  const { UserMatches: alike = [], SearchedUser } = await send(new SearchUsersCommand(others));
  expect(SearchedUser).toEqual({ UserId: "person-1" });
  expect(alike.map(({ User }) => User!.UserId).sort()).toEqual(["person-0", "person-2"]);
  expect(alike[0]!.Similarity).toBeGreaterThanOrEqual(alike[1]!.Similarity!);

  const byImage = new SearchUsersByImageCommand({ CollectionId, Image: { Bytes: photo } });
  const { UserMatches = [], SearchedFace, UnsearchedFaces = [] } = await send(byImage);
  expect(UserMatches).toHaveLength(1);
  expect(SearchedFace?.FaceDetail?.Landmarks).toHaveLength(5);
  expect(UnsearchedFaces.map(({ Reasons }) => Reasons)).toEqual([["FACE_NOT_LARGEST"], ["FACE_NOT_LARGEST"]]);
  const grey = await sharp({ create: { width: 100, height: 100, channels: 3, background: "grey" } })
    .jpeg()
    .toBuffer();
  const empty = await send(new SearchUsersByImageCommand({ CollectionId, Image: { Bytes: grey } }));
  expect(empty).toMatchObject({ UserMatches: [], UnsearchedFaces: [] });
  expect(empty.SearchedFace).toBeUndefined();
});
