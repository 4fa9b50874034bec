import type { Face } from "@aws-sdk/client-rekognition";

/** A face in a collection, with the id that every one has. */
export type IndexedFace = Face & { FaceId: string };

/** What is kept of a face. */
export interface StoredFace {
  face: IndexedFace;
  /** SHA-256 of the image it was found in. */
  image: string;
  /** Absent for a recorded face that the models have not seen. */
  descriptor?: Float32Array;
}

export interface Match {
  stored: StoredFace;
  /** Percent. */
  similarity: number;
}

/** What identifies a face: photo, image and box. */
export type Origin = { image: string; face: Pick<Face, "ExternalImageId" | "BoundingBox"> };
