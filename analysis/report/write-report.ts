import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, open, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { CHARTS } from "../charts/index.ts";
import { DATABASE_FILE, withDatabase } from "../tables/database.ts";
import { sourceOf } from "../tables/load/source.ts";
import { CommandError } from "../terminal/command.ts";
import { startProgress } from "../terminal/progress.ts";
import { assemble, chunkElement } from "./assemble.ts";
import { readMatches } from "./data/read-matches.ts";
import { readPayload } from "./data/read-payload.ts";
import { readPeople } from "./data/read-people.ts";
import type { PhotoPlace } from "./data/read-photos.ts";
import { drawCharts } from "./draw-charts.ts";
import { noteReport, reportPath } from "./other-reports.ts";
import type { ReportPhoto } from "./payload.ts";
import { asStored, cachedThumbnails, dropOrphans, THUMBNAIL_CACHE } from "./thumbnail-cache.ts";
import { type MakeThumbnail, mostStored, PER_CHUNK, thumbnailChunks, thumbnailSide } from "./thumbnails.ts";

export interface ReportOptions {
  datas: string;
  /** Where the page goes; default `<datas>/report.html`, or `<datas>/report/index.html` as a folder. */
  out?: string | undefined;
  /** Pictures as files beside the page instead of in it. */
  folder?: boolean;
  /** Faces whose shorter side has fewer pixels are left out. */
  minFace?: number;
}

export interface WrittenReport {
  path: string;
  faces: number;
  /** Left out for being small. */
  hidden: number;
  /** Of the page; in the folder form without the pictures beside it. */
  bytes: number;
}

/**
 * Writes the picture report of what `datas/faces.duckdb` holds.
 * @throws CommandError when there is no database, or the page cannot be written.
 */
export async function writeReport(
  { datas, out, folder = false, minFace = 0 }: ReportOptions,
  { thumbnail }: { thumbnail?: MakeThumbnail } = {},
): Promise<WrittenReport> {
  const path = out ?? reportPath(datas, folder);
  const { source, shown, paths, charts } = await read(datas, minFace);
  const side = thumbnailSide(paths.length);
  const small = thumbnail ?? cachedThumbnails(join(datas, THUMBNAIL_CACHE), source);
  const make = asStored(small, mostStored(paths.length, folder));
  const thumbnails = { side, perChunk: folder ? 0 : PER_CHUNK };
  const { head, tail } = await assemble({ ...shown, thumbnails }, charts, folder ? "file:" : "data:");
  await noteReport(datas, path);
  const progress = startProgress("report", paths.length);
  // Written beside and renamed at the end: until then the old report stays whole, and two runs at once
  // do not write into each other's page.
  const unfinished = `${path}.${randomBytes(4).toString("hex")}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(unfinished, "w");
    try {
      await file.appendFile(head);
      let done = 0;
      for await (const pictures of thumbnailChunks(paths, side, make)) {
        if (folder) await writePictures(dirname(path), pictures, done);
        else await file.appendFile(chunkElement(done / PER_CHUNK, pictures));
        done += pictures.length;
        progress.update(done);
      }
      await file.appendFile(tail);
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
    dropOrphans(join(datas, THUMBNAIL_CACHE), source);
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => {});
    throw new CommandError(`Cannot write the report to ${path}: ${(error as Error).message}`);
  } finally {
    progress.end();
  }
  return {
    path,
    faces: shown.faces.length,
    hidden: shown.summary.hidden?.faces ?? 0,
    bytes: (await stat(path)).size,
  };
}

/** Everything that the page shows, and where the pictures are: of faces, then of photos. */
async function read(datas: string, minFace: number) {
  const database = join(datas, DATABASE_FILE);
  return await withDatabase(database, { readOnly: true }, async (connection) => {
    const { folder: source } = (await sourceOf(connection, database)) ?? { folder: datas };
    const { shown, paths, places, ...kept } = await readPayload(connection, minFace);
    const more = withPictures(shown.photos, places, source, paths.length);
    return {
      source,
      paths: [...paths, ...more.paths].map((path) => (path === null ? null : join(source, path))),
      shown: {
        ...shown,
        photos: more.photos,
        people: await readPeople(connection, datas, kept.placeOf),
        matches: await readMatches(connection, kept),
      },
      charts: await drawCharts(connection, CHARTS),
    };
  });
}

/** Photos that gave no face are shown where they lie in the folder that was loaded. */
function withPictures(photos: ReportPhoto[], places: Map<string, PhotoPlace>, source: string, first: number) {
  const paths: string[] = [];
  const shown = photos.map((photo) => {
    const path = places.get(photo.photo)?.path;
    const isShown = photo.why !== undefined && path !== undefined && existsSync(join(source, path));
    return isShown ? { ...photo, picture: first + paths.push(path) - 1 } : photo;
  });
  return { photos: shown, paths };
}

/** Pictures as `<place>.jpg` in `thumbnails/` beside the page. */
async function writePictures(folder: string, pictures: (Buffer | null)[], first: number): Promise<void> {
  await mkdir(join(folder, "thumbnails"), { recursive: true });
  const write = (picture: Buffer | null, index: number) =>
    picture && writeFile(join(folder, "thumbnails", `${first + index}.jpg`), picture);
  await Promise.all(pictures.map(write));
}
