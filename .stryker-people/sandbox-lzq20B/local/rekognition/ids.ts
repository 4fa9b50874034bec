// @ts-nocheck
import { createHash, randomUUID } from "node:crypto";

/** The same image gets the same ImageId: a name-based UUID, as Rekognition's are. */
export function imageIdOf(sha256: string): string {
  const digest = createHash("sha256").update(`image:${sha256}`).digest("hex");
  const variant = "89ab"[Number.parseInt(digest[16]!, 16) % 4];
  return [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `5${digest.slice(13, 16)}`,
    `${variant}${digest.slice(17, 20)}`,
    digest.slice(20, 32),
  ].join("-");
}

export const newFaceId = (): string => randomUUID();
