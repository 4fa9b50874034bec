/**
 * The errors that the state machine tells apart by name. Everything else is a fault and ends FAILED.
 */

/** The photo itself is the reason: it is rejected, and not worth a retry. */
export const REJECTIONS = [
  "NoFaceError",
  "FaceRequirementError",
  "ImageFormatError",
  "ImageTooLargeError",
  "ImageTooSmallError",
  "EmptyFileError",
  "DamagedImageError",
  "ForgottenError",
  "UnusableKeyError",
] as const;
export type Rejection = (typeof REJECTIONS)[number];

export class RejectionError extends Error {
  constructor(name: Rejection, message: string) {
    super(message);
    this.name = name;
  }
}

const SAME_BYTES = "Same bytes as ";

/** The same bytes were already taken: there is nothing to do, and nothing is paid for. */
export class EtagError extends Error {
  override name = "EtagError";
  /** `original` is the photo that has them. */
  constructor(original: string) {
    super(SAME_BYTES + original);
  }
  /** The original, from the message: all that an error may carry from one function to the next. */
  static originalOf(message: string): string {
    return message.slice(SAME_BYTES.length);
  }
}

/** Another execution is at this photo; its claim ends or runs out. Worth a retry. */
export class PhotoBusyError extends Error {
  override name = "PhotoBusyError";
}

/** The object was overwritten or deleted since the event: a newer event speaks for it. */
export class StaleError extends Error {
  override name = "StaleError";
}

/** Another execution took this photo over after the claim had run out. */
export class ClaimLostError extends Error {
  override name = "ClaimLostError";
}

/** Rekognition did not delete all the faces that it was asked to. Worth a retry. */
export class FaceDeletionError extends Error {
  override name = "FaceDeletionError";
}

/** A fault of a service or of the network that has no name of its own. Worth a retry. */
export class TransientError extends Error {
  override name = "TransientError";
}

/** The state machine was started with something that is no event of a photo. */
export class MalformedEventError extends Error {
  override name = "MalformedEventError";
}

/** Rekognition's own refusals of an image, as the rejections they are. */
const REFUSALS: Record<string, Rejection> = {
  InvalidImageFormatException: "ImageFormatError",
  ImageTooLargeException: "ImageTooLargeError",
};

/** The rejection that an error stands for, if it is one. */
export function rejectionOf(errorName: string): Rejection | undefined {
  return REFUSALS[errorName] ?? REJECTIONS.find((name) => name === errorName);
}
