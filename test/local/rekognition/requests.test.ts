import { createHash } from "node:crypto";
import {
  CompareFacesCommand,
  CreateCollectionCommand,
  DeleteCollectionCommand,
  DeleteFacesCommand,
  DescribeCollectionCommand,
  DetectFacesCommand,
  IndexFacesCommand,
  ListCollectionsCommand,
  ListFacesCommand,
  type RekognitionClient,
  SearchFacesByImageCommand,
  SearchFacesCommand,
} from "@aws-sdk/client-rekognition";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import sharp from "sharp";
import { afterAll, beforeAll, expect, it } from "vitest";
import { blankPng } from "../../../bench/hostile/png.ts";
import { startLocalAws, type TestLocalAws } from "../with-local-aws.ts";

/** What Rekognition refuses, and how. No face is looked for in any of these. */
let aws: TestLocalAws;
let send: RekognitionClient["send"];
beforeAll(async () => {
  aws = await startLocalAws();
  send = aws.rekognition.send.bind(aws.rekognition);
});
afterAll(() => aws.close());

const noise = (width: number, height: number) =>
  sharp(Buffer.alloc(width * height * 3, createHash("sha512").update("noise").digest()), {
    raw: { width, height, channels: 3 },
  });
const ofBytes = (Bytes: Uint8Array) => ({ Bytes });
const ofObject = (Name: string, Bucket = "lookalike") => ({ S3Object: { Bucket, Name } });
const INVALID_FORMAT = { name: "InvalidImageFormatException", message: "Request has invalid image format" };
const TOO_LARGE = { name: "ImageTooLargeException", message: "Image size is too large." };
const NO_OBJECT = {
  name: "InvalidS3ObjectException",
  message: "Unable to get object metadata from S3. Check object key, region and/or access permissions.",
};

it.each([
  ["text", async () => Buffer.from("no image")],
  ["GIF", async () => noise(100, 100).gif().toBuffer()],
  ["WebP", async () => noise(100, 100).webp().toBuffer()],
  ["a JPEG cut off in its header", async () => (await noise(100, 100).jpeg().toBuffer()).subarray(0, 20)],
])("takes no %s", async (_what, bytes) => {
  await expect(send(new DetectFacesCommand({ Image: ofBytes(await bytes()) }))).rejects.toMatchObject(
    INVALID_FORMAT,
  );
});

it.each([
  [79, 200],
  [200, 79],
])("takes no image of %i x %i pixels", async (width, height) => {
  const bytes = await noise(width, height).png().toBuffer();
  await expect(send(new DetectFacesCommand({ Image: ofBytes(bytes) }))).rejects.toMatchObject({
    name: "InvalidParameterException",
    message: expect.stringMatching(
      new RegExp(`^Request has invalid parameters.*${width} x ${height} pixels`),
    ),
  });
});

it("answers a request of 18 MB, and a picture of 256 megapixels in a few bytes, that they are too large", async () => {
  const huge = blankPng(16_000, 16_000);
  expect(huge.length).toBeLessThan(1024 * 1024);
  for (const bytes of [Buffer.alloc(13_500_000), huge])
    await expect(send(new DetectFacesCommand({ Image: ofBytes(bytes) }))).rejects.toMatchObject(TOO_LARGE);
});

it("takes 5 MB in a request and 15 MB from S3, and no more", async () => {
  const bytesOf = (size: number) => Buffer.alloc(size, "not an image, but that is looked at later");
  const s3 = async (size: number) => {
    await aws.s3.send(new PutObjectCommand({ Bucket: "lookalike", Key: "big", Body: bytesOf(size) }));
    return ofObject("big");
  };
  const limits = [
    [5 * 1024 * 1024, async (size: number) => ofBytes(bytesOf(size))],
    [15 * 1024 * 1024, s3],
  ] as const;
  for (const [limit, image] of limits) {
    const within = send(new DetectFacesCommand({ Image: await image(limit) }));
    await expect(within).rejects.toMatchObject(INVALID_FORMAT);
    const beyond = send(new DetectFacesCommand({ Image: await image(limit + 1) }));
    await expect(beyond).rejects.toMatchObject(TOO_LARGE);
  }
});

it.each([
  ["object", ofObject("none.jpg")],
  ["bucket", ofObject("none.jpg", "no-such-bucket")],
])("says so when there is no such %s", async (_what, Image) => {
  await expect(send(new DetectFacesCommand({ Image }))).rejects.toMatchObject(NO_OBJECT);
});

it.each([
  ["neither bytes nor object", {}],
  ["both", { Bytes: Buffer.from("x"), ...ofObject("a.jpg") }],
])("takes no image with %s", async (_what, Image) => {
  await expect(send(new DetectFacesCommand({ Image }))).rejects.toMatchObject({
    name: "InvalidParameterException",
    message: "Request has invalid parameters",
  });
});

const NO_ID = "00000000-0000-0000-0000-000000000000";
const Image = ofObject("a.jpg");
const CollectionId = "lookalike";

