import { EtagError, MalformedEventError, rejectionOf } from "../core/errors.ts";
import { type Photo, photoOfEvent, photoOfMalformed, type StateInput } from "../core/photo-event.ts";
import type { PhotoItem } from "../core/photo-record.ts";
import { defaultServices, type Services } from "./clients.ts";
import { type Ending, logEnd } from "./log.ts";
import { moveRejected } from "./move-rejected.ts";
import { readItem, updateItem } from "./photo-table.ts";
import { removeFaces, removePhoto } from "./remove-photo.ts";
import { retryable } from "./retryable.ts";
import { writeRecord } from "./write-record.ts";

/** What a Catch puts in: the error's name, and Lambda's JSON (or plain text) about it. */
export interface CaughtError {
  Error: string;
  Cause?: string;
}

interface Ended {
  /** SUPERSEDED: another execution or a newer photo took its place. */
  outcome: Ending;
  reason: string;
}

type ErrorInput = StateInput & { error: CaughtError };

/**
 * Records why a photo was not kept. Rejections, duplicates and superseded photos are outcomes; anything else is a
 * fault, which the state machine ends FAILED.
 */
export function handler(
  input: ErrorInput,
  _context?: unknown,
  services: Services = defaultServices(),
): Promise<Ended> {
  return retryable(() => recordError(input, services));
}

async function recordError(input: ErrorInput, services: Services): Promise<Ended> {
  const photo = photoOf(input, services.settings.bucket);
  const ended = await end(services, photo, input.error.Error, messageOf(input.error));
  logEnd("ErrorDetected", photo, ended.outcome, { reason: ended.reason });
  return ended;
}

/** An input that is not a photo's event ends here too, and gets a record. */
function photoOf(input: ErrorInput, bucket: string): Photo {
  try {
    return photoOfEvent(input, bucket);
  } catch (error) {
    if (error instanceof MalformedEventError) return photoOfMalformed(input.execution);
    throw error;
  }
}

async function end(services: Services, photo: Photo, reason: string, message: string): Promise<Ended> {
  if (photo.etag === "") return fail(services, photo, undefined, reason, message);
  const item = await readItem(services, photo.etag);
  const own = item?.Owner === photo.execution ? item : undefined;
  const rejection = rejectionOf(reason);
  if (rejection) return reject(services, photo, item, rejection, message);
  switch (reason) {
    case "EtagError":
      return duplicate(services, photo, own, EtagError.originalOf(message));
    case "StaleError":
      if (own) await removePhoto(services, own);
      return { outcome: "SUPERSEDED", reason };
    case "ClaimLostError":
      return { outcome: "SUPERSEDED", reason };
    case "PhotoBusyError":
      // It waited too long for another execution, which owns the item and writes the record.
      return { outcome: "FAILED", reason };
    default:
      return fail(services, photo, own, reason, message);
  }
}

async function reject(
  services: Services,
  photo: Photo,
  item: PhotoItem | undefined,
  reason: string,
  message: string,
): Promise<Ended> {
  // First, so that a repeated event finds the rejection and completes what follows.
  const own = item?.Owner === photo.execution;
  if (own) await updateItem(services, photo, { Status: "REJECTED", Reason: reason, Message: message });
  // The same bytes may have come under another name: their item is that photo's.
  const isKnown = item?.Photo === photo.photo && (own || item.Status === "REJECTED");
  const known = isKnown ? item : undefined;
  if (known) await withdraw(services, photo, known);
  const movedTo = await moveRejected(services, photo, reason);
  const ending = { outcome: "REJECTED", reason, message, ...(movedTo !== undefined && { movedTo }) } as const;
  await writeRecord(services, photo, known ?? {}, ending);
  return { outcome: "REJECTED", reason };
}

async function duplicate(
  services: Services,
  photo: Photo,
  own: PhotoItem | undefined,
  original: string,
): Promise<Ended> {
  const ended = { outcome: "DUPLICATE", reason: "EtagError" } as const;
  // A repeated event: the photo is its own original, and has its record.
  if (original === photo.photo) return ended;
  const message = `Same bytes as ${original}`;
  if (own) {
    await updateItem(services, photo, { Status: "REJECTED", Reason: "EtagError", Message: message });
    // It had failed half-way before the original came: what it left is removed.
    await withdraw(services, photo, own);
  }
  await writeRecord(services, photo, own ?? {}, { ...ended, message, duplicateOf: original });
  return ended;
}

/** Notes that the collection holds nothing of it: a later attempt need not search the collection. */
async function withdraw(services: Services, photo: Photo, item: PhotoItem): Promise<void> {
  const hadFaces = await removeFaces(services, item);
  if (hadFaces && item.Owner === photo.execution)
    await updateItem(services, photo, { Indexing: false, Cleared: true });
}

async function fail(
  services: Services,
  photo: Photo,
  own: PhotoItem | undefined,
  reason: string,
  message: string,
): Promise<Ended> {
  if (own) await updateItem(services, photo, { Status: "FAILED", Reason: reason, Message: message });
  await writeRecord(services, photo, own ?? {}, { outcome: "FAILED", reason, message });
  return { outcome: "FAILED", reason };
}

function messageOf({ Error: name, Cause = "" }: CaughtError): string {
  try {
    const { errorMessage } = JSON.parse(Cause) as { errorMessage?: string };
    return errorMessage ?? name;
  } catch {
    return Cause || name;
  }
}
