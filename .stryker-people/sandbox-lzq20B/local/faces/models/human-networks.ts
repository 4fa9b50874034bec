// @ts-nocheck
import type { Graph } from "./graph.ts";
import { convertGraphModel, type GraphModel } from "./graph-model.ts";
import type { Weights } from "./weights.ts";

/** Side of the square chip that the mesh is laid over. */
export const MESH_SIDE = 192;
/** Side of the square chip that age and gender are read from. */
export const TRAITS_SIDE = 224;
/** Years that have a probability each, from 0 on. */
export const AGES = 100;

/**
 * MediaPipe's face mesh, as shipped by @vladmandic/human (MIT). Input `chips`: n, 3, 192, 192, RGB 0..255.
 * Outputs `face`: n, 1, the probability that the chip shows a face; `mesh`: n, 1404 as x, y and depth of 468 points,
 * in pixels of the chip.
 */
export function faceMesh(model: GraphModel, weights: Weights): Graph {
  return convertGraphModel(
    model,
    weights,
    { side: MESH_SIDE, mean: [0, 0, 0], factor: 1 / 255 },
    { output_faceflag: { name: "face", size: 1 }, output_mesh: { name: "mesh", size: 1404 } },
  );
}

/**
 * HSE's FaceRes on MobileNet v1, as shipped by @vladmandic/human (MIT). Input `chips`: n, 3, 224, 224, RGB 0..255.
 * Outputs `ages`: n, 100 as probabilities of each year; `male`: n, 1 as a probability; `features`: n, 1024.
 */
export function faceTraits(model: GraphModel, weights: Weights): Graph {
  return convertGraphModel(
    model,
    weights,
    { side: TRAITS_SIDE, mean: [0, 0, 0], factor: 1 },
    {
      "age_pred/Softmax:0": { name: "ages", size: AGES },
      "gender_pred/Sigmoid:0": { name: "male", size: 1 },
      "global_pooling/Mean": { name: "features", size: 1024 },
    },
  );
}
