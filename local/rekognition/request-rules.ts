import { FACES_PER_CALL, FACES_PER_USER, USERS_PER_CALL } from "../../core/collection-limits.ts";
import { MAX_MATCHES } from "../../core/similarity.ts";
import { integer, list, number, oneOf, type Rule, required, structure, text } from "./checks.ts";

/** Constraints of the service model that several operations share. */

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

export const COLLECTION_ID = required(text({ min: 1, max: 255, pattern: "[a-zA-Z0-9_.\\-]+" }));
export const EXTERNAL_IMAGE_ID = text({ min: 1, max: 255, pattern: "[a-zA-Z0-9_.\\-:]+" });
export const USER_ID = text({ min: 1, max: 128, pattern: "[a-zA-Z0-9_.\\-:]+" });
export const FACE_ID = text({ pattern: UUID });
export const FACE_IDS = list(FACE_ID, { min: 1, max: FACES_PER_CALL });
export const USER_FACE_IDS = required(list(FACE_ID, { min: 1, max: FACES_PER_USER }));
export const CLIENT_REQUEST_TOKEN = text({ min: 1, max: 64, pattern: "[a-zA-Z0-9\\-_]+" });
export const MAX_USERS = integer(1, USERS_PER_CALL);
export const MAX_FACES = integer(1, MAX_MATCHES);
export const PERCENT = number(0, 100);
export const MAX_RESULTS = integer(0, FACES_PER_CALL);
export const NEXT_TOKEN = text({ max: 255 });
export const QUALITY_FILTER = oneOf(["NONE", "AUTO", "LOW", "MEDIUM", "HIGH"]);

export const ATTRIBUTES = list(
  oneOf([
    "DEFAULT",
    "ALL",
    "AGE_RANGE",
    "BEARD",
    "EMOTIONS",
    "EYE_DIRECTION",
    "EYEGLASSES",
    "EYES_OPEN",
    "GENDER",
    "MOUTH_OPEN",
    "MUSTACHE",
    "FACE_OCCLUDED",
    "SMILE",
    "SUNGLASSES",
  ]),
);

export const IMAGE: Rule = required(
  structure({
    Bytes: text({ min: 1 }), // Base64; its limit is another error, see image.ts.
    S3Object: structure({
      Bucket: text({ min: 3, max: 255, pattern: "[0-9A-Za-z\\.\\-_]*" }),
      Name: text({ min: 1, max: 1024 }),
      Version: text({ min: 1, max: 1024 }),
    }),
  }),
);
