// Plain face-api on tfjs-wasm over a folder of photos, in a process of its own. Prints one JSON line.
// CommonJS packages of bench/node_modules are found through NODE_PATH.
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import sharp from "sharp";
import { measure } from "./measured.ts";

/** What is used of it; its own types are where the bench's packages are, which is not everywhere. */
interface TensorFlow {
  setBackend(name: string): Promise<boolean>;
  ready(): Promise<void>;
  tensor3d(data: Uint8Array, shape: [number, number, number], type: "int32"): { dispose(): void };
}

const require = createRequire(import.meta.url);
const tf = require("@tensorflow/tfjs") as TensorFlow;
const wasm = require("@tensorflow/tfjs-backend-wasm") as { setWasmPaths(folder: string): void };
const faceapi =
  require("@vladmandic/face-api/dist/face-api.node-wasm.js") as typeof import("@vladmandic/face-api");

const folder = process.argv[2]!;
/** What face-api's own documentation suggests; our detector's threshold is no lower. */
const MIN_CONFIDENCE = 0.3;
/** Longest side. tfjs scales large tensors slowly, so photos are brought near the detector's 512 by sharp first. */
const SIDE = 1024;

wasm.setWasmPaths(`${dirname(require.resolve("@tensorflow/tfjs-backend-wasm"))}/`);
await tf.setBackend("wasm");
await tf.ready();
const models = join(dirname(require.resolve("@vladmandic/face-api/package.json")), "model");
const { ssdMobilenetv1, faceLandmark68Net, ageGenderNet, faceRecognitionNet, faceExpressionNet } =
  faceapi.nets;
for (const net of [ssdMobilenetv1, faceLandmark68Net, ageGenderNet, faceRecognitionNet, faceExpressionNet]) {
  await net.loadFromDisk(models);
}
const options = new faceapi.SsdMobilenetv1Options({ minConfidence: MIN_CONFIDENCE });

const photos = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
  /\.(jpe?g|png)$/i.test(file),
);
const analyse = async (file: string) => {
  const { data, info } = await sharp(join(folder, file))
    .autoOrient()
    .resize(SIDE, SIDE, { fit: "inside", withoutEnlargement: true })
    .removeAlpha()
    .toColourspace("srgb")
    .raw()
    .toBuffer({ resolveWithObject: true });
  const tensor = tf.tensor3d(new Uint8Array(data), [info.height, info.width, 3], "int32");
  const faces = await faceapi
    .detectAllFaces(tensor as unknown as Parameters<typeof faceapi.detectAllFaces>[0], options)
    .withFaceLandmarks()
    .withFaceExpressions()
    .withFaceDescriptors()
    .withAgeAndGender();
  tensor.dispose();
  return faces.length;
};

await analyse(photos[0]!); // The first one compiles.
const end = measure();
let faces = 0;
for (const photo of photos) faces += await analyse(photo);
console.log(JSON.stringify(end(photos.length, faces)));
