import { readFile } from "node:fs/promises";
import sharp, { type Sharp } from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_THRESHOLD } from "../../../core/similarity.ts";
import { type FaceEngine, openFaceEngine, similarity } from "../../../local/faces/engine.ts";
import { type Box, type Face, LANDMARKS } from "../../../local/faces/face.ts";
import { DESCRIPTOR_LENGTH } from "../../../local/faces/similarity.ts";
import { RUN_MODELS } from "../../run-models.ts";

const SAMPLES = "node_modules/@vladmandic/face-api/demo";
/** People on the sample photos: each photo shows others than the photos named with it. */
const FACES = { sample1: 3, sample2: 3, sample3: 3, sample4: 4, sample5: 5, sample6: 4 };
/** The default threshold of a search. */
const SAME_PERSON = DEFAULT_THRESHOLD;
/** Of the 31 pairs of people who share a sample photo. */
const MAX_CONFUSED = 2;
/** Boxes of copies may differ by this part of the image: the detector sees other pixels. */
const BOX_TOLERANCE = 0.03;

let engine: FaceEngine;
const sample = (name: string): Promise<Buffer> => readFile(`${SAMPLES}/${name}.jpg`);

/** The faces of the sample photos as they are, with descriptors: looked for once. */
const found = new Map<string, Promise<Face[]>>();
function facesOf(name: string): Promise<Face[]> {
  const faces = found.get(name) ?? sample(name).then((image) => engine.analyze(image, { descriptors: true }));
  found.set(name, faces);
  return faces;
}

const alike = (a: Face, b: Face): number => similarity(a.descriptor!, b.descriptor!);
/** Degrees from one direction to another, -180 to 180. */
const turnBetween = (a: number, b: number): number => ((((b - a + 180) % 360) + 360) % 360) - 180;

beforeAll(async () => {
  engine = await openFaceEngine({ modelDir: RUN_MODELS, workers: 2 });
});

afterAll(() => engine.close());

describe("the faces of a photo", () => {
  it.each(Object.entries(FACES))("are all found on %s: %i", async (name, count) => {
    const faces = await facesOf(name);
    expect(faces).toHaveLength(count);
    const areas = faces.map(({ box }) => box.width * box.height);
    expect(areas).toEqual(areas.toSorted((a, b) => b - a));
  });

  it("are none where there is no face", async () => {
    const noise = { create: { width: 640, height: 480, channels: 3, background: "#777" } } as const;
    const texture = sharp({ ...noise, create: { ...noise.create, noise: { type: "gaussian", sigma: 60 } } });
    expect(await engine.analyze(await texture.blur(3).jpeg().toBuffer())).toEqual([]);
    expect(await engine.analyze(await sharp(noise).png().toBuffer())).toEqual([]);
  });

  it("come in ratios of the image, landmarks within their box, percentages within 0 and 100", async () => {
    const [face] = await engine.analyze(await sample("sample1"), { attributes: true, descriptors: true });
    const { box, landmarks, quality, attributes, descriptor } = face!;
    expect(Object.keys(landmarks).toSorted()).toEqual([...LANDMARKS].toSorted());
    for (const name of ["eyeLeft", "eyeRight", "nose", "mouthLeft", "mouthRight"] as const) {
      const { x, y } = landmarks[name]!;
      expect(x).toBeGreaterThan(box.left);
      expect(x).toBeLessThan(box.left + box.width);
      expect(y).toBeGreaterThan(box.top);
      expect(y).toBeLessThan(box.top + box.height);
    }
    const { smile, gender, emotions, age } = attributes!;
    const percentages = [face!.confidence, quality.brightness, quality.sharpness, smile.confidence];
    for (const value of [...percentages, gender.confidence, ...emotions.map((e) => e.confidence)]) {
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(100.001);
    }
    expect(emotions.reduce((sum, e) => sum + e.confidence, 0)).toBeCloseTo(100, 2);
    expect(age.low).toBeLessThan(age.high);
    expect(descriptor).toHaveLength(DESCRIPTOR_LENGTH + 1);
  });

  it("are measured only as far as wanted", async () => {
    const [face] = await engine.analyze(await sample("sample6"));
    expect(face).not.toHaveProperty("attributes");
    expect(face).not.toHaveProperty("descriptor");
  });

  it("are the same whenever asked, whichever worker answers", async () => {
    const image = await sample("sample6");
    const wants = { attributes: true, descriptors: true };
    const [first, ...others] = await Promise.all([1, 2, 3, 4].map(() => engine.analyze(image, wants)));
    for (const other of others) expect(other).toEqual(first);
  });

  it("are darker where the photo is", async () => {
    const image = await sample("sample6");
    const [bright] = await engine.analyze(image);
    const [dark] = await engine.analyze(await sharp(image).linear(0.4).jpeg().toBuffer());
    expect(dark!.quality.brightness).toBeLessThan(bright!.quality.brightness - 20);
  });

  it("are less sharp where the photo is blurred", async () => {
    const image = await sample("sample6");
    const [clear] = await engine.analyze(image);
    const [blurred] = await engine.analyze(await sharp(image).blur(4).jpeg().toBuffer());
    expect(blurred!.quality.sharpness).toBeLessThan(clear!.quality.sharpness - 20);
  });
});

