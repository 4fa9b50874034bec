/** The bytes are no image this engine decodes, or hold more pixels than it accepts. */
// @ts-nocheck

export class UndecodableImageError extends Error {
  override name = "UndecodableImageError";
}
