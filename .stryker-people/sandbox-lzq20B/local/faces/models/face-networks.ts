// @ts-nocheck
import { Graph, type Weight } from "./graph.ts";
import { FLOAT } from "./onnx-schema.ts";
import type { Weights } from "./weights.ts";

/** Side of the square chip that landmarks, age, gender and expression are read from. */
export const FACE_SIDE = 112;
/** Side of the square chip that the descriptor is read from. */
export const RECOGNITION_SIDE = 150;
const MEAN_RGB = [122.782, 117.001, 104.298];

/**
 * 68 landmarks, after face-api's FaceLandmark68Net (MIT). Input `chips`: n, 3, 112, 112, RGB 0..255.
 * Output `points`: n, 136 as x and y in turn, in ratios of the chip.
 */
export function landmarks(weights: Weights): Graph {
  const g = new Graph();
  const points = g.fullyConnected(denseFeatures(g, weights), weights("fc/weights"), weights("fc/bias"));
  g.output(points, { name: "points", type: FLOAT, dims: ["n", 136] });
  return g;
}

/**
 * Expression, after face-api's FaceExpressionNet (MIT). Input as for landmarks. Output `probabilities`: n, 7 as
 * neutral, happy, sad, angry, fearful, disgusted, surprised.
 */
export function expression(weights: Weights): Graph {
  const g = new Graph();
  const logits = g.fullyConnected(denseFeatures(g, weights), weights("fc/weights"), weights("fc/bias"));
  g.output(g.node("Softmax", [logits], { axis: 1 }), { name: "probabilities", type: FLOAT, dims: ["n", 7] });
  return g;
}

/**
 * Age and gender, after face-api's AgeGenderNet on TinyXception (MIT). Input as for landmarks. Outputs `age`:
 * n, 1 in years; `gender`: n, 2 as probabilities of male and female.
 */
export function ageGender(weights: Weights): Graph {
  const g = new Graph();
  const separable = (x: string, prefix: string): string => {
    const spread = g.depthwise(x, weights(`${prefix}/depthwise_filter`), undefined);
    return g.convolution(spread, weights(`${prefix}/pointwise_filter`), weights(`${prefix}/bias`).data);
  };
  const convolution = (x: string, prefix: string): string =>
    g.convolution(x, weights(`${prefix}/filters`), weights(`${prefix}/bias`).data, { stride: 2 });
  const reduction = (x: string, prefix: string, activate: boolean): string => {
    const first = separable(activate ? g.relu(x) : x, `${prefix}/separable_conv0`);
    const second = separable(g.relu(first), `${prefix}/separable_conv1`);
    return g.add(g.pool("MaxPool", second, 3, 2, "same"), convolution(x, `${prefix}/expansion_conv`));
  };

  let x = g.relu(convolution(normalisedInput(g, FACE_SIDE), "entry_flow/conv_in"));
  x = reduction(x, "entry_flow/reduction_block_0", false);
  x = reduction(x, "entry_flow/reduction_block_1", true);
  for (const block of [0, 1]) {
    let inner = x;
    for (const layer of [0, 1, 2]) {
      inner = separable(g.relu(inner), `middle_flow/main_block_${block}/separable_conv${layer}`);
    }
    x = g.add(inner, x);
  }
  x = reduction(x, "exit_flow/reduction_block", true);
  const features = g.globalAverage(g.relu(separable(x, "exit_flow/separable_conv")));
  const age = g.fullyConnected(features, weights("fc/age/weights"), weights("fc/age/bias"));
  const gender = g.fullyConnected(features, weights("fc/gender/weights"), weights("fc/gender/bias"));
  g.output(age, { name: "age", type: FLOAT, dims: ["n", 1] });
  g.output(g.node("Softmax", [gender], { axis: 1 }), { name: "gender", type: FLOAT, dims: ["n", 2] });
  return g;
}

/**
 * dlib's face recognition residual net, after face-api's FaceRecognitionNet (MIT; weights public domain).
 * Input `chips`: n, 3, 150, 150, RGB 0..255. Output `descriptors`: n, 128.
 */
