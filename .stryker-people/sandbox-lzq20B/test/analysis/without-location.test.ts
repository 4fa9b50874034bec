// @ts-nocheck
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, describe, expect, it } from "vitest";
import { readPhotoFile } from "../../analysis/photos/read-photo-file.ts";
import { withoutLocation } from "../../analysis/photos/without-location.ts";
import { readExposure } from "../../core/exif.ts";

const folder = mkdtempSync(join(tmpdir(), "location-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const XMP = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="33,51.5S"/></rdf:RDF></x:xmpmeta>`;
const photo = () =>
  sharp({
    create: {
      width: 90,
      height: 60,
      channels: 3,
      background: "#c84",
      noise: { type: "gaussian", mean: 99, sigma: 30 },
    },
  })
    .withExif({
      IFD0: { Make: "Canon", Model: "Canon EOS 5D" },
      IFD2: { DateTimeOriginal: "2019:05:01 12:30:00", OffsetTimeOriginal: "+02:00" },
      IFD3: {
        GPSLatitudeRef: "S",
        GPSLatitude: "33/1 51/1 30/1",
        GPSLongitudeRef: "E",
        GPSLongitude: "151/1 0/1 0/1",
      },
    })
    .withMetadata({ orientation: 6 })
    .withIccProfile("p3")
    .withXmp(XMP);
const pixels = (image: Buffer) => sharp(image).raw().toBuffer();

describe("withoutLocation", () => {
  it.each([
    ["JPEG", () => photo().jpeg().toBuffer()],
    ["progressive JPEG", () => photo().jpeg({ progressive: true }).toBuffer()],
    ["PNG", () => photo().png().toBuffer()],
  ])("keeps of a %s pixels, colours, date, camera and orientation, and no place", async (_, make) => {
    const image = Buffer.concat([await make(), Buffer.from("a video that says GPSLatitude")]);
    expect(await readExposure(image)).toMatchObject({ latitude: -33.858333, longitude: 151 });
    const sent = (await withoutLocation(image))!;
    expect(await readExposure(sent)).toEqual({
      takenAt: "2019-05-01T12:30:00",
      takenOffset: "+02:00",
      camera: "Canon EOS 5D",
      orientation: 6,
    });
    const { xmp, icc, iptc } = await sharp(sent).metadata();
    expect([xmp, iptc]).toEqual([undefined, undefined]);
    expect(icc).toEqual((await sharp(image).metadata()).icc);
    expect(sent.includes("GPS")).toBe(false);
    expect((await pixels(sent)).equals(await pixels(image))).toBe(true);
    expect((await withoutLocation(image))!.equals(sent)).toBe(true);
  });

  it("leaves no metadata where nothing is to be kept, and gives nothing for what is damaged or no photo", async () => {
    const plain = await sharp({ create: { width: 9, height: 9, channels: 3, background: "#c84" } })
      .jpeg()
      .toBuffer();
    expect((await sharp((await withoutLocation(plain))!).metadata()).exif).toBeUndefined();
    const whole = { JPEG: await photo().jpeg().toBuffer(), PNG: await photo().png().toBuffer() };
    for (const image of Object.values(whole)) {
      expect(await withoutLocation(image.subarray(0, image.length - 20))).toBeUndefined();
    }
    expect(await withoutLocation(await photo().webp().toBuffer())).toBeUndefined();
    expect(await withoutLocation(Buffer.from("words"))).toBeUndefined();
  });

  it("sends no file whose location would stay, says what would help, and takes it from converted copies", async () => {
    const path = join(folder, "a.webp");
    writeFileSync(path, await photo().webp().toBuffer());
    const file = { path, photo: "a.webp", folder, bytes: 0 };
    await expect(readPhotoFile(file, { convert: false, noLocation: true })).rejects.toThrow(
      "Not sent: a location can be removed from whole JPEG and PNG files alone; --convert makes a JPEG of most others",
    );
    const { bytes } = await readPhotoFile(file, { convert: true, noLocation: true });
    expect(await readExposure(bytes)).toMatchObject({
      takenAt: "2019-05-01T12:30:00",
      camera: "Canon EOS 5D",
    });
    expect(bytes.includes("GPS")).toBe(false);
  });
});