it.each([
  [
    new CreateCollectionCommand({ CollectionId: "a b" }),
    "'a b' at 'collectionId'",
    "pattern: [a-zA-Z0-9_.\\-]+",
  ],
  [new CreateCollectionCommand({ CollectionId: "" }), "'' at 'collectionId'", "greater than or equal to 1"],
  [
    new CreateCollectionCommand({ CollectionId: "a".repeat(256) }),
    "at 'collectionId'",
    "less than or equal to 255",
  ],
  [new CreateCollectionCommand({ CollectionId: undefined }), "null at 'collectionId'", "must not be null"],
  [
    new IndexFacesCommand({ CollectionId, Image, ExternalImageId: "a/b.jpg" }),
    "'a/b.jpg' at 'externalImageId'",
    "pattern: [a-zA-Z0-9_.\\-:]+",
  ],
  [
    new IndexFacesCommand({ CollectionId, Image, MaxFaces: 0 }),
    "'0' at 'maxFaces'",
    "greater than or equal to 1",
  ],
  [
    new IndexFacesCommand({ CollectionId, Image, QualityFilter: "BEST" as "HIGH" }),
    "'BEST' at 'qualityFilter'",
    "enum value set: [NONE, AUTO, LOW, MEDIUM, HIGH]",
  ],
  [
    new DetectFacesCommand({ Image, Attributes: ["SMILE", "EARS" as "SMILE"] }),
    "'EARS' at 'attributes.2.member'",
    "enum value set",
  ],
  [
    new SearchFacesCommand({ CollectionId, FaceId: NO_ID, MaxFaces: 4097 }),
    "'4097' at 'maxFaces'",
    "less than or equal to 4096",
  ],
  [
    new SearchFacesCommand({ CollectionId, FaceId: NO_ID, FaceMatchThreshold: 101 }),
    "'101' at 'faceMatchThreshold'",
    "less than or equal to 100",
  ],
  [new SearchFacesCommand({ CollectionId, FaceId: "ABC" }), "'ABC' at 'faceId'", "pattern: [0-9a-f]{8}-"],
  [new DeleteFacesCommand({ CollectionId, FaceIds: [] }), "'[]' at 'faceIds'", "greater than or equal to 1"],
  [
    new CompareFacesCommand({ SourceImage: undefined, TargetImage: Image }),
    "null at 'sourceImage'",
    "must not be null",
  ],
])("takes no parameter beyond its bounds: %#", async (command, value, constraint) => {
  const sent = send(command as DetectFacesCommand);
  await expect(sent).rejects.toMatchObject({
    name: "InvalidParameterException",
    message: expect.stringMatching(/^\d validation errors? detected: Value /),
  });
  await expect(sent).rejects.toThrow(value);
  await expect(sent).rejects.toThrow(constraint);
});

it("names all that is wrong at once", async () => {
  const command = new SearchFacesByImageCommand({ CollectionId: "?", Image: undefined, MaxFaces: 0 });
  await expect(send(command)).rejects.toThrow(
    /^3 validation errors detected: .*collectionId.*image.*maxFaces/,
  );
});

it("creates, describes, lists and deletes collections", async () => {
  const created = await send(new CreateCollectionCommand({ CollectionId: "Some.thing_-1" }));
  expect(created).toMatchObject({
    StatusCode: 200,
    CollectionArn: "aws:rekognition:eu-west-1:000000000000:collection/Some.thing_-1",
  });
  await expect(send(new CreateCollectionCommand({ CollectionId: "Some.thing_-1" }))).rejects.toMatchObject({
    name: "ResourceAlreadyExistsException",
    message: "The collection id: Some.thing_-1 already exists",
  });
  // Ids differ by case.
  await send(new CreateCollectionCommand({ CollectionId: "some.thing_-1" }));
  const { FaceModelVersion } = created;
  expect(await send(new DescribeCollectionCommand({ CollectionId: "Some.thing_-1" }))).toMatchObject({
    FaceCount: 0,
    FaceModelVersion,
    CollectionARN: "arn:aws:rekognition:eu-west-1:000000000000:collection/Some.thing_-1",
    CreationTimestamp: expect.any(Date),
  });
  const pages: (string[] | undefined)[] = [];
  for (let NextToken: string | undefined; pages.length === 0 || NextToken; ) {
    const page = await send(new ListCollectionsCommand({ MaxResults: 2, NextToken }));
    pages.push(page.CollectionIds);
    expect(page.FaceModelVersions).toEqual(page.CollectionIds?.map(() => FaceModelVersion));
    NextToken = page.NextToken;
  }
  expect(pages).toEqual([["Some.thing_-1", "lookalike"], ["some.thing_-1"]]);
  for (const CollectionId of ["Some.thing_-1", "some.thing_-1"]) {
    expect(await send(new DeleteCollectionCommand({ CollectionId }))).toMatchObject({ StatusCode: 200 });
  }
  expect((await send(new ListCollectionsCommand({}))).CollectionIds).toEqual(["lookalike"]);
});

it("knows no other collection, face or page", async () => {
  const missing = { name: "ResourceNotFoundException", message: "The collection id: none does not exist" };
  const id = { CollectionId: "none" };
  await expect(send(new DescribeCollectionCommand(id))).rejects.toMatchObject(missing);
  await expect(send(new DeleteCollectionCommand(id))).rejects.toMatchObject(missing);
  await expect(send(new ListFacesCommand(id))).rejects.toMatchObject(missing);
  await expect(send(new SearchFacesCommand({ ...id, FaceId: NO_ID }))).rejects.toMatchObject(missing);
  await expect(send(new IndexFacesCommand({ ...id, Image }))).rejects.toMatchObject(missing);
  await expect(send(new SearchFacesByImageCommand({ ...id, Image }))).rejects.toMatchObject(missing);
  await expect(send(new DeleteFacesCommand({ ...id, FaceIds: [NO_ID] }))).rejects.toMatchObject(missing);
  await expect(send(new SearchFacesCommand({ CollectionId, FaceId: NO_ID }))).rejects.toMatchObject({
    name: "InvalidParameterException",
    message: "faceId was not found in the collection",
  });
  await expect(send(new ListFacesCommand({ CollectionId, NextToken: "?" }))).rejects.toMatchObject({
    name: "InvalidPaginationTokenException",
  });
});
