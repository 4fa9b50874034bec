import { Graph, type Weight } from "./graph.ts";
import { FLOAT, UINT8 } from "./onnx-schema.ts";
import type { Weights } from "./weights.ts";

/** Side of the square that the anchors are laid out on, in pixels. Inputs of any size up to it work. */
export const DETECTOR_SIDE = 512;
/** Every level of the detector's grids, finest first: pixels per cell, and anchors in each. */
export const DETECTOR_LEVELS = [
  { step: 16, anchors: 3 },
  { step: 32, anchors: 6 },
  { step: 64, anchors: 6 },
  { step: 128, anchors: 6 },
  { step: 256, anchors: 6 },
  { step: 512, anchors: 6 },
] as const;
const ANCHORS = 5118;
const BATCH_NORM_EPSILON = 0.0010000000474974513;
const STRIDE_TWO_LAYERS = [2, 4, 6, 12];

/**
 * SSD on MobileNet v1, after face-api's mobileNetV1 and predictionLayer (MIT). The original takes 512 by 512
 * pixels only; convolutions take any size, so a smaller view costs less here.
 * Input `image`: 1, height, width, 3 as bytes, RGB. Outputs, for every anchor of every cell, level by level and
 * row by row: `offsets`: cells, 4, relative to the anchor; `scores`: cells, 3 as logits, the middle one "face".
 * Output `anchors`: 5118, 4 as top, left, bottom, right for the full 512 by 512, in ratios of it.
 */
export function detector(weights: Weights): Graph {
  const g = new Graph();
  const image = g.input({ name: "image", type: UINT8, dims: [1, "height", "width", 3] });
  const planes = g.node("Transpose", [g.node("Cast", [image], { to: FLOAT })], { perm: [0, 3, 1, 2] });
  let x = g.sub(g.mul(planes, g.floats([1], [1 / 127.5])), g.floats([1], [1]));

  const zero = g.floats([], [0]);
  const six = g.floats([], [6]);
  const relu6 = (value: string): string => g.node("Clip", [value, zero, six]);
  const pointwise = (value: string, prefix: string, stride: number): string => {
    const bias = weights(`${prefix}_pointwise/convolution_bn_offset`).data;
    const filter = weights(`${prefix}_pointwise/weights`);
    return relu6(g.convolution(value, filter, bias, { stride, padding: "grid" }));
  };

  x = pointwise(x, "MobilenetV1/Conv2d_0", 2);
  let fine = x;
  for (let layer = 1; layer <= 13; layer++) {
    const { filter, bias } = foldBatchNorm(weights, `MobilenetV1/Conv2d_${layer}_depthwise`);
    const stride = STRIDE_TWO_LAYERS.includes(layer) ? 2 : 1;
    x = relu6(g.depthwise(x, filter, bias, { stride, padding: "grid" }));
    x = pointwise(x, `MobilenetV1/Conv2d_${layer}`, 1);
    if (layer === 11) fine = x;
  }

  const features = [fine, x];
  for (let layer = 0; layer < 8; layer++) {
    x = pointwise(x, `Prediction/Conv2d_${layer}`, layer % 2 === 0 ? 1 : 2);
    if (layer % 2 === 1) features.push(x);
  }
  const predictions = (kind: string, columns: number): string => {
    const parts = features.map((feature, level) => {
      const prefix = `Prediction/BoxPredictor_${level}/${kind}`;
      const map = g.convolution(feature, weights(`${prefix}/weights`), weights(`${prefix}/biases`).data);
      const byPosition = g.node("Transpose", [map], { perm: [0, 2, 3, 1] });
      return g.node("Reshape", [byPosition, g.integers([-1, columns])]);
    });
    return g.node("Concat", parts, { axis: 0 });
  };

  g.output(predictions("BoxEncodingPredictor", 4), { name: "offsets", type: FLOAT, dims: ["cells", 4] });
  g.output(predictions("ClassPredictor", 3), { name: "scores", type: FLOAT, dims: ["cells", 3] });
  const anchors = g.floats([ANCHORS, 4], weights("Output/extra_dim").data);
  g.output(anchors, { name: "anchors", type: FLOAT, dims: [ANCHORS, 4] });
  return g;
}

/** A normalisation that follows a convolution is a factor and an offset per channel: it goes into the filter. */
function foldBatchNorm(weights: Weights, prefix: string): { filter: Weight; bias: Float32Array } {
  const filter = weights(`${prefix}/depthwise_weights`);
  const [gamma, beta, mean, variance] = ["gamma", "beta", "moving_mean", "moving_variance"].map(
    (name) => weights(`${prefix}/BatchNorm/${name}`).data,
  ) as [Float32Array, Float32Array, Float32Array, Float32Array];
  const factors = gamma.map((value, c) => value / Math.sqrt(variance[c]! + BATCH_NORM_EPSILON));
  return {
    filter: { shape: filter.shape, data: filter.data.map((w, i) => w * factors[i % factors.length]!) },
    bias: beta.map((value, c) => value - mean[c]! * factors[c]!),
  };
}
