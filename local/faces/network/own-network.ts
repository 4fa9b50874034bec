import * as ort from "onnxruntime-node";
import { NetworkError } from "../errors.ts";
import type { Point } from "../face.ts";
import { mirrored, type Pyramid } from "../geometry/pyramid.ts";
import { runChips } from "../run-model.ts";
import { ARCFACE_SIDE, arcfaceTransform } from "./arcface-chip.ts";
import type { NetworkFile, NetworkInput } from "./network-file.ts";

/** A network of the user's own, in memory. */
export interface OwnNetwork {
  /** Numbers of a descriptor, without its doubt. */
  length: number;
  /** The descriptor of the face with these 68 landmarks, and after its numbers how doubtful it is. */
  describe(image: Pyramid, points: readonly Point[], doubt: number): Promise<Float32Array>;
  close(): Promise<void>;
}

/** @throws NetworkError where the file holds no network that takes RGB chips of 112 pixels and gives one vector */
export async function openOwnNetwork({ path, input }: NetworkFile): Promise<OwnNetwork> {
  const session = await openSession(path);
  const embed = async (chip: Float32Array): Promise<Float32Array> => {
    // One at a time: many of these networks were written for batches of one.
    const [vector] = Object.values(await runChips(session, [chip], ARCFACE_SIDE));
    return vector!;
  };
  const { length } = await embed(new Float32Array(3 * ARCFACE_SIDE ** 2)).catch((cause: Error) => {
    throw unusable(path, cause);
  });
  return {
    length,
    close: () => session.release(),
    async describe(image, points, doubt) {
      const chip = prepared(image.chip(arcfaceTransform(points), ARCFACE_SIDE), input);
      const sum = new Float32Array(length);
      for (const view of [chip, mirrored(chip, ARCFACE_SIDE)])
        (await embed(view)).forEach((value, i) => {
          sum[i]! += value;
        });
      // Of length 1, so that distances tell what cosines tell.
      const size = Math.hypot(...sum) || 1;
      const descriptor = new Float32Array(length + 1);
      descriptor.set(sum.map((value) => value / size));
      descriptor[length] = doubt;
      return descriptor;
    },
  };
}

async function openSession(path: string): Promise<ort.InferenceSession> {
  try {
    return await ort.InferenceSession.create(path, {
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      // Its own log lines are of no use to people who run a command.
      logSeverityLevel: 3,
    });
  } catch (cause) {
    throw unusable(path, cause as Error);
  }
}

function unusable(path: string, cause: Error): NetworkError {
  return new NetworkError(
    `${path} cannot describe faces: a network is needed that takes 1 x 3 x ${ARCFACE_SIDE} x ${ARCFACE_SIDE} numbers and ` +
      `gives one vector (${cause.message.split("\n")[0]}). Give --descriptor another file.`,
    { cause },
  );
}

function prepared(planes: Float32Array, { mean, scale, channels }: NetworkInput): Float32Array {
  const values = planes.map((value) => (value - mean) / scale);
  if (channels === "RGB") return values;
  const plane = ARCFACE_SIDE ** 2;
  return Float32Array.from(values, (_, i) => values[(2 - Math.floor(i / plane)) * plane + (i % plane)]!);
}
