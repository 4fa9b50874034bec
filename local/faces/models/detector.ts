import { Graph, type Weight } from "./graph.ts";
import { FLOAT, UINT8 } from "./onnx-schema.ts";
import type { Weights } from "./weights.ts";

/** Side of the detector's square input, in pixels. */
export const DETECTOR_SIDE = 512;
const ANCHORS = 5118;
const BATCH_NORM_EPSILON = 0.0010000000474974513;
const STRIDE_TWO_LAYERS = [2, 4, 6, 12];

/**
 * SSD on MobileNet v1, after face-api's mobileNetV1, predictionLayer and outputLayer (MIT).
 * Input `image`: 1, 512, 512, 3 as bytes, RGB. Outputs `boxes`: 5118, 4 as top, left, bottom, right in ratios of
 * the input, before suppression; `scores`: 5118, 3 as logits, of which the middle one is "face".
 */
export function detector(weights: Weights): Graph {
  const g = new Graph();
  const image = g.input({ name: "image", type: UINT8, dims: [1, DETECTOR_SIDE, DETECTOR_SIDE, 3] });
  const planes = g.node("Transpose", [g.node("Cast", [image], { to: FLOAT })], { perm: [0, 3, 1, 2] });
  let x = g.sub(g.mul(planes, g.floats([1], [1 / 127.5])), g.floats([1], [1]));

  const zero = g.floats([], [0]);
  const six = g.floats([], [6]);
  const relu6 = (value: string): string => g.node("Clip", [value, zero, six]);
  const pointwise = (value: string, prefix: string, stride: number): string => {
    const bias = weights(`${prefix}_pointwise/convolution_bn_offset`).data;
    return relu6(g.convolution(value, weights(`${prefix}_pointwise/weights`), bias, { stride }));
  };

  x = pointwise(x, "MobilenetV1/Conv2d_0", 2);
  let fine = x;
  for (let layer = 1; layer <= 13; layer++) {
    const { filter, bias } = foldBatchNorm(weights, `MobilenetV1/Conv2d_${layer}_depthwise`);
    x = relu6(g.depthwise(x, filter, bias, STRIDE_TWO_LAYERS.includes(layer) ? 2 : 1));
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

  const boxes = decodeBoxes(g, predictions("BoxEncodingPredictor", 4), weights("Output/extra_dim").data);
  g.output(boxes, { name: "boxes", type: FLOAT, dims: [ANCHORS, 4] });
  g.output(predictions("ClassPredictor", 3), { name: "scores", type: FLOAT, dims: [ANCHORS, 3] });
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

/** Centre offsets are in tenths, size exponents in fifths of the anchor's size. */
function decodeBoxes(g: Graph, encoded: string, anchors: Float32Array): string {
  const centers = new Float32Array(2 * ANCHORS);
  const sizes = new Float32Array(2 * ANCHORS);
  for (let i = 0; i < ANCHORS; i++) {
    for (const axis of [0, 1]) {
      const [low, high] = [anchors[4 * i + axis]!, anchors[4 * i + axis + 2]!];
      centers[2 * i + axis] = (low + high) / 2;
      sizes[2 * i + axis] = high - low;
    }
  }
  const columns = (from: number): string =>
    g.node("Slice", [encoded, g.integers([from]), g.integers([from + 2]), g.integers([1])]);
  const size = g.floats([ANCHORS, 2], sizes);
  const offset = g.mul(g.mul(columns(0), g.floats([1], [1 / 10])), size);
  const center = g.add(offset, g.floats([ANCHORS, 2], centers));
  const growth = g.node("Exp", [g.mul(columns(2), g.floats([1], [1 / 5]))]);
  const half = g.mul(g.mul(growth, size), g.floats([1], [1 / 2]));
  return g.node("Concat", [g.sub(center, half), g.add(center, half)], { axis: 1 });
}
