import { randomUUID } from "node:crypto";
import type { Face, FaceDetail } from "@aws-sdk/client-rekognition";
import type { VirtualClock } from "./clock.ts";
import { type Operations, serviceError } from "./service.ts";

/** Every operation has a quota of its own, a bucket that holds one second's worth. */
export class Quota {
  readonly #clock: VirtualClock;
  readonly #buckets = new Map<string, { tokens: number; at: number; seconds: number }>();
  /** Calls per second of each operation, now. */
  rate: () => number;

  constructor(clock: VirtualClock, rate: () => number) {
    this.#clock = clock;
    this.rate = rate;
  }

  /** @throws what Rekognition throws when the bucket is empty */
  take = (operation: string): void => {
    const rate = this.rate();
    const now = this.#clock.now();
    const bucket = this.#buckets.get(operation) ?? { tokens: rate, at: now, seconds: 0 };
    bucket.tokens = Math.min(rate, bucket.tokens + ((now - bucket.at) / 1000) * rate);
    bucket.at = now;
    this.#buckets.set(operation, bucket);
    if (bucket.tokens < 1) throw serviceError("ThrottlingException", 400);
    bucket.tokens -= 1;
    bucket.seconds += 1 / rate;
  };

  /** What the accepted calls take at least, of the operation that takes longest: nothing makes them faster. */
  leastSeconds = (): number => Math.max(0, ...[...this.#buckets.values()].map(({ seconds }) => seconds));
}

/** Every photo has one face; of a hundred photos one has none, and eight have one that is too dark. */
function facesOf(etag: string): FaceDetail[] {
  const kind = Number.parseInt(etag.slice(0, 6), 16) % 100;
  if (kind === 0) return [];
  const box = { Left: 0.3, Top: 0.3, Width: 0.4, Height: 0.4 };
  const Quality = { Brightness: kind <= 8 ? 20 : 80, Sharpness: 80 };
  return [{ BoundingBox: box, AgeRange: { Low: 30, High: 40 }, Quality, Confidence: 99 }];
}

export const isKept = (etag: string) => Number.parseInt(etag.slice(0, 6), 16) % 100 > 8;

interface Request {
  Image: { S3Object: { Name: string } };
  ExternalImageId: string;
  FaceIds: string[];
}

/** Rekognition as far as the functions use it: the same image indexed again gets other FaceIds. */
export function collectionOf(
  faces: Map<string, Face>,
  etagOf: (key: string) => string | undefined,
): Operations {
  const photo = ({ Image }: Request) => {
    const etag = etagOf(Image.S3Object.Name);
    if (etag === undefined) throw serviceError("InvalidS3ObjectException", 400);
    return facesOf(etag);
  };
  return {
    DetectFaces: (request: Request) => ({ FaceDetails: photo(request) }),
    IndexFaces(request: Request) {
      const FaceRecords = photo(request).map((FaceDetail) => {
        const { BoundingBox } = FaceDetail;
        const Face: Face = {
          FaceId: randomUUID(),
          ExternalImageId: request.ExternalImageId,
          ...(BoundingBox && { BoundingBox }),
        };
        faces.set(Face.FaceId!, Face);
        return { Face, FaceDetail };
      });
      return { FaceRecords, UnindexedFaces: [], FaceModelVersion: "7.0" };
    },
    ListFaces: () => ({ Faces: [...faces.values()] }),
    DeleteFaces({ FaceIds }: Request) {
      for (const id of FaceIds) faces.delete(id);
      return { DeletedFaces: FaceIds };
    },
  };
}
