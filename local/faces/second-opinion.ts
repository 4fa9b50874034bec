import type { Point } from "./face.ts";
import { chipTransform } from "./geometry/mean-shape.ts";
import { mirrored, type Pyramid } from "./geometry/pyramid.ts";
import { MESH_SIDE } from "./models/human-networks.ts";
import { runChips } from "./run-model.ts";
import type { Sessions } from "./sessions.ts";

/** Around the face in the chip that the mesh is laid over, as a part of the face's size. */
const PADDING = 0.45;

/** How sure another net is, 0..1, that these landmarks lie on a face: of the chip and of its mirror image. */
export interface Opinion {
  mean: number;
  lower: number;
}

/** Animals and objects that the detector takes for faces are seldom faces to the face mesh. */
export async function secondOpinion(
  sessions: Sessions,
  image: Pyramid,
  points: readonly Point[],
): Promise<Opinion> {
  const chip = image.chip(chipTransform(points, MESH_SIDE, PADDING), MESH_SIDE);
  const { face } = await runChips(sessions.faceMesh, [chip, mirrored(chip, MESH_SIDE)], MESH_SIDE);
  const [straight, mirror] = [face![0]!, face![1]!];
  return { mean: (straight + mirror) / 2, lower: Math.min(straight, mirror) };
}

/**
 * That a detection is a face, 0..1: where the second opinion agrees a tenth of the detector's doubt is left, where it
 * denies it half of the detector's belief.
 */
export function combinedConfidence(score: number, { mean }: Opinion): number {
  return mean * (1 - (1 - score) / 10) + (1 - mean) * (score / 2);
}
