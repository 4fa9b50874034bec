// @ts-nocheck
import protobuf from "protobufjs";

/**
 * The part of ONNX's model format that this converter writes. Field numbers from onnx.proto of the ONNX project
 * (Apache-2.0, https://github.com/onnx/onnx); readers skip what is absent.
 */
const SCHEMA = `
syntax = "proto3";
package onnx;
message ModelProto {
  int64 ir_version = 1; string producer_name = 2; string producer_version = 3;
  GraphProto graph = 7; repeated OperatorSetIdProto opset_import = 8;
}
message OperatorSetIdProto { string domain = 1; int64 version = 2; }
message GraphProto {
  repeated NodeProto node = 1; string name = 2; repeated TensorProto initializer = 5;
  repeated ValueInfoProto input = 11; repeated ValueInfoProto output = 12;
}
message NodeProto {
  repeated string input = 1; repeated string output = 2; string name = 3; string op_type = 4;
  repeated AttributeProto attribute = 5;
}
message AttributeProto {
  string name = 1; float f = 2; int64 i = 3; bytes s = 4; repeated int64 ints = 8; int32 type = 20;
}
message TensorProto { repeated int64 dims = 1; int32 data_type = 2; string name = 8; bytes raw_data = 9; }
message ValueInfoProto { string name = 1; TypeProto type = 2; }
message TypeProto { TensorType tensor_type = 1; }
message TensorType { int32 elem_type = 1; TensorShapeProto shape = 2; }
message TensorShapeProto { repeated Dimension dim = 1; }
message Dimension { oneof value { int64 dim_value = 1; string dim_param = 2; } }
`;

const ModelProto = protobuf.parse(SCHEMA, { keepCase: true }).root.lookupType("onnx.ModelProto");

/** Codes of TensorProto.DataType. */
export const FLOAT = 1;
export const UINT8 = 2;
export const INT64 = 7;

/** Codes of AttributeProto.AttributeType. */
const ATTRIBUTE_FLOAT = 1;
const ATTRIBUTE_INT = 2;
const ATTRIBUTE_STRING = 3;
const ATTRIBUTE_INTS = 7;

export interface Tensor {
  name: string;
  dims: readonly number[];
  data_type: number;
  raw_data: Uint8Array;
}

export interface Node {
  op_type: string;
  input: string[];
  output: string[];
  attribute: object[];
}

/** A named input or output; a string dimension is one that may differ from run to run. */
export interface Port {
  name: string;
  type: number;
  dims: readonly (number | string)[];
}

export type AttributeValue = number | string | readonly number[] | { float: number };

/** Plain numbers are ONNX integers; `{ float }` is for its float attributes. */
export function attribute(name: string, value: AttributeValue): object {
  if (typeof value === "number") return { name, type: ATTRIBUTE_INT, i: value };
  if (typeof value === "string") return { name, type: ATTRIBUTE_STRING, s: Buffer.from(value) };
  if ("float" in value) return { name, type: ATTRIBUTE_FLOAT, f: value.float };
  return { name, type: ATTRIBUTE_INTS, ints: value };
}

/** The bytes of an .onnx file. The same graph gives the same bytes. */
export function encodeModel(
  name: string,
  graph: { nodes: Node[]; tensors: Tensor[]; inputs: Port[]; outputs: Port[] },
): Uint8Array {
  return ModelProto.encode({
    ir_version: 8,
    producer_name: "lookalike",
    opset_import: [{ domain: "", version: 13 }],
    graph: {
      name,
      node: graph.nodes,
      initializer: graph.tensors,
      input: graph.inputs.map(valueInfo),
      output: graph.outputs.map(valueInfo),
    },
  }).finish();
}

function valueInfo({ name, type, dims }: Port): object {
  const dim = dims.map((d) => (typeof d === "number" ? { dim_value: d } : { dim_param: d }));
  return { name, type: { tensor_type: { elem_type: type, shape: { dim } } } };
}
