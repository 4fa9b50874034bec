import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  DeleteFacesCommand,
  DescribeCollectionCommand,
  DetectFacesCommand,
  IndexFacesCommand,
  type IndexFacesResponse,
  SearchFacesByImageCommand,
  SearchFacesCommand,
  type SearchFacesResponse,
} from "@aws-sdk/client-rekognition";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openLocalAws } from "../../../local/local-aws.ts";
import { CollectionStore } from "../../../local/rekognition/collection-store.ts";
import { RecordingError } from "../../../local/rekognition/replay/recording.ts";
import { RECORDED } from "../../recorded.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { startLocalAws, type TestLocalAws } from "../with-local-aws.ts";

const recorded = (path: string) => join(RECORDED ?? "", path);
const json = async (path: string) => JSON.parse(await readFile(recorded(path), "utf8"));
const image = async (name: string) => ({ Bytes: await readFile(recorded(`images/${name}.jpg`)) });
const CollectionId = "lookalike";
/** The face of fanny1.jpg. */
const FANNY = "038bc2a6-8042-4034-8671-ff8dc01adae9";

const detect = ({ rekognition }: TestLocalAws, Image: { Bytes: Buffer }) =>
  rekognition.send(new DetectFacesCommand({ Image, Attributes: ["ALL"] }));
const index = ({ rekognition }: TestLocalAws, Image: { Bytes: Buffer }, ExternalImageId: string) =>
  rekognition.send(
    new IndexFacesCommand({ CollectionId, Image, ExternalImageId, DetectionAttributes: ["ALL"] }),
  );
const search = ({ rekognition }: TestLocalAws, FaceId: string, fields = {}) =>
  rekognition.send(new SearchFacesCommand({ CollectionId, FaceId, ...fields }));
const body = <T extends object>({ $metadata: _, ...rest }: T & { $metadata?: unknown }) => rest;

