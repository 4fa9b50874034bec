import sharp, { type Exif } from "sharp";
import { describe, expect, it } from "vitest";
import { readExposure } from "../../core/exif.ts";

const plain = () => sharp({ create: { width: 100, height: 80, channels: 3, background: "#c84" } });
const jpegWith = (exif: Exif) => plain().withExif(exif).withMetadata({ orientation: 6 }).jpeg().toBuffer();

const HOLIDAY = {
  IFD0: { Make: "Canon", Model: "Canon EOS 5D" },
  IFD2: { DateTimeOriginal: "2019:05:01 12:30:00", OffsetTimeOriginal: "+02:00" },
  IFD3: {
    GPSLatitudeRef: "S",
    GPSLatitude: "33/1 51/1 3564/100",
    GPSLongitudeRef: "E",
    GPSLongitude: "151/1 12/1 4000/100",
  },
};

describe("readExposure", () => {
  it("reads time, zone, camera and place as the camera wrote them", async () => {
    expect(await readExposure(await jpegWith(HOLIDAY))).toEqual({
      takenAt: "2019-05-01T12:30:00",
      takenOffset: "+02:00",
      camera: "Canon EOS 5D",
      orientation: 6,
      latitude: -33.8599,
      longitude: 151.211111,
    });
  });

  it("reads a PNG's as a JPEG's", async () => {
    const png = await plain().withExif(HOLIDAY).png().toBuffer();
    expect(await readExposure(png)).toMatchObject({ takenAt: "2019-05-01T12:30:00", latitude: -33.8599 });
  });

  it("names make and model where the model does not say the make", async () => {
    const exif = { IFD0: { Make: "Apple", Model: "iPhone 12" } };
    expect(await readExposure(await jpegWith(exif))).toMatchObject({ camera: "Apple iPhone 12" });
  });

  it("takes the time of digitising where that is all there is, and never that of an edit", async () => {
    const scanned = { IFD2: { DateTimeDigitized: "2003:02:01 10:00:00" } };
    const edited = { IFD0: { DateTime: "2024:01:01 00:00:00" } };
    expect(await readExposure(await jpegWith(scanned))).toMatchObject({ takenAt: "2003-02-01T10:00:00" });
    expect(await readExposure(await jpegWith(edited))).not.toHaveProperty("takenAt");
  });

  it.each(["0000:00:00 00:00:00", "    :  :     :  :  ", "yesterday"])(
    "knows that %j is no time",
    async (time) => {
      const exposure = await readExposure(await jpegWith({ IFD2: { DateTimeOriginal: time } }));
      expect(exposure).not.toHaveProperty("takenAt");
    },
  );

  it.each([
    ["no fix", "0/1 0/1 0/1", "0/1 0/1 0/1"],
    ["out of range", "133/1 0/1 0/1", "10/1 0/1 0/1"],
    ["divided by nothing", "0/0 0/0 0/0", "10/1 0/1 0/1"],
  ])("knows that this is no place: %s", async (_, GPSLatitude, GPSLongitude) => {
    const gps = { ...HOLIDAY.IFD3, GPSLatitude, GPSLongitude };
    expect(await readExposure(await jpegWith({ IFD3: gps }))).not.toHaveProperty("latitude");
  });

  it("finds nothing in an image without EXIF, with broken EXIF, and in what is no image", async () => {
    const whole = await jpegWith(HOLIDAY);
    const broken = Buffer.from(whole);
    broken.fill(0xff, broken.indexOf("Exif") + 6, broken.indexOf("Exif") + 30);
    expect(await readExposure(await plain().jpeg().toBuffer())).toEqual({});
    expect(await readExposure(broken)).toEqual({});
    expect(await readExposure(Buffer.from("no image"))).toEqual({});
  });
});
