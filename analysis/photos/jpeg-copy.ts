import sharp from "sharp";

export interface Limits {
  maxBytes: number;
  /** Of the copy, pixels. */
  maxSide: number;
}

const QUALITY = 90;

/**
 * JPEG and PNG that are not too large as they are; of anything else that can be read, and of what is too large, an
 * upright copy as JPEG.
 *
 * @throws Error for what cannot be read as an image
 */
export async function jpegOrPng(image: Buffer, { maxBytes, maxSide }: Limits): Promise<Buffer> {
  const { format } = await sharp(image).metadata();
  if ((format === "jpeg" || format === "png") && image.length <= maxBytes) return image;
  return await sharp(image)
    .autoOrient()
    .resize(maxSide, maxSide, { fit: "inside", withoutEnlargement: true })
    .flatten({ background: "white" })
    .jpeg({ quality: QUALITY })
    .toBuffer();
}