describe.skipIf(!RECORDED)("replaying (needs the recorded photos)", () => {
  let aws: TestLocalAws;
  let names: string[];
  let searched: { name: string; answer: SearchFacesResponse }[];
  beforeAll(async () => {
    names = (await readdir(recorded("images"))).map((file) => file.replace(".jpg", "")).sort();
    const files = (await readdir(recorded("searchs"), { recursive: true })).filter((file) =>
      file.endsWith(".json"),
    );
    searched = await Promise.all(
      files.map(async (file) => ({ name: file.split("/")[0]!, answer: await json(`searchs/${file}`) })),
    );
    aws = await startLocalAws({ replay: RECORDED!, replayOnly: true });
  });
  afterAll(() => aws.close());

  it("answers DetectFaces exactly as recorded, for every photo", async () => {
    for (const name of names) {
      expect(body(await detect(aws, await image(name)))).toEqual(
        await json(`datas/detect-faces/${name}.json`),
      );
    }
  });

  it("answers IndexFaces exactly as recorded, under the given external id", async () => {
    const indexed = (await readdir(recorded("datas/index-faces"))).map((file) => file.replace(".json", ""));
    for (const name of indexed) {
      const expected: IndexFacesResponse = await json(`datas/index-faces/${name}.json`);
      for (const { Face } of expected.FaceRecords ?? []) Face!.ExternalImageId = `of-${name}`;
      expect(body(await index(aws, await image(name), `of-${name}`))).toEqual(expected);
    }
    const { FaceCount, FaceModelVersion } = await aws.rekognition.send(
      new DescribeCollectionCommand({ CollectionId }),
    );
    expect({ FaceCount, FaceModelVersion }).toEqual({ FaceCount: 46, FaceModelVersion: "4.0" });
  });

  it("answers SearchFaces exactly as recorded, but for the external ids", async () => {
    const comparable = ({ FaceMatches = [], ...rest }: SearchFacesResponse) => ({
      ...rest,
      FaceMatches: FaceMatches.map(({ Face, Similarity }) => ({
        Similarity,
        Face: { ...Face, ExternalImageId: "" },
      })),
    });
    for (const { answer } of searched) {
      const found = body(await search(aws, answer.SearchedFaceId!));
      expect(comparable(found)).toEqual(comparable(answer));
    }
  });

  it("cuts a recorded search at the threshold and number asked for", async () => {
    const { answer } = searched.find(({ name }) => name === "alice1")!;
    const faceId = answer.SearchedFaceId!;
    const similarities = async (fields: object) =>
      (await search(aws, faceId, fields)).FaceMatches?.map(({ Similarity }) => Similarity);
    const all = answer.FaceMatches!.map(({ Similarity }) => Similarity!);
    expect(await similarities({ FaceMatchThreshold: 99 })).toEqual(all.filter((percent) => percent >= 99));
    expect(await similarities({ MaxFaces: 2 })).toEqual(all.slice(0, 2));
  });

  it("does not pass a part of an answer for the whole: a face whose search was not recorded has none", async () => {
    const { answer } = searched.find(({ name }) => name === "alice1")!;
    await expect(search(aws, answer.FaceMatches![0]!.Face!.FaceId!)).rejects.toMatchObject({
      name: "RecordingNotFoundException",
      message: "No search of this face was recorded",
    });
  });

  it("no longer finds a face that was deleted", async () => {
    const { answer } = searched.find(({ name }) => name === "brooke1")!;
    const FaceIds = [answer.FaceMatches![0]!.Face!.FaceId!];
    await aws.rekognition.send(new DeleteFacesCommand({ CollectionId, FaceIds }));
    const { FaceMatches } = await search(aws, answer.SearchedFaceId!);
    expect(FaceMatches).toHaveLength(answer.FaceMatches!.length - 1);
  });

  it("has an answer for a photo without faces, and none for what was not recorded", async () => {
    expect(body(await index(aws, await image("squirrel1"), "x"))).toEqual({
      FaceRecords: [],
      FaceModelVersion: "4.0",
      UnindexedFaces: [],
    });
    const refused = {
      name: "InvalidParameterException",
      message: expect.stringContaining("only recorded answers are replayed"),
    };
    await expect(index(aws, await image("alice8"), "x")).rejects.toMatchObject(refused);
    const Image = await image("alice1");
    const byImage = new SearchFacesByImageCommand({ CollectionId, Image });
    await expect(aws.rekognition.send(byImage)).rejects.toMatchObject(refused);
    const Body = await readFile("node_modules/@vladmandic/face-api/demo/sample1.jpg");
    const object = { Bucket: "lookalike", Name: "new.jpg" };
    await aws.s3.send(new PutObjectCommand({ Bucket: object.Bucket, Key: object.Name, Body }));
    const detectNew = new DetectFacesCommand({ Image: { S3Object: object } });
    await expect(aws.rekognition.send(detectNew)).rejects.toMatchObject(refused);
    await expect(aws.rekognition.send(detectNew)).rejects.toThrow("new.jpg");
  });

  it("is remembered by the state, without the flag", async () => {
    const state = await temporaryFolder();
    await (await startLocalAws({ state, replay: RECORDED!, replayOnly: true })).stop();
    const again = await startLocalAws({ state });
    expect(body(await detect(again, await image("alice1")))).toEqual(
      await json("datas/detect-faces/alice1.json"),
    );
    await again.stop();
  });

  it("lets the models answer for other photos, and compares their faces with the recorded ones", async () => {
    const mixed = await startLocalAws({ replay: RECORDED! });
    const { FaceRecords = [] } = await index(mixed, await image("fanny1"), "recorded");
    expect(FaceRecords.map(({ Face }) => Face?.FaceId)).toEqual([FANNY]);
    // A byte more after its end, and it is another photo: of the same face.
    const copy = Buffer.concat([(await image("fanny1")).Bytes, Buffer.from([0])]);
    const measured = await index(mixed, { Bytes: copy }, "measured");
    const FaceId = measured.FaceRecords![0]!.Face!.FaceId!;
    const { FaceMatches = [] } = await search(mixed, FaceId);
    expect(FaceMatches).toMatchObject([{ Face: { ExternalImageId: "recorded" } }]);
    expect(FaceMatches[0]!.Similarity).toBeGreaterThan(99);
    const back = await search(mixed, FANNY);
    expect(back.FaceMatches?.map(({ Face }) => Face?.FaceId)).toEqual([FaceId]);

    // fanny4 was not searched, but the search of fanny1 found it: similarity is the same both ways.
    const found = await index(mixed, await image("fanny4"), "found");
    const other = await search(mixed, found.FaceRecords![0]!.Face!.FaceId!);
    const { answer } = searched.find(({ name }) => name === "fanny1")!;
    const recordedMatch = other.FaceMatches?.find(({ Face }) => Face?.FaceId === FANNY);
    expect(recordedMatch?.Similarity).toBe(answer.FaceMatches![0]!.Similarity);

    // The recorded search did not list her: below its threshold, the models tell how far.
    await index(mixed, await image("alice1"), "another");
    const others = async (FaceMatchThreshold: number) =>
      (await search(mixed, FANNY, { FaceMatchThreshold })).FaceMatches!.filter(
        ({ Face }) => Face?.ExternalImageId === "another",
      );
    expect(await others(80)).toEqual([]);
    const [another] = await others(0);
    expect(another?.Similarity).toBeLessThan(80);
    await mixed.close();
  });

  it("does not mix with faces that the models indexed before", async () => {
    const state = await temporaryFolder();
    const collections = await CollectionStore.open(join(state, "rekognition"));
    await collections.create(CollectionId, "of-other-models");
    await collections.index(CollectionId, [{ face: { FaceId: FANNY }, image: "" }]);
    await collections.close();
    await expect(openLocalAws({ state, replay: RECORDED! })).rejects.toThrow("which cannot be compared");
  });
});

it("says so when the folder holds no recorded answers", async () => {
  const state = await temporaryFolder();
  await expect(openLocalAws({ state, replay: join(state, "nothing") })).rejects.toThrow(RecordingError);
  await expect(openLocalAws({ state, replayOnly: true })).rejects.toThrow(
    "--replay-only was given without recorded answers",
  );
});
