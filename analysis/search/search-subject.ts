import { existsSync, statSync } from "node:fs";
import { commandLine } from "../../core/command-line.ts";
import { CommandError } from "../terminal/command-error.ts";
import type { SearchRequest } from "./cached-search.ts";
import type { SearchResult } from "./print-matches.ts";
import { reasonWithoutFace } from "./reason-without-face.ts";
import { searchFile } from "./search-file.ts";
import { type Connect, facesOf, loadKeptFaces, searchPhoto } from "./search-photo.ts";

/**
 * Searches with what was given: an analysed photo, a FaceId, `photo#ordinal`, or a photo file.
 *
 * @throws CommandError for what is none of them
 */
export async function searchSubject(
  connect: Connect,
  subject: string,
  options: { datas: string; request: SearchRequest; refresh: boolean },
): Promise<SearchResult[]> {
  const { datas, request } = options;
  const all = await loadKeptFaces(datas);
  const faces = facesOf(subject, all);
  if (faces) return await searchPhoto(connect, faces, all, options);
  await assertFile(subject, datas);
  return [await connect((target) => searchFile(target, subject, request, datas))];
}

/** @throws CommandError that says why nothing can be searched with `subject`, unless it is a file */
export async function assertFile(subject: string, datas: string): Promise<void> {
  if (existsSync(subject) && statSync(subject).isFile()) return;
  const reason = await reasonWithoutFace(datas, subject);
  throw new CommandError(
    `Cannot search with ${subject}${reason ? `, ${reason}` : ""}. Give an analysed photo with a kept face, a FaceId or a photo file. ` +
      `The photos: ${commandLine("sql")} "select photo, status, reason from photos"`,
  );
}
