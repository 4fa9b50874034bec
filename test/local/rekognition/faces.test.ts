import { readFile } from "node:fs/promises";
import {
  CompareFacesCommand,
  CreateCollectionCommand,
  DeleteCollectionCommand,
  DeleteFacesCommand,
  DescribeCollectionCommand,
  DetectFacesCommand,
  type FaceDetail,
  IndexFacesCommand,
  type IndexFacesCommandInput,
  ListFacesCommand,
  type RekognitionClient,
  SearchFacesByImageCommand,
  SearchFacesCommand,
} from "@aws-sdk/client-rekognition";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import sharp from "sharp";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { startLocalAws, type TestLocalAws } from "../with-local-aws.ts";

/** Real photos, through the real models, by the real client. sample1.jpg shows three faces. */
const sample = (n: number) => readFile(`node_modules/@vladmandic/face-api/demo/sample${n}.jpg`);
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

let aws: TestLocalAws;
let send: RekognitionClient["send"];
let photo: Buffer;
beforeAll(async () => {
  aws = await startLocalAws();
  send = aws.rekognition.send.bind(aws.rekognition);
  photo = await sample(1);
});
afterAll(() => aws.close());

let collections = 0;
async function newCollection(): Promise<string> {
  const CollectionId = `test-${++collections}`;
  await send(new CreateCollectionCommand({ CollectionId }));
  onTestFinished(async () => {
    await send(new DeleteCollectionCommand({ CollectionId }));
  });
  return CollectionId;
}

const index = (CollectionId: string, fields: Partial<IndexFacesCommandInput> = {}) =>
  send(new IndexFacesCommand({ CollectionId, Image: { Bytes: photo }, ...fields }));
const areaOf = ({ BoundingBox: { Width = 0, Height = 0 } = {} }: FaceDetail) => Width * Height;

it("describes faces as fully as it is asked to, and invents nothing", async () => {
  const detect = async (...Attributes: ("ALL" | "DEFAULT" | "AGE_RANGE")[]) => {
    const request = new DetectFacesCommand({ Image: { Bytes: photo }, ...(Attributes[0] && { Attributes }) });
    return (await send(request)).FaceDetails ?? [];
  };
  const all = await detect("ALL");
  expect(all).toHaveLength(3);
  const [first = {}] = all;
  expect(Object.keys(first)).toEqual(expect.arrayContaining(["AgeRange", "Gender", "Smile", "Emotions"]));
  for (const unmeasured of ["Beard", "Mustache", "Sunglasses", "FaceOccluded", "EyeDirection"]) {
    expect(first).not.toHaveProperty(unmeasured);
  }
  expect(first.Landmarks?.length).toBeGreaterThan(5);
  expect(first.Emotions?.reduce((sum, { Confidence = 0 }) => sum + Confidence, 0)).toBeCloseTo(100, 0);

  const base = ["BoundingBox", "Confidence", "Landmarks", "Pose", "Quality"];
  const [plain = {}] = await detect();
  expect(Object.keys(plain).sort()).toEqual(base);
  expect(plain.Landmarks?.map(({ Type }) => Type).sort()).toEqual([
    "eyeLeft",
    "eyeRight",
    "mouthLeft",
    "mouthRight",
    "nose",
  ]);
  const [aged = {}] = await detect("DEFAULT", "AGE_RANGE");
  expect(Object.keys(aged).sort()).toEqual(["AgeRange", ...base]);
  expect(aged.AgeRange).toEqual(first.AgeRange);
});

it("finds the same faces in an object as in its bytes, and with a Version", async () => {
  const put = (Body: Buffer) =>
    aws.s3.send(new PutObjectCommand({ Bucket: "lookalike", Key: "elsewhere/été +%.jpg", Body }));
  const { VersionId } = await put(photo);
  const S3Object = { Bucket: "lookalike", Name: "elsewhere/été +%.jpg" };
  const ofBytes = await send(new DetectFacesCommand({ Image: { Bytes: photo } }));
  const ofObject = (Version?: string) =>
    send(new DetectFacesCommand({ Image: { S3Object: { ...S3Object, Version } } }));
  expect((await ofObject()).FaceDetails).toEqual(ofBytes.FaceDetails);
  await put(Buffer.from("a newer version that is no photo"));
  expect((await ofObject(VersionId)).FaceDetails).toEqual(ofBytes.FaceDetails);
  await expect(ofObject()).rejects.toMatchObject({ name: "InvalidImageFormatException" });
  await expect(ofObject("null")).rejects.toMatchObject({ name: "InvalidS3ObjectException" });
});

