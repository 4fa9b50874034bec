import { GetObjectCommand } from "@aws-sdk/client-s3";
import sharp from "sharp";
import { afterAll, beforeAll, expect, it } from "vitest";
import { withoutLocation } from "../../analysis/photos/without-location.ts";
import { photoName, photoRecordKey } from "../../core/key-layout.ts";
import type { PhotoRecord } from "../../core/photo-record.ts";
import { type Harness, openHarness, runStates, sample } from "./harness.ts";

const EXIF = {
  IFD0: { Make: "Apple", Model: "iPhone 12" },
  IFD2: { DateTimeOriginal: "2019:05:01 12:30:00" },
  IFD3: {
    GPSLatitudeRef: "N",
    GPSLatitude: "50/1 0/1 0/1",
    GPSLongitudeRef: "W",
    GPSLongitude: "8/1 30/1 0/1",
  },
};
const EXPOSURE = {
  takenAt: "2019-05-01T12:30:00",
  camera: "Apple iPhone 12",
  latitude: 50,
  longitude: -8.5,
};

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());

const recordOf = (photo: string) => harness.read<PhotoRecord>(photoRecordKey(photoName(photo)));

it("keeps in the photo's record when, with what and where it was taken, and not in its thumbnails", async () => {
  const photo = await sharp(sample(1)).resize(720).withExif(EXIF).jpeg().toBuffer();
  expect(await runStates(harness.plain, await harness.upload("dated.jpg", photo), "1")).toBe("DONE");
  expect((await recordOf("dated.jpg")).exposure).toMatchObject(EXPOSURE);
  const thumbnails = await harness.list("thumbnails/");
  expect(thumbnails).toHaveLength(2);
  for (const Key of thumbnails) {
    const { Body } = await harness.plain.s3.send(new GetObjectCommand({ Bucket: harness.aws.bucket, Key }));
    expect((await sharp(await Body!.transformToByteArray()).metadata()).exif).toBeUndefined();
  }
});

it("keeps nothing of the place where it was taken from the photo before it was sent", async () => {
  const own = await sharp(sample(1)).resize(740).withExif(EXIF).jpeg().toBuffer();
  const photo = (await withoutLocation(own))!;
  expect(await runStates(harness.plain, await harness.upload("placeless.jpg", photo), "4")).toBe("DONE");
  const { latitude: _, longitude: __, ...rest } = EXPOSURE;
  const { exposure } = await recordOf("placeless.jpg");
  expect(exposure).toMatchObject(rest);
  expect(Object.keys(exposure!).filter((key) => key.endsWith("tude"))).toEqual([]);
});

it("keeps it of a photo without a face too", async () => {
  const plain = sharp({ create: { width: 100, height: 100, channels: 3, background: "#c84" } });
  const photo = await plain.withExif(EXIF).jpeg().toBuffer();
  await runStates(harness.plain, await harness.upload("faceless.jpg", photo), "2");
  expect(await recordOf("faceless.jpg")).toMatchObject({ reason: "NoFaceError", exposure: EXPOSURE });
});

it("says nothing where the photo says nothing", async () => {
  const photo = await sharp(sample(1)).resize(700).jpeg().toBuffer();
  expect(await runStates(harness.plain, await harness.upload("undated.jpg", photo), "3")).toBe("DONE");
  expect(await recordOf("undated.jpg")).not.toHaveProperty("exposure");
});
