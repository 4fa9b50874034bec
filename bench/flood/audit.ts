import type { Face } from "@aws-sdk/client-rekognition";
import { keepFacesKey, photoName, photoRecordKey } from "../../core/key-layout.ts";
import type { PhotoRecord } from "../../core/photo-record.ts";
import { isKept } from "./rekognition.ts";
import type { World } from "./world.ts";

/** What the photos' records, and the collection, are like in the end. */
export function audit({ flood, objects, faces }: World) {
  const records: Record<string, number> = {};
  const kept = new Set<string>();
  let wrong = 0;
  for (let i = 0; i < flood.photos; i++) {
    const name = photoName(`photo-${i}.jpg`);
    const document = objects.get(photoRecordKey(name));
    const record = document && (JSON.parse(document.body.toString()) as PhotoRecord);
    const outcome = record?.outcome ?? "none";
    records[outcome] = (records[outcome] ?? 0) + 1;
    if (record === undefined || (record.outcome === "DONE") !== isKept(record.etag)) wrong++;
    const saved = objects.get(keepFacesKey(name));
    for (const { FaceId } of saved ? (JSON.parse(saved.body.toString()) as Face[]) : []) kept.add(FaceId!);
  }
  const orphans = [...faces.keys()].filter((id) => !kept.has(id)).length;
  const missing = [...kept].filter((id) => !faces.has(id)).length;
  return { records, wrong, drift: orphans + missing };
}
