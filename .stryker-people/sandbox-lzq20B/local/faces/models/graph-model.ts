// @ts-nocheck
import { Graph, type Padding, type Weight } from "./graph.ts";
import { FLOAT } from "./onnx-schema.ts";
import type { WeightGroup, Weights } from "./weights.ts";

/** The part of TensorFlow.js's graph models that is read. */
export interface GraphModel {
  modelTopology: { node: ModelNode[] };
  signature: { outputs: Record<string, { name: string }> };
  weightsManifest: WeightGroup[];
}

interface ModelNode {
  name: string;
  op: string;
  input?: string[];
  attr?: Record<string, { s?: string; list?: { i?: string[]; s?: string[] } }>;
}

/** What a graph model's input is made from: chips of n, 3, side, side, RGB 0..255. */
export interface GraphModelInput {
  side: number;
  /** Each channel's value is multiplied by this, once the mean is taken off. */
  factor: number;
  mean: readonly [number, number, number];
  /** The model wants blue first. */
  blueFirst?: boolean;
}

/** Name in the signature to name of the output, and how many numbers it has for each chip. */
export type GraphModelOutputs = Record<string, { name: string; size: number }>;

/** A TensorFlow.js graph model as ONNX: channels come before rows and columns, weights are as they were. */
export function convertGraphModel(
  { modelTopology, signature }: GraphModel,
  weights: Weights,
  input: GraphModelInput,
  outputs: GraphModelOutputs,
): Graph {
  const g = new Graph();
  const nodes = new Map(modelTopology.node.map((node) => [node.name, node]));
  const values = new Map<string, string>();
  const computed = (name: string): string => {
    const known = values.get(name);
    if (known !== undefined) return known;
    const node = nodes.get(name);
    if (!node) throw new Error(`The model has no node called ${name}`);
    const value = node.op === "Const" ? asChannels(g, weights(name)) : convert(node);
    values.set(name, value);
    return value;
  };
  const convert = (node: ModelNode): string => {
    const operation = OPERATIONS[node.op];
    if (!operation)
      throw new Error(`The operation ${node.op} (${node.name}) of the model has no counterpart`);
    const names = (node.input ?? []).map(withoutPort);
    return operation(g, {
      node,
      input,
      value: (i) => computed(names[i]!),
      weight: (i) => weights(names[i]!),
      inputs: names.length,
    });
  };
  for (const [key, { name, size }] of Object.entries(outputs)) {
    const from = computed(withoutPort(signature.outputs[key]!.name));
    g.output(from, { name, type: FLOAT, dims: ["n", size] });
  }
  return g;
}

/** A node's first output goes by the node's name. */
const withoutPort = (name: string): string => name.replace(/:0$/, "");

interface Context {
  node: ModelNode;
  input: GraphModelInput;
  /** The i-th input, computed or constant. */
  value(i: number): string;
  /** The i-th input's numbers. */
  weight(i: number): Weight;
  inputs: number;
}

const binary =
  (type: string) =>
  (g: Graph, { value }: Context): string =>
    g.node(type, [value(0), value(1)]);
const unary =
  (type: string, attributes = {}) =>
  (g: Graph, { value }: Context): string =>
    g.node(type, [value(0)], attributes);

const OPERATIONS: Record<string, (g: Graph, context: Context) => string> = {
  Placeholder: normalised,
  Identity: (_, { value }) => value(0),
  Add: binary("Add"),
  AddV2: binary("Add"),
  Mul: binary("Mul"),
  Minimum: binary("Min"),
  Maximum: binary("Max"),
  Relu: unary("Relu"),
  Sigmoid: unary("Sigmoid"),
  Softmax: unary("Softmax", { axis: 1 }),
  Prelu: (g, { value }) => g.node("PRelu", [value(0), value(1)]),
  /** Over rows and columns: nothing else is averaged in the models that are read. */
  Mean: (g, { value }) => g.globalAverage(value(0)),
  /** To one row per chip: nothing else is reshaped. One pixel is left by then, so that the order stays. */
  Reshape: (g, { value }) => g.node("Flatten", [value(0)]),
  Conv2D: (g, { node, value, weight }) => {
    const filter = weight(1);
    return g.convolution(value(0), filter, new Float32Array(filter.shape[3]!), windowsOf(node));
  },
  DepthwiseConv2dNative: (g, { node, value, weight }) =>
    g.depthwise(value(0), weight(1), undefined, windowsOf(node)),
  _FusedConv2D: (g, { node, value, weight, inputs }) => {
    const sum = g.convolution(value(0), weight(1), weight(2).data, windowsOf(node));
    return inputs > 3 ? g.node("PRelu", [sum, value(3)]) : activated(g, node, sum);
  },
  _FusedMatMul: (g, { node, value, weight }) =>
    activated(g, node, g.fullyConnected(value(0), weight(1), weight(2))),
  MaxPool: (g, { node, value }) => {
    const { stride, padding } = windowsOf(node);
    return g.pool("MaxPool", value(0), Number(node.attr!.ksize!.list!.i![1]), stride, padding);
  },
  /** Rows of before and after, for batch, rows, columns, channels: only channels are filled up. */
  Pad: (g, { value, weight }) => {
    const channels = weight(1).data[7]!;
    return g.node("Pad", [value(0), g.integers([0, 0, 0, 0, 0, channels, 0, 0])]);
  },
};

function normalised(g: Graph, { input: { side, mean, factor, blueFirst } }: Context): string {
  const chips = g.input({ name: "chips", type: FLOAT, dims: ["n", 3, side, side] });
  const centred = g.mul(g.sub(chips, g.floats([1, 3, 1, 1], mean)), g.floats([1], [factor]));
  return blueFirst ? g.node("Gather", [centred, g.integers([2, 1, 0])], { axis: 1 }) : centred;
}

/** A constant of one number per channel, to be laid over rows and columns; or of one number altogether. */
function asChannels(g: Graph, { shape, data }: Weight): string {
  return data.length === 1 && shape.length === 0 ? g.floats([], data) : g.floats([data.length, 1, 1], data);
}

function activated(g: Graph, node: ModelNode, value: string): string {
  const fused = (node.attr!.fused_ops?.list?.s ?? []).map(text);
  return fused.includes("Relu") ? g.relu(value) : value;
}

function windowsOf({ attr }: ModelNode): { stride: number; padding: Extract<Padding, "same" | "valid"> } {
  return {
    stride: Number(attr!.strides!.list!.i![1]),
    padding: text(attr!.padding!.s!) === "SAME" ? "same" : "valid",
  };
}

const text = (base64: string): string => Buffer.from(base64, "base64").toString();