it("indexes faces largest first, and says why others are not", async () => {
  const CollectionId = await newCollection();
  const {
    FaceRecords = [],
    UnindexedFaces = [],
    ...rest
  } = await index(CollectionId, {
    ExternalImageId: "photo:1",
    MaxFaces: 2,
    DetectionAttributes: ["ALL"],
  });
  expect(rest).not.toHaveProperty("OrientationCorrection");
  expect(FaceRecords).toHaveLength(2);
  expect(UnindexedFaces).toMatchObject([{ Reasons: ["EXCEEDS_MAX_FACES"], FaceDetail: { AgeRange: {} } }]);
  const areas = [...FaceRecords, ...UnindexedFaces].map(({ FaceDetail }) => areaOf(FaceDetail ?? {}));
  expect(areas).toEqual([...areas].sort((a, b) => b - a));
  const [{ Face = {}, FaceDetail = {} } = {}, second] = FaceRecords;
  expect(Face).toMatchObject({
    FaceId: expect.stringMatching(UUID),
    ImageId: expect.stringMatching(UUID),
    ExternalImageId: "photo:1",
    BoundingBox: FaceDetail.BoundingBox,
    Confidence: FaceDetail.Confidence,
  });
  expect(second?.Face?.ImageId).toBe(Face.ImageId);
  const { FaceCount, FaceModelVersion } = await send(new DescribeCollectionCommand({ CollectionId }));
  expect({ FaceCount, FaceModelVersion }).toEqual({ FaceCount: 2, FaceModelVersion: rest.FaceModelVersion });
});

it("measures the same at IndexFaces as at DetectFaces", async () => {
  const CollectionId = await newCollection();
  const { FaceDetails } = await send(
    new DetectFacesCommand({ Image: { Bytes: photo }, Attributes: ["ALL"] }),
  );
  const { FaceRecords } = await index(CollectionId, { DetectionAttributes: ["ALL"] });
  expect(FaceRecords?.map(({ FaceDetail }) => FaceDetail)).toEqual(FaceDetails);
});

it("leaves out what is below the bar, unless told otherwise", async () => {
  const CollectionId = await newCollection();
  const Bytes = await sharp(photo).resize(800).blur(1.5).jpeg().toBuffer();
  const strict = await index(CollectionId, { Image: { Bytes }, QualityFilter: "HIGH" });
  expect(strict.FaceRecords).toEqual([]);
  const reasons = strict.UnindexedFaces?.flatMap(({ Reasons }) => Reasons);
  expect(reasons).toEqual(expect.arrayContaining(["LOW_SHARPNESS"]));
  const all = await index(CollectionId, { Image: { Bytes }, QualityFilter: "NONE" });
  expect(all.FaceRecords).toHaveLength(strict.UnindexedFaces!.length);
});

it("does not index an image twice under one external id", async () => {
  const CollectionId = await newCollection();
  const faceIds = async (ExternalImageId: string) =>
    (await index(CollectionId, { ExternalImageId })).FaceRecords?.map(({ Face }) => Face?.FaceId);
  const [first, again] = await Promise.all([faceIds("a"), faceIds("a")]);
  expect(again).toEqual(first);
  expect(await faceIds("b")).not.toEqual(first);
  const { FaceCount } = await send(new DescribeCollectionCommand({ CollectionId }));
  expect(FaceCount).toBe(6);
});

it("gives an image indexed again other FaceIds where it is told to, as Rekognition may", async () => {
  const fresh = await startLocalAws({ freshFaceIds: true });
  onTestFinished(() => fresh.close());
  const request = { CollectionId: "lookalike", Image: { Bytes: photo }, ExternalImageId: "a" };
  for (const faces of [3, 6]) {
    await fresh.rekognition.send(new IndexFacesCommand(request));
    const { Faces } = await fresh.rekognition.send(new ListFacesCommand({ CollectionId: "lookalike" }));
    expect(new Set(Faces?.map(({ FaceId }) => FaceId)).size).toBe(faces);
  }
});

