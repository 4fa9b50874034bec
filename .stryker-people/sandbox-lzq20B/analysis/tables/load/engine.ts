// @ts-nocheck
export type Engine = "rekognition" | "lookalike";

/** Which engine answers with this `FaceModelVersion`: the models on this computer say `lookalike-…`. */
export function engineOf(modelVersion: string | null | undefined): Engine | null {
  if (!modelVersion) return null;
  return modelVersion.startsWith("lookalike") ? "lookalike" : "rekognition";
}
