// @ts-nocheck
import {
  type AttributeValue,
  attribute,
  encodeModel,
  FLOAT,
  INT64,
  type Node,
  type Port,
  type Tensor,
} from "./onnx-schema.ts";

/** A weight as TensorFlow.js stores it: convolution filters are height, width, in, out. */
export interface Weight {
  shape: readonly number[];
  data: Float32Array;
}

interface ConvolutionOptions {
  stride?: number;
  padding?: Padding;
}

/** "grid": like "same", but starting every stride at the first pixel whatever the size, so that cells stay put. */
export type Padding = "same" | "valid" | "grid";

/**
 * Builds an ONNX graph in which images are laid out as batch, channels, height, width. Every method adds a node
 * and returns the name of its output.
 */
export class Graph {
  readonly #nodes: Node[] = [];
  readonly #tensors: Tensor[] = [];
  readonly #inputs: Port[] = [];
  readonly #outputs: Port[] = [];

  input(port: Port): string {
    this.#inputs.push(port);
    return port.name;
  }

  output(value: string, port: Port): void {
    this.#nodes.push({ op_type: "Identity", input: [value], output: [port.name], attribute: [] });
    this.#outputs.push(port);
  }

  node(type: string, input: string[], attributes: Record<string, AttributeValue> = {}): string {
    const name = `v${this.#nodes.length}`;
    const list = Object.entries(attributes).map(([key, value]) => attribute(key, value));
    this.#nodes.push({ op_type: type, input, output: [name], attribute: list });
    return name;
  }

  floats(dims: readonly number[], data: Float32Array | readonly number[]): string {
    const bytes = Float32Array.from(data);
    return this.#tensor(dims, FLOAT, new Uint8Array(bytes.buffer));
  }

  integers(data: readonly number[]): string {
    const bytes = BigInt64Array.from(data.map(BigInt));
    return this.#tensor([data.length], INT64, new Uint8Array(bytes.buffer));
  }

  add = (a: string, b: string): string => this.node("Add", [a, b]);
  sub = (a: string, b: string): string => this.node("Sub", [a, b]);
  mul = (a: string, b: string): string => this.node("Mul", [a, b]);
  relu = (x: string): string => this.node("Relu", [x]);
  /** Averages every channel to one number: batch, channels. */
  globalAverage = (x: string): string => this.node("Flatten", [this.node("GlobalAveragePool", [x])]);

  convolution(x: string, filter: Weight, bias: Float32Array, options: ConvolutionOptions = {}): string {
    const { stride = 1, padding = "same" } = options;
    const [height, width, inputs, outputs] = filter.shape as [number, number, number, number];
    const data = reorder(filter.data, inputs, outputs, height * width);
    const weights = this.floats([outputs, inputs, height, width], data);
    return this.node("Conv", [x, weights, this.floats([outputs], bias)], {
      ...windows([height, width], stride, padding),
    });
  }

  /** One filter per channel; the filter's shape is height, width, channels, 1. */
  depthwise(
    x: string,
    filter: Weight,
    bias: Float32Array | undefined,
    options: ConvolutionOptions = {},
  ): string {
    const { stride = 1, padding = "same" } = options;
    const [height, width, channels] = filter.shape as [number, number, number, number];
    const weights = this.floats(
      [channels, 1, height, width],
      reorder(filter.data, channels, 1, height * width),
    );
    const inputs = bias ? [x, weights, this.floats([channels], bias)] : [x, weights];
    return this.node("Conv", inputs, { ...windows([height, width], stride, padding), group: channels });
  }

  pool(
    type: "MaxPool" | "AveragePool",
    x: string,
    size: number,
    stride: number,
    padding: "same" | "valid",
  ): string {
    return this.node(type, [x], windows([size, size], stride, padding));
  }

  fullyConnected(x: string, weights: Weight, bias: Weight): string {
    const matrix = this.floats(weights.shape, weights.data);
    return this.node("Gemm", [x, matrix, this.floats(bias.shape, bias.data)]);
  }

  encode(name: string): Uint8Array {
    return encodeModel(name, {
      nodes: this.#nodes,
      tensors: this.#tensors,
      inputs: this.#inputs,
      outputs: this.#outputs,
    });
  }

  #tensor(dims: readonly number[], type: number, bytes: Uint8Array): string {
    const name = `w${this.#tensors.length}`;
    this.#tensors.push({ name, dims, data_type: type, raw_data: bytes });
    return name;
  }
}

/** TensorFlow pads "same" at the end first, which ONNX calls SAME_UPPER. */
function windows(kernel_shape: [number, number], stride: number, padding: Padding) {
  const common = { kernel_shape, strides: [stride, stride] };
  if (padding !== "grid") return { ...common, auto_pad: padding === "same" ? "SAME_UPPER" : "VALID" };
  // With two strides' worth at the end the output has ceil(size / stride) cells for odd and even sizes alike.
  const start = kernel_shape.map((k) => (stride === 1 ? (k - 1) / 2 : 0));
  const end = kernel_shape.map((k) => (stride === 1 ? (k - 1) / 2 : k - 1));
  return { ...common, pads: [...start, ...end] };
}

/** From position, in, out to out, in, position; with one output this is also depthwise's channel, position. */
function reorder(data: Float32Array, inputs: number, outputs: number, positions: number): Float32Array {
  const result = new Float32Array(data.length);
  for (let p = 0; p < positions; p++) {
    for (let i = 0; i < inputs; i++) {
      for (let o = 0; o < outputs; o++) {
        const target = outputs === 1 ? i * positions + p : (o * inputs + i) * positions + p;
        result[target] = data[(p * inputs + i) * outputs + o]!;
      }
    }
  }
  return result;
}
