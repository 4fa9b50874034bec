import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import sharp from "sharp";

export interface StormPhoto {
  name: string;
  bytes: Buffer;
  etag: string;
  /** Reason or outcome of its record; of photos with the same bytes one is DONE, the others are duplicates. */
  expected: string[];
}

const sample = createRequire(import.meta.url).resolve("@vladmandic/face-api/demo/sample1.jpg");

/** Of ten photos two have two faces that are kept, four none, three are no images, and one is a copy of one with a face. */
export async function stormPhotos(count: number): Promise<StormPhoto[]> {
  const two = { left: 340, top: 160, width: 760, height: 640 };
  const people = await sharp(sample).extract(two).resize(320).jpeg().toBuffer();
  const nobody = await sharp({ create: { width: 160, height: 120, channels: 3, background: "#c84" } })
    .jpeg()
    .toBuffer();
  return Array.from({ length: count }, (_, i) => {
    const [ten, one] = [i - (i % 10), i % 10];
    // Anything may stand behind the end of a JPEG: so each is another photo.
    const own = (jpeg: Buffer, number = i) => Buffer.concat([jpeg, Buffer.from(`photo ${number}`)]);
    if (one === 0) return photo(`person${i}`, own(people), ["DONE", "EtagError"]);
    if (one === 1) return photo(`copy${i}`, own(people, ten), ["DONE", "EtagError"]);
    if (one === 2) return photo(`person${i}`, own(people), ["DONE"]);
    if (one < 7) return photo(`nobody${i}`, own(nobody), ["NoFaceError"]);
    return photo(`text${i}`, Buffer.from(`photo ${i}`), ["ImageFormatError"]);
  });
}

const photo = (name: string, bytes: Buffer, expected: string[]): StormPhoto => ({
  name,
  bytes,
  etag: createHash("md5").update(bytes).digest("hex"),
  expected,
});
