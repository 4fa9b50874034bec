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

/** What people are told of each. */
export const REJECTION_WORDS: Record<Rejection, string> = {
  NoFaceError: "no face found",
  FaceRequirementError: "requirements not met",
  ImageFormatError: "not a JPEG or PNG",
  ImageTooLargeError: "file too large",
  ImageTooSmallError: "picture too small",
  EmptyFileError: "empty file",
  DamagedImageError: "damaged file",
  ForgottenError: "erased on request",
  UnusableKeyError: "name cannot be used",
};

/** A rejection's words; a reason that is not in the list is shown as it is. */
export const rejectionInWords = (reason: string): string =>
  (REJECTION_WORDS as Partial<Record<string, string>>)[reason] ?? reason;

export class RejectionError extends Error {
  constructor(name: Rejection, message: string) {
    super(message);
    this.name = name;
  }
}

/**
 * The same bytes were already taken: there is nothing to do, and nothing is paid for. Step Functions hands an error
 * from one function to the next as its name and message only, so the message is data: `{"original": photo}` as JSON.
 */
export class EtagError extends Error {
  override name = "EtagError";
  /** `original` is the photo that has them. */
  constructor(original: string) {
    super(JSON.stringify({ original }));
  }
  /** The original that an EtagError's message names. */
  static originalOf(message: string): string {
    return (JSON.parse(message) as { original: string }).original;
  }
}

/** Another execution is processing this photo, until its lease expires. Worth a retry. */
export class PhotoBusyError extends Error {
  override name = "PhotoBusyError";
}

/** The object was overwritten or deleted since the event: a newer event speaks for it. */
export class StaleError extends Error {
  override name = "StaleError";
}

/** Another execution took this photo over after the lease had expired. */
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