export function recognition(weights: Weights): Graph {
  const g = new Graph();
  const layer = (x: string, prefix: string, stride: number, padding: "same" | "valid"): string => {
    const { filter, bias } = foldScale(weights, prefix);
    return g.convolution(x, filter, bias, { stride, padding });
  };
  const residual = (x: string, prefix: string): string => {
    const inner = g.relu(layer(x, `${prefix}/conv1`, 1, "same"));
    return g.relu(g.add(layer(inner, `${prefix}/conv2`, 1, "same"), x));
  };
  // The shortcut is averaged to half the size; whichever of the two is smaller is filled up with zeros.
  const residualDown = (x: string, prefix: string, fill: { channels?: number; border?: number }): string => {
    const inner = g.relu(layer(x, `${prefix}/conv1`, 2, "valid"));
    const out = pad(g, layer(inner, `${prefix}/conv2`, 1, "same"), 0, fill.border ?? 0);
    return g.relu(g.add(pad(g, g.pool("AveragePool", x, 2, 2, "valid"), fill.channels ?? 0, 0), out));
  };

  let x = g.relu(layer(normalisedInput(g, RECOGNITION_SIDE), "conv32_down", 2, "valid"));
  x = g.pool("MaxPool", x, 3, 2, "valid");
  for (const i of [1, 2, 3]) x = residual(x, `conv32_${i}`);
  x = residualDown(x, "conv64_down", { channels: 32 });
  for (const i of [1, 2, 3]) x = residual(x, `conv64_${i}`);
  x = residualDown(x, "conv128_down", { channels: 64 });
  for (const i of [1, 2]) x = residual(x, `conv128_${i}`);
  x = residualDown(x, "conv256_down", { channels: 128, border: 1 });
  for (const i of [1, 2]) x = residual(x, `conv256_${i}`);
  x = residualDown(x, "conv256_down_out", { border: 1 });
  const fc = weights("fc");
  const descriptors = g.node("MatMul", [g.globalAverage(x), g.floats(fc.shape, fc.data)]);
  g.output(descriptors, { name: "descriptors", type: FLOAT, dims: ["n", 128] });
  return g;
}

function normalisedInput(g: Graph, side: number): string {
  const chips = g.input({ name: "chips", type: FLOAT, dims: ["n", 3, side, side] });
  return g.mul(g.sub(chips, g.floats([1, 3, 1, 1], MEAN_RGB)), g.floats([1], [1 / 255]));
}

/** Four densely connected blocks of four separable convolutions each: n, 256. */
function denseFeatures(g: Graph, weights: Weights): string {
  const separable = (x: string, prefix: string, stride: number): string => {
    const spread = g.depthwise(x, weights(`${prefix}/depthwise_filter`), undefined, { stride });
    return g.convolution(spread, weights(`${prefix}/pointwise_filter`), weights(`${prefix}/bias`).data);
  };
  let x = normalisedInput(g, FACE_SIDE);
  for (const block of [0, 1, 2, 3]) {
    const name = (layer: number): string => `dense${block}/conv${layer}`;
    const entry =
      block === 0
        ? g.convolution(x, weights(`${name(0)}/filters`), weights(`${name(0)}/bias`).data, { stride: 2 })
        : separable(x, name(0), 2);
    let sum = g.relu(entry);
    x = sum;
    for (const layer of [1, 2, 3]) {
      sum = g.add(sum, separable(x, name(layer), 1));
      x = g.relu(sum);
    }
  }
  return g.globalAverage(x);
}

function foldScale(weights: Weights, prefix: string): { filter: Weight; bias: Float32Array } {
  const filter = weights(`${prefix}/conv/filters`);
  const bias = weights(`${prefix}/conv/bias`).data;
  const factors = weights(`${prefix}/scale/weights`).data;
  const offsets = weights(`${prefix}/scale/biases`).data;
  return {
    filter: { shape: filter.shape, data: filter.data.map((w, i) => w * factors[i % factors.length]!) },
    bias: bias.map((value, c) => value * factors[c]! + offsets[c]!),
  };
}

/** Adds zeros after the last channels, and after the last row and column. */
function pad(g: Graph, x: string, channels: number, border: number): string {
  return channels || border ? g.node("Pad", [x, g.integers([0, 0, 0, 0, 0, channels, border, border])]) : x;
}
