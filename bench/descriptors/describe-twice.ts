import { locateUpright } from "../../local/faces/analyze.ts";
import { faceBox } from "../../local/faces/box.ts";
import { decode } from "../../local/faces/decode.ts";
import { computeDescriptor } from "../../local/faces/descriptor.ts";
import { UndecodableImageError } from "../../local/faces/errors.ts";
import { Pyramid } from "../../local/faces/geometry/pyramid.ts";
import type { NetworkFile } from "../../local/faces/network/network-file.ts";
import { type OwnNetwork, openOwnNetwork } from "../../local/faces/network/own-network.ts";
import { estimatePose } from "../../local/faces/pose.ts";
import { measureQuality } from "../../local/faces/quality.ts";
import type { Sessions } from "../../local/faces/sessions.ts";
import { DESCRIPTOR_LENGTH, doubtOf } from "../../local/faces/similarity.ts";
import type { PersonPhoto } from "../verification/photos.ts";

export interface Described extends PersonPhoto {
  own: Float32Array;
  other: Float32Array;
}

/** Finds faces once and describes them by the built-in descriptor and by another, with the processor's time of each. */
export class DescribeTwice {
  readonly #sessions: Sessions;
  readonly #other: OwnNetwork;
  readonly #times = { own: 0, other: 0, faces: 0 };

  private constructor(sessions: Sessions, other: OwnNetwork) {
    this.#sessions = sessions;
    this.#other = other;
  }

  static async open(sessions: Sessions, network: NetworkFile): Promise<DescribeTwice> {
    return new DescribeTwice(sessions, await openOwnNetwork(network));
  }

  /** Undefined where the photo shows no face that can be described, or several. */
  async describe(photo: PersonPhoto, bytes: Uint8Array): Promise<Described | undefined> {
    const pixels = await decode(bytes).catch((error) => {
      if (error instanceof UndecodableImageError) return undefined;
      throw error;
    });
    if (!pixels) return undefined;
    const { image, located } = await locateUpright(this.#sessions, new Pyramid(pixels));
    const [face, ...more] = located;
    if (!face?.landmarks.reliable || more.length > 0) return undefined;
    const { points } = face.landmarks;
    const quality = await measureQuality(image.image, faceBox(face.detection, points));
    const doubt = doubtOf(quality, estimatePose(points));
    const own = await this.#timed("own", () => computeDescriptor(this.#sessions, image, points, doubt));
    const other = await this.#timed("other", () => this.#other.describe(image, points, doubt));
    this.#times.faces += 1;
    return { ...photo, own, other };
  }

  costs(): string[] {
    const { own, other, faces } = this.#times;
    const line = (name: string, numbers: number, ms: number) =>
      `${name.padEnd(8)} ${String(numbers).padStart(4)} numbers, ${(ms / faces).toFixed(1)} ms of processor a face`;
    return [line("built-in", DESCRIPTOR_LENGTH, own), line("other", this.#other.length, other)];
  }

  /** Each session before the process ends: onnxruntime may abort it otherwise. */
  async close(): Promise<void> {
    const { ownNetwork: _, ...models } = this.#sessions;
    for (const session of Object.values(models)) await session.release();
    await this.#other.close();
  }

  async #timed<T>(kind: "own" | "other", work: () => Promise<T>): Promise<T> {
    const start = process.cpuUsage();
    const result = await work();
    const { user, system } = process.cpuUsage(start);
    this.#times[kind] += (user + system) / 1000;
    return result;
  }
}
