/** The bytes are no image this engine decodes, or hold more pixels than it accepts. */
export class UndecodableImageError extends Error {
  override name = "UndecodableImageError";
}

/** A network of the user's own cannot be used. The message says why and what to do. */
export class NetworkError extends Error {
  override name = "NetworkError";
}
