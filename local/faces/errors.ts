/** The bytes are no image this engine decodes, or hold more pixels than it accepts. */
export class UndecodableImageError extends Error {
  override name = "UndecodableImageError";
}