describe("orientation", () => {
  /** EXIF orientation to what undoes it, so that the stored pixels appear upright when the tag is heeded. */
  const STORED: Record<number, (image: Sharp) => Sharp> = {
    1: (image) => image,
    2: (image) => image.flop(),
    3: (image) => image.rotate(180),
    4: (image) => image.flip(),
    5: (image) => image.rotate(270).flop(),
    6: (image) => image.rotate(270),
    7: (image) => image.rotate(90).flop(),
    8: (image) => image.rotate(90),
  };

  it.each(Object.keys(STORED).map(Number))("%i of EXIF gives the boxes of the upright photo", async (tag) => {
    const image = await sample("sample6");
    const upright = await facesOf("sample6");
    const stored = await STORED[tag]!(sharp(image)).withMetadata({ orientation: tag }).jpeg({ quality: 95 });
    const faces = await engine.analyze(await stored.toBuffer());
    expect(faces).toHaveLength(upright.length);
    for (const { box } of upright) expect(nearest(box, faces)).toBeLessThan(BOX_TOLERANCE);
  });

  it.each([90, 180, 270])("of a photo turned by %i degrees without saying so is found", async (degrees) => {
    const image = await sample("sample1");
    const upright = await facesOf("sample1");
    const turned = await sharp(image).rotate(degrees).jpeg({ quality: 95 }).toBuffer();
    const faces = await engine.analyze(turned, { descriptors: true });
    expect(faces).toHaveLength(upright.length);
    const { width, height } = await sharp(turned).metadata();
    for (const face of upright) {
      const [same] = faces.toSorted((a, b) => alike(face, b) - alike(face, a));
      expect(alike(face, same!)).toBeGreaterThan(95);
      // Coordinates and roll are the turned photo's: the face stands on its side there.
      const { eyeLeft, eyeRight } = same!.landmarks;
      const roll = Math.atan2((eyeRight!.y - eyeLeft!.y) * height, (eyeRight!.x - eyeLeft!.x) * width);
      expect(Math.abs(turnBetween(same!.pose.roll, (roll * 180) / Math.PI))).toBeLessThan(1);
      expect(Math.abs(turnBetween(same!.pose.roll, face.pose.roll + degrees))).toBeLessThan(5);
      expect(eyeLeft!.x).toBeGreaterThan(same!.box.left);
      expect(eyeLeft!.x).toBeLessThan(same!.box.left + same!.box.width);
      expect(eyeLeft!.y).toBeGreaterThan(same!.box.top);
      expect(eyeLeft!.y).toBeLessThan(same!.box.top + same!.box.height);
    }
  });

  it("does not matter to a face that fills the photo", async () => {
    const image = await sample("sample1");
    const [face] = await facesOf("sample1");
    const { landmarks } = face!;
    const { width, height } = await sharp(image).metadata();
    const [left, right] = [landmarks.upperJawlineLeft!.x * width, landmarks.upperJawlineRight!.x * width];
    const side = Math.round(right - left);
    const top = Math.round(landmarks.noseLeft!.y * height - side / 2);
    const crop = { left: Math.round(left), top, width: side, height: side };
    const faces = await engine.analyze(await sharp(image).extract(crop).png().toBuffer());
    expect(faces).toHaveLength(1);
  });
});

describe("descriptors", () => {
  it.each([
    ["mirrored", (image: Sharp) => image.flop()],
    ["rotated by 20 degrees", (image: Sharp) => image.rotate(20)],
    ["darkened", (image: Sharp) => image.linear(0.6)],
    ["grey", (image: Sharp) => image.greyscale()],
    ["half the size", (image: Sharp) => image.resize(0.5 * 1024)],
    ["compressed", (image: Sharp) => image.jpeg({ quality: 30 })],
  ])("of a copy that is %s find every original", async (_, edit) => {
    const image = await sample("sample6");
    const originals = await facesOf("sample6");
    const copy = await edit(sharp(image)).jpeg().toBuffer();
    const copies = await engine.analyze(copy, { descriptors: true });
    expect(copies).toHaveLength(originals.length);
    for (const original of originals) {
      expect(Math.max(...copies.map((copy) => alike(copy, original)))).toBeGreaterThan(SAME_PERSON);
    }
  });

  it("of the people on one photo differ, but for the few that the net confuses", async () => {
    const photos = await Promise.all(Object.keys(FACES).map(facesOf));
    const pairs = photos.flatMap((faces) =>
      faces.flatMap((a, i) => faces.slice(i + 1).map((b) => alike(a, b))),
    );
    expect(pairs).toHaveLength(31);
    expect(pairs.filter((s) => s > SAME_PERSON).length).toBeLessThanOrEqual(MAX_CONFUSED);
  });
});

/** The largest difference of an edge to the box that fits best. */
function nearest(box: Box, faces: readonly Face[]): number {
  const edges = ({ left, top, width, height }: Box): number[] => [left, top, left + width, top + height];
  const differences = faces.map((face) => {
    const other = edges(face.box);
    return Math.max(...edges(box).map((edge, i) => Math.abs(edge - other[i]!)));
  });
  return Math.min(...differences);
}
