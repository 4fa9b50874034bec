import { readFile } from "node:fs/promises";
import sharp, { type Sharp } from "sharp";
import { openFaceEngine } from "../local/faces/engine.ts";
import { DESCRIPTOR_LENGTH, distance } from "../local/faces/similarity.ts";
import { openArcFace } from "./descriptors/arcface.ts";
import { fetchNetwork } from "./descriptors/fetch-network.ts";
import { errorsAt, zNormed } from "./descriptors/rates.ts";
import { photosOfPeople } from "./verification/photos.ts";

/** MIT; what it was trained on is not stated, so it is measured here and ships nowhere. */
const NETWORK = {
  name: "faceplugin-face-recognition-js",
  version: "0.0.1",
  integrity:
    "sha512-shriXjd4zJHEwhK1jHK+bWo8Vv6Vu9B/w6RRsd4AFtNM/jaI2vhuOamOSMl9qQmLd8WlQ7dgqN+3C2iOi5pXWw==",
  file: "model/fr_feature.onnx",
};

/** What becomes of photos on their way through other people's telephones. */
const COPIES: Record<string, (photo: Sharp, width: number) => Sharp> = {
  "half size": (photo, width) => photo.resize({ width: Math.max(100, width >> 1) }),
  "JPEG 30": (photo) => photo.jpeg({ quality: 30 }),
  blurred: (photo) => photo.blur(2),
  "turned 10°": (photo) => photo.rotate(10, { background: "#888" }),
};

interface Described {
  person: string;
  path: string;
  own: Float32Array;
  arc: Float32Array;
}

/** Describes the one face of every photo by both networks. */
export async function run(folders: string[]): Promise<void> {
  const photos = await photosOfPeople(folders);
  const network = await openArcFace(fetchNetwork(NETWORK), { mean: 127, scale: 128 });
  const engine = await openFaceEngine({ modelDir: ".local/models" });
  let arcMs = 0;
  const describe = async (person: string, path: string, bytes: Buffer): Promise<Described[]> => {
    const faces = await engine.analyze(bytes, { descriptors: true });
    const [face] = faces;
    if (!face?.descriptor || faces.length !== 1) return [];
    const start = process.cpuUsage();
    const arc = await network.describe(bytes, face);
    const { user, system } = process.cpuUsage(start);
    arcMs += (user + system) / 1000;
    return arc ? [{ person, path, own: face.descriptor, arc }] : [];
  };
  try {
    const whole: Described[] = [];
    const copies: Record<string, Described[]> = {};
    // One after the other, so that the processor's time is the network's own.
    for (const { person, path } of photos) {
      const bytes = await readFile(path);
      const found = await describe(person, path, bytes);
      whole.push(...found);
      if (found.length === 0) continue;
      const { autoOrient } = await sharp(bytes).metadata();
      for (const [name, made] of Object.entries(COPIES)) {
        const copy = await made(
          sharp(await sharp(bytes).autoOrient().toBuffer()),
          autoOrient.width,
        ).toBuffer();
        copies[name] = [...(copies[name] ?? []), ...(await describe(person, path, copy))];
      }
    }
    const count = whole.length + Object.values(copies).flat().length;
    console.log(
      `${whole.length} of ${photos.length} photos show one face; present: ${DESCRIPTOR_LENGTH} numbers,`,
    );
    console.log(
      `the other: ${whole[0]?.arc.length} numbers, ${(arcMs / count).toFixed(1)} ms of processor a face`,
    );
    for (const [name, probes] of Object.entries({ "as they are": whole, ...copies }))
      print(name, probes, whole);
  } finally {
    await engine.close();
  }
}

/** Misses at so many false matches, of each descriptor and of both joined, on the same pairs. */
function print(name: string, probes: Described[], whole: Described[]): void {
  const pairs = probes.flatMap((a) =>
    whole.filter(({ path }) => path !== a.path).map((b) => ({ a, b, same: a.person === b.person })),
  );
  const labels = pairs.map(({ same }) => same);
  const own = pairs.map(({ a, b }) => -distance(a.own, b.own));
  const arc = pairs.map(({ a, b }) => a.arc.reduce((sum, value, i) => sum + value * b.arc[i]!, 0));
  const [x, y] = [zNormed(own, labels), zNormed(arc, labels)];
  const joined = x.map((value, i) => value + y[i]!);
  const same = labels.filter(Boolean).length;
  console.log(`${name}: ${probes.length} photos, ${same} same and ${pairs.length - same} different pairs`);
  for (const [descriptor, scores] of Object.entries({ present: own, other: arc, joined })) {
    const rates = errorsAt(scores, labels).map(
      // Fewer different pairs than this cannot tell such a share.
      ({ falseRate, missed, of }) =>
        falseRate * (pairs.length - same) < 1
          ? `unknown at ${falseRate}`
          : `${((100 * missed) / of).toFixed(1)} % at ${falseRate}`,
    );
    console.log(`  ${descriptor.padEnd(8)} missed ${rates.join(", ")}`);
  }
}
