import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";

/** What a face is said to be like: bright enough to be kept, or not. */
const BRIGHT = 80;
const DARK = 10;

/** Pictures by what Rekognition is said to have seen on them: brightness of each face, by operation. */
const PICTURES = {
  one: { detected: [BRIGHT], indexed: [BRIGHT] },
  other: { detected: [BRIGHT], indexed: [BRIGHT] },
  two: { detected: [BRIGHT, DARK], indexed: [BRIGHT, DARK] },
  none: { detected: [], indexed: [] },
  /** Good enough for DetectFaces, not for IndexFaces. */
  dim: { detected: [BRIGHT], indexed: [DARK] },
} as const;

export type Picture = keyof typeof PICTURES;

/** Writes a folder of recorded answers, made up for pictures of one colour each; returns the pictures. */
export async function writeRecording(folder: string): Promise<Record<Picture, Buffer>> {
  for (const sub of ["images", "datas/detect-faces", "datas/index-faces"]) {
    await mkdir(join(folder, sub), { recursive: true });
  }
  const pictures = Object.entries(PICTURES).map(async ([name, { detected, indexed }], i) => {
    const bytes = await sharp({
      create: { width: 100, height: 100, channels: 3, background: { r: 40 * i, g: 90, b: 120 } },
    })
      .jpeg()
      .toBuffer();
    const write = (kind: string, answer: object) =>
      writeFile(join(folder, "datas", kind, `${name}.json`), JSON.stringify(answer));
    await writeFile(join(folder, "images", `${name}.jpg`), bytes);
    await write("detect-faces", { FaceDetails: detected.map((brightness, n) => detail(i, n, brightness)) });
    await write("index-faces", {
      FaceModelVersion: "7.0",
      UnindexedFaces: [],
      FaceRecords: indexed.map((brightness, n) => {
        const FaceDetail = detail(i, n, brightness);
        const { BoundingBox, Confidence } = FaceDetail;
        return { FaceDetail, Face: { FaceId: uuid(i, n), ImageId: uuid(i, 99), BoundingBox, Confidence } };
      }),
    });
    return [name, bytes] as const;
  });
  return Object.fromEntries(await Promise.all(pictures)) as Record<Picture, Buffer>;
}

const uuid = (picture: number, n: number) => `00000000-0000-4000-8000-${`${picture}${n}`.padStart(12, "0")}`;

const detail = (picture: number, n: number, Brightness: number) => ({
  BoundingBox: { Left: 0.1 + 0.4 * n, Top: 0.1 + 0.05 * picture, Width: 0.3, Height: 0.3 },
  Confidence: 99.9,
  AgeRange: { Low: 20, High: 30 },
  Quality: { Brightness, Sharpness: 80 },
});
