import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import pMap from "p-map";
import type { PhotoFile } from "../photos/find-photos.ts";
import { readPhotoFile, type Sending } from "../photos/read-photo-file.ts";
import { DATABASE_FILE, rows, withDatabase } from "../tables/database.ts";
import { isOlder } from "../tables/schema/schema.ts";
import type { SentPhoto } from "./summary.ts";

export interface KnownPhotosOptions extends Sending {
  datas: string;
  state: string;
  replay?: string | undefined;
}

const READS_AT_ONCE = 8;

/**
 * The photos as the tables know them, if the tables tell of each what became of it, every kept face was searched, and the
 * report is there: then nothing is left to do. Undefined if anything may be.
 */
export async function knownPhotos(
  files: PhotoFile[],
  { datas, state, replay, ...sending }: KnownPhotosOptions,
): Promise<SentPhoto[] | undefined> {
  const database = join(datas, DATABASE_FILE);
  // The local AWS was deleted: its photos are to be analysed again.
  const isThere = [database, join(datas, "report.html"), join(state, "s3")].every((path) => existsSync(path));
  if (!isThere || replay !== undefined) return undefined;
  const outcomes = await withDatabase(database, { readOnly: true }, async (connection) => {
    if (await isOlder(connection)) return [];
    const [unsearched] = await rows(
      connection,
      "SELECT 1 FROM faces WHERE kept AND face_id NOT IN (SELECT face_id FROM searches) LIMIT 1",
    );
    if (unsearched) return [];
    return await rows<{ photo: string; etag: string }>(
      connection,
      "SELECT photo, etag FROM photos WHERE status IN ('DONE', 'REJECTED', 'DUPLICATE') AND etag IS NOT NULL",
    );
  });
  const etags = new Map(outcomes.map(({ photo, etag }) => [photo, etag]));
  const found = await pMap(files, (file) => knownPhoto(file, etags, sending), { concurrency: READS_AT_ONCE });
  const known = found.filter((photo) => photo !== undefined);
  return known.length === files.length ? known : undefined;
}

/** The name under which the tables have this file's bytes: its own, or with its folder's where its own was taken. */
async function knownPhoto(
  file: PhotoFile,
  etags: Map<string, string>,
  sending: Sending,
): Promise<SentPhoto | undefined> {
  const read = await readPhotoFile(file, sending).catch(() => undefined);
  if (!read) return undefined;
  const etag = createHash("md5").update(read.bytes).digest("hex");
  const names = [read.photo, `${basename(file.folder)}/${read.photo}`];
  const photo = names.find((name) => etags.get(name) === etag);
  return photo === undefined ? undefined : { photo, etag, file };
}
