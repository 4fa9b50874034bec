import { existsSync, statSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { openFaceEngine } from "../../local/faces/engine.ts";
import { similarity } from "../../local/faces/similarity.ts";
import { BenchError } from "../arguments.ts";
import { describePhotos } from "./faces.ts";
import { tableOf, type Verified, verify } from "./measure.ts";
import { verificationPage } from "./page.ts";
import { allPairs, readPairs } from "./pairs.ts";
import { personPhotos } from "./photos.ts";

export interface VerificationOptions {
  folder: string;
  /** A CSV of pairs; without it, every pair of the photos of a folder per person. */
  csv?: string | undefined;
  modelDir: string;
  out: string;
}

/** How well the engine tells people apart on photos of one's own. @throws BenchError */
export async function runVerification({ folder, csv, modelDir, out }: VerificationOptions): Promise<{
  verified: Verified;
  lines: string[];
}> {
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new BenchError(`${folder} is no folder. Give the folder of the photos.`);
  const photos = csv === undefined ? await personPhotos(folder) : [];
  const pairs = csv === undefined ? () => allPairs(photos) : await listed(csv, folder);
  const paths = new Set<string>(photos.map(({ path }) => path));
  if (csv !== undefined) for (const { a, b } of pairs()) for (const path of [a, b]) paths.add(path);
  const people = new Set(photos.map(({ person }) => person));
  if (csv === undefined && people.size < 2) {
    throw new BenchError(
      `${folder} has photos of ${people.size} people. Give a folder with a folder of photos for each person.`,
    );
  }
  const engine = await openFaceEngine({ modelDir });
  try {
    const faces = await describePhotos(engine, [...paths]);
    const verified = verify(pairs(), ({ a, b }) => {
      const [x, y] = [faces.get(a)?.descriptor, faces.get(b)?.descriptor];
      return x && y ? similarity(x, y) : 0;
    });
    const without = [...faces.values()].filter(({ descriptor }) => !descriptor).length;
    await writeFile(out, verificationPage(verified, faces, folder)).catch((error: Error) => {
      throw new BenchError(`Cannot write ${out}: ${error.message}`);
    });
    const lines = [
      `${paths.size} photos, ${without} without a face that can be described; ${verified.pairs.toLocaleString("en-US")} pairs`,
      ...tableOf(verified),
      `The hardest pairs: ${out}`,
    ];
    return { verified, lines };
  } finally {
    await engine.close();
  }
}

async function listed(csv: string, folder: string) {
  const pairs = await readPairs(csv, folder);
  if (pairs.length === 0) throw new BenchError(`${csv} has no pairs.`);
  return () => pairs;
}
