import { readdir, stat } from "node:fs/promises";
import { basename, join, resolve, sep } from "node:path";
import { CommandError } from "./command.ts";

/** A photo on this disk, and what it will be called. */
export interface PhotoFile {
  path: string;
  /** Path below the folder that was named, with `/`. */
  photo: string;
  /** The folder that was named, for telling apart photos of the same name. */
  folder: string;
  bytes: number;
}

export interface FoundPhotos {
  photos: PhotoFile[];
  /** Files that are no photos by their name (text, videos, …): left alone. */
  others: number;
}

/** What photos are called, whether Rekognition takes the format or not: those it refuses get an outcome that says so. */
const PHOTO = /\.(jpe?g|jpe|jfif|png|hei[cf]|webp|gif|tiff?|bmp|avif)$/i;

/**
 * The photos among files and folders, in the order of their names. Hidden files are left out. Where several folders
 * are named, photos carry the folder's name.
 */
export async function findPhotos(paths: string[]): Promise<FoundPhotos> {
  const found: FoundPhotos = { photos: [], others: 0 };
  const several = paths.length > 1;
  for (const path of paths) {
    const info = await stat(path).catch(() => {
      throw new CommandError(`Expected a photo or a folder of photos, got ${path}, which does not exist`);
    });
    if (info.isDirectory()) await addFolder(found, path, several ? `${basename(resolve(path))}/` : "");
    else found.photos.push({ path, photo: basename(path), folder: resolve(path, ".."), bytes: info.size });
  }
  if (found.photos.length === 0) {
    throw new CommandError(`Expected photos (JPEG or PNG) in ${paths.join(", ")}, got none`);
  }
  return found;
}

async function addFolder(found: FoundPhotos, folder: string, prefix: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, inside: path.slice(join(folder, sep).length).split(sep).join("/") }))
    .filter(({ inside }) => !inside.split("/").some((part) => part.startsWith(".")))
    .sort((a, b) => (a.inside < b.inside ? -1 : 1));
  for (const { path, inside } of files) {
    const info = await stat(path).catch(() => undefined);
    if (!info?.isFile()) continue;
    if (PHOTO.test(inside))
      found.photos.push({ path, photo: prefix + inside, folder: resolve(folder), bytes: info.size });
    else found.others += 1;
  }
}
