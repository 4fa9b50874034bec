// @ts-nocheck
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

  it("takes the time of digitising for what the camera left out, with its own zone, and no zone without a time", async () => {
    const times = {
      OffsetTimeOriginal: "later",
      OffsetTimeDigitized: "-03:30",
      DateTimeDigitized: "2003:02:01 10:00:00",
    };
    expect(await readExposure(await jpegWith({ IFD2: times }))).toMatchObject({
      takenAt: "2003-02-01T10:00:00",
      takenOffset: "-03:30",
    });
    const zone = await readExposure(await jpegWith({ IFD2: { OffsetTimeOriginal: "+02:00" } }));
    expect(zone).not.toHaveProperty("takenOffset");
    for (const OffsetTimeOriginal of ["UTC+02:00", "+02:00 or so", "02:00"]) {
      const exif = { IFD2: { DateTimeOriginal: "2019:05:01 12:30:00", OffsetTimeOriginal } };
      expect(await readExposure(await jpegWith(exif))).not.toHaveProperty("takenOffset");
    }
  });

  it.each([
    [{ Make: "Canon" }, "Canon"],
    [{ Model: "iPhone 12" }, "iPhone 12"],
    [{ Make: "  NIKON CORPORATION\t", Model: " NIKON\nD90 " }, "NIKON CORPORATION NIKON D90"],
    [{ Make: "canon", Model: "Canon EOS" }, "Canon EOS"],
    [{ Model: "x".repeat(101) }, "x".repeat(100)],
  ])("names the camera of %j", async (IFD0, camera) => {
    expect((await readExposure(await jpegWith({ IFD0 }))).camera).toBe(camera);
  });

  it("reads what cameras write in UTF-8, where it should be ASCII", async () => {
    const image = await jpegWith({ IFD0: { Make: "Fab??", Model: "1" } });
    image.write("é", image.indexOf("Fab??") + 3);
    expect((await readExposure(image)).camera).toBe("Fabé 1");
  });

  it.each([1, 8])("knows orientation %i", async (orientation) => {
    const image = await plain().withMetadata({ orientation }).jpeg().toBuffer();
    expect(await readExposure(image)).toEqual({ orientation });
  });

  it.each([0, 9])("knows no orientation %i", async (orientation) => {
    const image = await jpegWith({ IFD0: { Make: "M" } });
    // The entry of tag 0x0112: type SHORT, one value.
    const entry = image.indexOf(Buffer.from("12010300010000000600", "hex"));
    expect(entry).toBeGreaterThan(0);
    image[entry + 8] = orientation;
    expect(await readExposure(image)).toEqual({ camera: "M" });
  });

  const at = async (
    latitude: string,
    longitude: string,
    refs = { GPSLatitudeRef: "N", GPSLongitudeRef: "W" },
  ) => {
    const gps = { ...refs, GPSLatitude: latitude, GPSLongitude: longitude };
    const { latitude: north, longitude: east } = await readExposure(await jpegWith({ IFD3: gps }));
    return [north, east];
  };

  it("knows places on the edges of the globe, on the equator and on the meridian", async () => {
    expect(await at("90/1 0/1 0/1", "180/1 0/1 0/1")).toEqual([90, -180]);
    expect(await at("0/1 0/1 0/1", "10/1 30/1 0/1")).toEqual([0, -10.5]);
    const south = { GPSLatitudeRef: "s", GPSLongitudeRef: "w" };
    expect(await at("10/1 0/1 36/1", "0/1 0/1 0/1", south)).toEqual([-10.01, 0]);
    expect(await at("10/1 0/1 0/1", "181/1 0/1 0/1")).toEqual([undefined, undefined]);
  });

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