it("lists faces over pages, also while some are deleted", async () => {
  const CollectionId = await newCollection();
  for (const ExternalImageId of ["a", "b"]) await index(CollectionId, { ExternalImageId });
  const first = await send(new ListFacesCommand({ CollectionId, MaxResults: 4 }));
  expect(first.Faces).toHaveLength(4);
  expect(first.Faces?.[0]?.IndexFacesModelVersion).toMatch(/^[0-9.]+$/);
  expect(first.FaceModelVersion).toContain(first.Faces![0]!.IndexFacesModelVersion);
  const gone = first.Faces![1]!.FaceId!;
  const unknown = gone.replace(/^.{8}/, "00000000");
  const deleted = await send(new DeleteFacesCommand({ CollectionId, FaceIds: [gone, unknown, gone] }));
  expect(deleted.DeletedFaces).toEqual([gone]);
  expect(deleted.UnsuccessfulFaceDeletions).toEqual([{ FaceId: unknown, Reasons: ["FACE_NOT_FOUND"] }]);
  const { NextToken } = first;
  const second = await send(new ListFacesCommand({ CollectionId, MaxResults: 4, NextToken }));
  expect(second.Faces).toHaveLength(2);
  expect(second.NextToken).toBeUndefined();
  const FaceIds = [gone, second.Faces![0]!.FaceId!];
  const asked = await send(new ListFacesCommand({ CollectionId, FaceIds }));
  expect(asked.Faces?.map(({ FaceId }) => FaceId)).toEqual([FaceIds[1]]);
});

it("searches by face and by image: most alike first, the face itself left out", async () => {
  const CollectionId = await newCollection();
  const Bytes = await sharp(photo).flop().resize({ width: 700 }).jpeg().toBuffer();
  const { FaceRecords = [] } = await index(CollectionId, { ExternalImageId: "original" });
  await index(CollectionId, { ExternalImageId: "mirrored", Image: { Bytes } });
  const FaceId = FaceRecords[0]!.Face!.FaceId!;
  const found = await send(new SearchFacesCommand({ CollectionId, FaceId }));
  expect(found).toMatchObject({
    SearchedFaceId: FaceId,
    FaceMatches: [{ Face: { ExternalImageId: "mirrored" } }],
  });
  expect(found.FaceMatches![0]!.Similarity).toBeGreaterThan(95);

  const all = await send(new SearchFacesCommand({ CollectionId, FaceId, FaceMatchThreshold: 0 }));
  expect(all.FaceMatches).toHaveLength(5);
  const similarities = all.FaceMatches!.map(({ Similarity }) => Similarity!);
  expect(similarities).toEqual([...similarities].sort((a, b) => b - a));
  const few = await send(
    new SearchFacesCommand({ CollectionId, FaceId, FaceMatchThreshold: 0, MaxFaces: 2 }),
  );
  expect(few.FaceMatches).toEqual(all.FaceMatches!.slice(0, 2));

  const byImage = await send(new SearchFacesByImageCommand({ CollectionId, Image: { Bytes: photo } }));
  expect(byImage.SearchedFaceBoundingBox).toEqual(FaceRecords[0]!.FaceDetail!.BoundingBox);
  expect(byImage.FaceMatches![0]!.Face!.FaceId).toBe(FaceId);
  expect(byImage.FaceMatches![0]!.Similarity).toBeGreaterThan(99);
});

it("finds the same person in two photos by CompareFaces, and no one else", async () => {
  const Bytes = await sharp(photo).rotate(8).jpeg().toBuffer();
  const compared = await send(
    new CompareFacesCommand({ SourceImage: { Bytes: photo }, TargetImage: { Bytes } }),
  );
  expect(compared.FaceMatches).toHaveLength(1);
  expect(compared.FaceMatches![0]!.Similarity).toBeGreaterThan(95);
  expect(compared.UnmatchedFaces).toHaveLength(2);
  expect(compared.SourceImageFace?.BoundingBox).toBeDefined();
});

it("says so when there is no face to search for or compare with", async () => {
  const Bytes = await sharp({ create: { width: 200, height: 200, channels: 3, background: "gray" } })
    .png()
    .toBuffer();
  const Image = { Bytes };
  expect((await send(new DetectFacesCommand({ Image }))).FaceDetails).toEqual([]);
  const search = new SearchFacesByImageCommand({ CollectionId: "lookalike", Image });
  await expect(send(search)).rejects.toMatchObject({
    name: "InvalidParameterException",
    message: "There are no faces in the image. Should be at least 1.",
  });
  const compare = new CompareFacesCommand({ SourceImage: Image, TargetImage: { Bytes: photo } });
  await expect(send(compare)).rejects.toMatchObject({ name: "InvalidParameterException" });
});

it("refuses a JPEG that is cut off in the middle or decodes to nothing", async () => {
  const Bytes = Buffer.concat([photo.subarray(0, 700), Buffer.alloc(5000)]);
  await expect(send(new DetectFacesCommand({ Image: { Bytes } }))).rejects.toMatchObject({
    name: "InvalidImageFormatException",
  });
});

it("logs nothing that describes a face", () => {
  expect(aws.log.join("\n")).not.toMatch(/BoundingBox|Landmarks|descriptor|AgeRange/);
});
