import { EtagError, PhotoBusyError, REJECTIONS, RejectionError } from "./errors.ts";
import type { Photo } from "./photo-event.ts";
import type { PhotoItem } from "./photo-record.ts";

/**
 * How long a claim on a photo holds without a sign of life, in seconds: outlasts a function that hangs, and the start
 * of its retry.
 */
export const LEASE_SECONDS = 120;

export interface Circumstances {
  rulesVersion: string;
  /** Seconds since 1970. */
  now: number;
}

/**
 * Whether an execution may take a photo whose ETag the table already knows. Returns if it may; otherwise throws what
 * became of the photo: a duplicate, the same rejection again (nothing is paid to find out twice), or busy.
 */
export function assertClaimable(item: PhotoItem, photo: Photo, { rulesVersion, now }: Circumstances): void {
  switch (item.Status) {
    case "DONE":
      throw new EtagError(item.Photo);
    case "FORGOTTEN":
      throw new RejectionError("ForgottenError", "This photo was erased on request and is not taken again");
    case "FAILED":
      return;
    case "REJECTED": {
      const reason = REJECTIONS.find((name) => name === item.Reason);
      // A requirement is judged again under other rules; every other reason lies in the bytes.
      const stands =
        reason !== undefined && (reason !== "FaceRequirementError" || item.RulesVersion === rulesVersion);
      if (stands) throw new RejectionError(reason, item.Message ?? reason);
      return;
    }
    case "CLAIMED":
    case "DETECTED":
    case "INDEXED":
      if (isHeld(item, now) && item.Owner !== photo.execution) {
        throw new PhotoBusyError(`Another execution is processing ${item.Photo}`);
      }
  }
}

/** An execution is processing it, and its lease has not expired. */
export function isHeld(item: PhotoItem, now: number): boolean {
  const inFlight = item.Status === "CLAIMED" || item.Status === "DETECTED" || item.Status === "INDEXED";
  return inFlight && item.LeaseUntil > now;
}
