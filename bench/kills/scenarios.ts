import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DATABASE_FILE, rows, withDatabase } from "../../analysis/tables/database.ts";
import { loadFolder } from "../../analysis/tables/load/load-folder.ts";
import type { Endpoint } from "../sync/endpoint.ts";
import { photoDocuments, writePhotos } from "../synthetic-results.ts";
import type { Scenario } from "./scenario.ts";

const script = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** A first sync of `photos` photos. */
export async function syncScenario(endpoint: Endpoint, photos: number): Promise<Scenario> {
  await endpoint.put("/lookalike");
  for (let number = 0; number < photos; number++) {
    for (const [key, content] of photoDocuments(number)) await endpoint.put(`/lookalike/${key}`, content);
  }
  return {
    name: "sync",
    before: undefined,
    args: (datas) => [script("../sync/sync-child.ts"), endpoint.url, datas],
  };
}

/** A load of a folder in which half of the photos are new, some changed and some gone since the last one. */
export async function loadScenario(root: string, photos: number): Promise<Scenario> {
  const before = join(root, "load-before");
  writePhotos(before, photos / 2);
  await loadInto(before);
  writePhotos(before, photos / 2, photos / 2);
  for (let number = 0; number < photos / 10; number++) {
    for (const [key, content] of photoDocuments(number + photos, `photo${number}.jpg`)) {
      writeFileSync(join(before, key), content);
    }
  }
  return {
    name: "load",
    before,
    args: (datas) => [script("../../analysis/load.ts"), datas, "--db", join(datas, DATABASE_FILE)],
  };
}

/** Grouping faces whose searches are there and not loaded yet: tables, decisions and persons are written. */
export async function peopleScenario(root: string, photos: number): Promise<Scenario> {
  const before = join(root, "people-before");
  writePhotos(before, photos);
  await loadInto(before);
  const ids = await withDatabase(join(before, DATABASE_FILE), { readOnly: true }, (connection) =>
    rows<{ face_id: string }>(connection, "SELECT face_id FROM faces WHERE kept ORDER BY face_id"),
  );
  ids.forEach(({ face_id }, i) => {
    // Faces in fives: each finds the others of its five.
    const group = ids.slice(i - (i % 5), i - (i % 5) + 5).filter((other) => other.face_id !== face_id);
    const FaceMatches = group.map((other) => ({ Similarity: 99, Face: { FaceId: other.face_id } }));
    const folder = join(before, "searches/x");
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      join(folder, `${face_id}.json`),
      JSON.stringify({ SearchedFaceId: face_id, FaceMatches, FaceModelVersion: "7.0" }),
    );
  });
  return {
    name: "people",
    before,
    args: (datas) => [script("../../analysis/people.ts"), "--no-search", "--datas", datas],
  };
}

async function loadInto(datas: string): Promise<void> {
  await withDatabase(join(datas, DATABASE_FILE), {}, (connection) => loadFolder(connection, { datas }));
}
