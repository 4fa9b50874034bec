import { readFile } from "node:fs/promises";
import sharp from "sharp";
import { type FaceEngine, openFaceEngine } from "../../local/faces/engine.ts";
import {
  type Analyzed,
  attributeFigures,
  detectionFigures,
  differentPairFigures,
  type Figures,
  pairsOf,
  searchFigures,
} from "./compare.ts";
import { type Recorded, readRecorded } from "./recorded.ts";

/** Runs the engine over the recorded photos, as many at once as it has workers. */
export async function analyzeAll(engine: FaceEngine, { photos }: Recorded): Promise<Analyzed[]> {
  return Promise.all(
    photos.map(async (photo) => {
      const bytes = await readFile(photo.path);
      const { autoOrient } = await sharp(bytes).metadata();
      const faces = await engine.analyze(bytes, { attributes: true, descriptors: true });
      return { photo, faces, aspect: autoOrient.width / autoOrient.height };
    }),
  );
}

/** How closely the engine's answers follow those recorded in `folder`. */
export async function measureFidelity(folder: string, modelDir: string): Promise<Figures> {
  const recorded = await readRecorded(folder);
  const engine = await openFaceEngine({ modelDir });
  try {
    const start = process.cpuUsage();
    const analyzed = await analyzeAll(engine, recorded);
    const { user, system } = process.cpuUsage(start);
    const pairs = pairsOf(analyzed);
    return {
      ...detectionFigures(analyzed, pairs),
      ...attributeFigures(pairs),
      ...searchFigures(recorded, analyzed),
      ...differentPairFigures(analyzed),
      "CPU ms per photo": (user + system) / 1000 / analyzed.length,
    };
  } finally {
    await engine.close();
  }
}
