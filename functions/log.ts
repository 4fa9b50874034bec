import type { Photo } from "../core/photo-event.ts";

/** One JSON line per state. Ids and counts only: no names, boxes, landmarks or anything else that describes a face. */
export function log(state: string, photo: Photo, counts: Record<string, number | string>): void {
  console.log(JSON.stringify({ state, execution: photo.execution, etag: photo.etag, ...counts }));
}
