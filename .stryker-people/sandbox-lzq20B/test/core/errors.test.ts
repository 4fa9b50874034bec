// @ts-nocheck
import { describe, expect, it } from "vitest";
import {
  ClaimLostError,
  EtagError,
  FaceDeletionError,
  MalformedEventError,
  PhotoBusyError,
  REJECTIONS,
  type Rejection,
  RejectionError,
  rejectionInWords,
  rejectionOf,
  StaleError,
  TransientError,
} from "../../core/errors.ts";

/** The state machine tells errors apart by these names, and people read these words. */
const WORDS: Record<Rejection, string> = {
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

describe("a rejection", () => {
  it.each(Object.entries(WORDS) as [Rejection, string][])("%s is told as: %s", (name, words) => {
    expect(rejectionInWords(name)).toBe(words);
    expect(rejectionOf(name)).toBe(name);
    expect(new RejectionError(name, "why")).toMatchObject({ name, message: "why" });
  });

  it("is one of these and no other", () => {
    expect([...REJECTIONS].sort()).toEqual(Object.keys(WORDS).sort());
    expect(rejectionInWords("SomethingElse")).toBe("SomethingElse");
    expect(rejectionOf("SomethingElse")).toBeUndefined();
  });

  it("is what Rekognition's refusal of an image stands for", () => {
    expect(rejectionOf("InvalidImageFormatException")).toBe("ImageFormatError");
    expect(rejectionOf("ImageTooLargeException")).toBe("ImageTooLargeError");
  });
});

describe("an error that the state machine knows by name", () => {
  it.each([
    ["PhotoBusyError", PhotoBusyError],
    ["StaleError", StaleError],
    ["ClaimLostError", ClaimLostError],
    ["FaceDeletionError", FaceDeletionError],
    ["TransientError", TransientError],
    ["MalformedEventError", MalformedEventError],
  ] as const)("%s is called so", (name, Known) => {
    expect(new Known("why")).toMatchObject({ name, message: "why" });
  });

  it("says of a duplicate what it is one of, in words that the next function reads", () => {
    const error = new EtagError('a "quoted".jpg');
    expect(error).toMatchObject({ name: "EtagError", message: '{"original":"a \\"quoted\\".jpg"}' });
    expect(EtagError.originalOf(error.message)).toBe('a "quoted".jpg');
  });
});
