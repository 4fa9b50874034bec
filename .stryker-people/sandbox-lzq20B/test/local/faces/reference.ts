// @ts-nocheck
import { readFile } from "node:fs/promises";
import { createContext, runInContext } from "node:vm";

const PACKAGE = "node_modules/@vladmandic/face-api";

interface Tensor {
  dataSync(): Float32Array;
}

/** What the tests use of face-api, which has no types for its browser build. */
interface FaceApi {
  tf: {
    env(): { setPlatform(name: string, platform: object): void };
    setBackend(name: string): Promise<boolean>;
    tensor3d(data: Float32Array, shape: number[]): unknown;
    io: { decodeWeights(data: ArrayBuffer, manifest: object[]): object };
  };
  NetInput: new (images: unknown[]) => object;
  FaceLandmark68Net: new () => Net;
  FaceExpressionNet: new () => Net;
  AgeGenderNet: new () => Net;
  FaceRecognitionNet: new () => Net;
}

interface Net {
  loadFromWeightMap(map: object): void;
  runNet(input: object): Tensor & { age: Tensor; gender: Tensor };
  forwardInput(input: object): Tensor & { age: Tensor; gender: Tensor };
}

/**
 * face-api itself, on the slow but exact JavaScript backend of its own copy of TensorFlow.js. Its builds for Node
 * want packages that are not installed; the browser's runs in a context that is neither browser nor Node.
 */
export async function loadFaceApi(): Promise<FaceApi> {
  const context = createContext({
    TextEncoder,
    TextDecoder,
    performance,
    setTimeout,
    clearTimeout,
    URL,
    Float32Array,
    Uint8Array,
    Int32Array,
    console: { ...console, warn: () => undefined }, // It recommends faster backends.
    navigator: { userAgent: "" },
  });
  runInContext("globalThis.self = globalThis", context);
  runInContext(`${await readFile(`${PACKAGE}/dist/face-api.js`, "utf8")}\nself.faceapi = faceapi;`, context);
  const { faceapi } = context as unknown as { faceapi: FaceApi };
  faceapi.tf.env().setPlatform("plain", {
    isTypedArray: ArrayBuffer.isView,
    now: () => performance.now(),
    encode: (text: string) => new TextEncoder().encode(text),
    decode: (bytes: Uint8Array) => new TextDecoder().decode(bytes),
  });
  await faceapi.tf.setBackend("cpu");
  return faceapi;
}

export async function loadNet(
  faceapi: FaceApi,
  net: "FaceLandmark68Net" | "FaceExpressionNet" | "AgeGenderNet" | "FaceRecognitionNet",
  weights: string,
): Promise<Net> {
  const manifest: { weights: object[] }[] = JSON.parse(
    await readFile(`${PACKAGE}/model/${weights}-weights_manifest.json`, "utf8"),
  );
  const data = new Uint8Array(await readFile(`${PACKAGE}/model/${weights}.bin`)).buffer;
  const loaded = new faceapi[net]();
  loaded.loadFromWeightMap(
    faceapi.tf.io.decodeWeights(
      data,
      manifest.flatMap((group) => group.weights),
    ),
  );
  return loaded;
}

/** Planes of red, green and blue as the interleaved tensor that face-api takes. */
export function netInput(faceapi: FaceApi, planes: Float32Array, side: number): object {
  const area = side * side;
  const pixels = Float32Array.from(
    { length: 3 * area },
    (_, i) => planes[(i % 3) * area + Math.floor(i / 3)]!,
  );
  return new faceapi.NetInput([faceapi.tf.tensor3d(pixels, [side, side, 3])]);
}
