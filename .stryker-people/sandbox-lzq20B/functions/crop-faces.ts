// @ts-nocheck
import type { BoundingBox } from "@aws-sdk/client-rekognition";
import sharp from "sharp";
import { cropBox } from "../core/crop-box.ts";
import { MAX_PIXELS } from "../core/image-limits.ts";
import { openImage } from "../core/open-image.ts";

const QUALITY = 90;

/**
 * Cuts faces out of a photo: upright, sRGB, without metadata. The photo is decoded once, whatever the number of faces
 * and however many crops are under way.
 */
export async function openForCropping(photo: Buffer): Promise<(box: BoundingBox) => Promise<Buffer>> {
  const image = await openImage(photo, MAX_PIXELS);
  const { data, info } = await image
    .flatten({ background: "white" })
    .toColourspace("srgb")
    .raw({ depth: "uchar" })
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  return (box) =>
    sharp(data, { raw: { width, height, channels } })
      .extract(cropBox(box, info))
      .jpeg({ quality: QUALITY })
      .toBuffer();
}
