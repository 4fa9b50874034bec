import { randomBytes } from "node:crypto";
import { mkdir, open, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { CHARTS } from "./charts/index.ts";
import { COMMON_OPTIONS, CommandError, command } from "./command.ts";
import { DATABASE_FILE, withDatabase } from "./database.ts";
import { sourceOf } from "./load/source.ts";
import { startProgress } from "./progress.ts";
import { assemble, chunkElement } from "./report/assemble.ts";
import { drawCharts } from "./report/draw-charts.ts";
import { readFaces } from "./report/read-faces.ts";
import { readRejected } from "./report/read-rejected.ts";
import { PER_CHUNK, smallThumbnail, thumbnailChunks, thumbnailSide } from "./report/thumbnails.ts";

/** Beyond this many bytes one file is slow to send and open; the folder form is offered. */
const LARGE = 60e6;

export interface ReportOptions {
  datas: string;
  /** Where the page goes; default `<datas>/report.html`, or `<datas>/report/index.html` as a folder. */
  out?: string | undefined;
  /** Pictures as files beside the page instead of in it. */
  folder?: boolean;
}

export interface WrittenReport {
  path: string;
  faces: number;
  /** Of the page; in the folder form without the pictures beside it. */
  bytes: number;
}

/**
 * Writes the picture report of what `datas/faces.duckdb` holds.
 * @throws CommandError when there is no database, or the page cannot be written.
 */
export async function writeReport(
  { datas, out, folder = false }: ReportOptions,
  { thumbnail = smallThumbnail } = {},
): Promise<WrittenReport> {
  const path = out ?? join(datas, folder ? "report/index.html" : "report.html");
  const database = join(datas, DATABASE_FILE);
  const read = await withDatabase(database, { readOnly: true }, async (connection) => {
    const { folder: source } = (await sourceOf(connection, database)) ?? { folder: datas };
    const { paths, ...faces } = await readFaces(connection);
    const { rejected, paths: more } = await readRejected(connection, source, paths.length);
    const charts = await drawCharts(connection, CHARTS);
    return { source, shown: { ...faces, rejected }, paths: [...paths, ...more], charts };
  });
  const { source, shown, paths, charts } = read;
  const side = thumbnailSide(paths.length);
  const thumbnails = { side, perChunk: folder ? 0 : PER_CHUNK };
  const payload = { ...shown, writtenAt: new Date().toISOString(), thumbnails };
  const { head, tail } = await assemble(payload, charts, folder ? "file:" : "data:");
  const progress = startProgress("report", paths.length);
  // Written beside and renamed at the end: whoever looks meanwhile sees the old report whole, and two runs at once
  // do not write into each other's page.
  const unfinished = `${path}.${randomBytes(4).toString("hex")}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(unfinished, "w");
    try {
      await file.appendFile(head);
      let done = 0;
      for await (const pictures of thumbnailChunks(source, paths, side, thumbnail)) {
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
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => {});
    throw new CommandError(`Cannot write the report to ${path}: ${(error as Error).message}`);
  } finally {
    progress.end();
  }
  return { path, faces: shown.faces.length, bytes: (await stat(path)).size };
}

/** Pictures as `<place>.jpg` in `thumbnails/` beside the page. */
async function writePictures(folder: string, pictures: (Buffer | null)[], first: number): Promise<void> {
  await mkdir(join(folder, "thumbnails"), { recursive: true });
  const write = (picture: Buffer | null, index: number) =>
    picture && writeFile(join(folder, "thumbnails", `${first + index}.jpg`), picture);
  await Promise.all(pictures.map(write));
}

await command(import.meta.url, {
  usage: "[--datas DIR] [--out FILE] [--folder]",
  summary: "Writes a page with all faces, people, searches and charts: one file that needs no network.",
  options: {
    datas: COMMON_OPTIONS.datas,
    out: {
      type: "string",
      value: "FILE",
      help: "where the page goes (default report.html in the datas folder)",
    },
    folder: { type: "boolean", help: "a folder with the pictures as files, for very many faces" },
  },
  async run({ datas, out, folder }) {
    const { path, faces, bytes } = await writeReport({ datas, out, folder });
    console.log(
      `${resolve(path)}  ${faces} ${faces === 1 ? "face" : "faces"}, ${(bytes / 1e6).toFixed(1)} MB`,
    );
    if (!folder && bytes > LARGE) console.log("That is a large page: --folder keeps the pictures beside it.");
    return 0;
  },
});
