import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { assertFolder, BenchError } from "../arguments.ts";

/** A photo of one person. */
export interface PersonPhoto {
  person: string;
  path: string;
}

const PHOTO = /\.(jpe?g|png|webp)$/i;

/** Photos of a folder per person; of a folder of photos the file name without its last number is the person. */
export async function personPhotos(folder: string): Promise<PersonPhoto[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const photos = entries
    .filter((entry) => !entry.isDirectory() && PHOTO.test(entry.name))
    .map(({ name }) => ({ person: name.replace(/[-_]?\d*\.\w+$/, ""), path: join(folder, name) }));
  for (const { name } of entries.filter((entry) => entry.isDirectory())) {
    for (const file of await readdir(join(folder, name))) {
      if (PHOTO.test(file)) photos.push({ person: name, path: join(folder, name, file) });
    }
  }
  return photos.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The photos of several such folders. @throws BenchError where none is given, or one is not there */
export async function photosOfPeople(folders: string[]): Promise<PersonPhoto[]> {
  if (folders.length === 0)
    throw new BenchError("No folders of photos by person. Give a folder with a folder per person.");
  for (const folder of folders) await assertFolder(folder);
  return (await Promise.all(folders.map(personPhotos))).flat();
}
