import { readFile } from "node:fs/promises";
import sharp from "sharp";
import { openFaceEngine } from "../local/faces/engine.ts";
import type { Face } from "../local/faces/face.ts";
import { similarity } from "../local/faces/similarity.ts";
import { photosOfPeople } from "./verification/photos.ts";

/** Sides of the shrunk faces, pixels; shorter side of the box. */
const SIDES = [20, 28, 40, 60];
const THRESHOLDS = [80, 90];

interface Probe {
  person: string;
  path: string;
  descriptor: Float32Array;
}

/** A photo as it is. */
interface Whole {
  person: string;
  path: string;
  face: Face;
}

/**
 * Whether small faces should be kept: every photo of one face, shrunk until its face has so many pixels, against all
 * photos as they are. How many of the same person are missed, how many different people match.
 *
 * `npm run bench -- small-faces DIR…`: folders of a folder per person, or of photos named after the person
 */
export async function run(folders: string[]): Promise<void> {
  const photos = await photosOfPeople(folders);
  const engine = await openFaceEngine({ modelDir: ".local/models" });
  try {
    const only = async (bytes: Buffer) => {
      const faces = await engine.analyze(bytes, { descriptors: true });
      return faces.length === 1 ? faces[0] : undefined;
    };
    const full: (Whole & { bytes: Buffer; side: number })[] = [];
    await Promise.all(
      photos.map(async ({ person, path }) => {
        const bytes = await readFile(path);
        const face = await only(bytes);
        if (!face?.descriptor) return;
        const { autoOrient } = await sharp(bytes).metadata();
        const side = Math.min(face.box.width * autoOrient.width, face.box.height * autoOrient.height);
        full.push({ person, path, bytes, face, side });
      }),
    );
    console.log(`${full.length} of ${photos.length} photos show one face that can be described`);
    console.log(
      "face, px   described   same pairs, missed at 80, 90 %   different pairs, matched at 80, 90 %",
    );
    print("as it is", full.length, full.length, compare(probesOf(full), full));
    for (const side of SIDES) {
      const larger = full.filter((one) => one.side > side);
      const shrunk = await Promise.all(
        larger.map(async ({ person, path, bytes, side: now }) => {
          const { autoOrient } = await sharp(bytes).metadata();
          const width = Math.max(80, Math.round((autoOrient.width * side) / now));
          const face = await only(await sharp(bytes).autoOrient().resize({ width }).png().toBuffer());
          return face?.descriptor ? [{ person, path, descriptor: face.descriptor }] : [];
        }),
      );
      print(String(side), shrunk.flat().length, larger.length, compare(shrunk.flat(), full));
    }
  } finally {
    await engine.close();
  }
}

const probesOf = (full: Whole[]): Probe[] =>
  full.map(({ person, path, face }) => ({ person, path, descriptor: face.descriptor! }));

/** Similarities of probes with the photos as they are; a photo with itself does not count. */
function compare(probes: Probe[], full: Whole[]) {
  const [same, different]: [number[], number[]] = [[], []];
  for (const probe of probes) {
    for (const { person, path, face } of full) {
      if (path === probe.path) continue;
      (person === probe.person ? same : different).push(similarity(probe.descriptor, face.descriptor!));
    }
  }
  return { same, different };
}

function print(name: string, described: number, of: number, { same, different }: ReturnType<typeof compare>) {
  const under = THRESHOLDS.map((at) => same.filter((value) => value < at).length).join(", ");
  const over = THRESHOLDS.map((at) => different.filter((value) => value >= at).length).join(", ");
  console.log(
    `${name.padEnd(11)}${`${described} of ${of}`.padEnd(12)}${`${same.length}: ${under}`.padEnd(33)}${different.length}: ${over}`,
  );
}
