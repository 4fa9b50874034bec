import { writeFileSync } from "node:fs";
import { basename } from "node:path";
import { Graph } from "../../../local/faces/models/graph.ts";
import { FLOAT } from "../../../local/faces/models/onnx-schema.ts";

/** A network of ArcFace's shape that tells the mean colour of 16 squares of the chip: 48 numbers. */
export function writeColourNetwork(path: string, side = 112): string {
  const graph = new Graph();
  const input = graph.input({ name: "input", type: FLOAT, dims: [1, 3, side, side] });
  const pooled = graph.node("AveragePool", [input], { kernel_shape: [28, 28], strides: [28, 28] });
  graph.output(graph.node("Flatten", [pooled]), {
    name: "embedding",
    type: FLOAT,
    dims: [1, 3 * (side / 28) ** 2],
  });
  writeFileSync(path, graph.encode(basename(path)));
  return path;
}
