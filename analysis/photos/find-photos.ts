import { realpath, stat } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { CommandError } from "../terminal/command.ts";
import { explainFileError } from "../terminal/explain-file-error.ts";
import { walkFolder } from "./walk-folder.ts";

/** A photo on this disk, and what it will be called. */
export interface PhotoFile {
  path: string;
  /** Path below the folder that was named, with `/`. */
  photo: string;
  /** The folder that was named, for telling apart photos of the same name. */
  folder: string;
  bytes: number;
}

/** Files and folders that may be or hold photos, but cannot be read. */
export interface Unreachable {
  photo: string;
  message: string;
}

export interface FoundPhotos {
  photos: PhotoFile[];
  /** Files that are no photos by their name (text, videos, …): skipped. */
  others: number;
  /** Hidden folders, and hidden files that are photos by their name: left out. */
  hidden: number;
  unreachable: Unreachable[];
}

/** What photos are called, whether Rekognition takes the format or not: those it refuses get an outcome that says so. */
const PHOTO = /\.(jpe?g|jpe|jfif|mpo|png|hei[cf]|webp|gif|tiff?|bmp|avif|jxl|jp2)$/i;

/**
 * The photos among files and folders, in the order of their names. Hidden files are left out, links to folders are
 * followed. Where several folders are named, photos carry the folder's name.
 *
 * @param own where a run keeps its results and its state: the thumbnails in them are no photos to analyse
 * @throws CommandError where there is no photo, and where a folder of photos is one of `own`
 */
export async function findPhotos(paths: string[], own: string[] = []): Promise<FoundPhotos> {
  const found: FoundPhotos = { photos: [], others: 0, hidden: 0, unreachable: [] };
  const without = new Set(await Promise.all(own.map((path) => realpath(path).catch(() => resolve(path)))));
  const several = paths.length > 1;
  for (const path of paths) {
    const info = await stat(path).catch((error: NodeJS.ErrnoException) => {
      const why = error.code === "ENOENT" ? "does not exist" : `cannot be read: ${explainFileError(error)}`;
      throw new CommandError(`${path} ${why}. Give a photo or a folder of photos.`);
    });
    if (info.isDirectory()) {
      if (without.has(await realpath(path))) {
        throw new CommandError(
          `${path} is where results are kept. Keep them apart from photos: choose another --datas or --state.`,
        );
      }
      await addFolder(found, path, several ? `${basename(resolve(path))}/` : "", without);
    }
    // A pipe or a device may never end.
    else if (!info.isFile()) {
      throw new CommandError(`${path} is a pipe, a socket or a device. Save the photo as a file first.`);
    } else found.photos.push({ path, photo: basename(path), folder: resolve(path, ".."), bytes: info.size });
  }
  if (found.photos.length === 0) throw nothingFound(paths, found);
  return found;
}

async function addFolder(
  found: FoundPhotos,
  folder: string,
  prefix: string,
  without: Set<string>,
): Promise<void> {
  const { files, unreachable, hidden } = await walkFolder(folder, without);
  for (const { path, inside, bytes } of files) {
    if (PHOTO.test(inside))
      found.photos.push({ path, photo: prefix + inside, folder: resolve(folder), bytes });
    else found.others += 1;
  }
  for (const { inside, isFolder, message } of unreachable) {
    if (isFolder || PHOTO.test(inside)) found.unreachable.push({ photo: prefix + inside, message });
    else found.others += 1;
  }
  found.hidden += hidden.filter(({ inside, isFolder }) => isFolder || PHOTO.test(inside)).length;
}

function nothingFound(paths: string[], { unreachable: [first] }: FoundPhotos): CommandError {
  const why = first ? `; ${first.photo === "" ? "" : `${first.photo}: `}${first.message}` : "";
  return new CommandError(`No photos (JPEG or PNG) in ${paths.join(", ")}${why}`);
}
