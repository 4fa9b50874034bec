// @ts-nocheck
import { join } from "node:path";
import { DATABASE_FILE, rows, withDatabase } from "../tables/database.ts";

interface Row {
  photo: string;
  status: string;
  message: string | null;
  duplicate_of: string | null;
}

/** Why a photo (`alice1.jpg`, or a face of it, `alice1.jpg#1`) has no face to search with, as the tables know it. */
export async function reasonWithoutFace(datas: string, subject: string): Promise<string | undefined> {
  const names = [subject, subject.replace(/#\d+$/, "")];
  const found = await withDatabase(join(datas, DATABASE_FILE), { readOnly: true }, (connection) =>
    rows<Row>(
      connection,
      "SELECT photo, status, message, duplicate_of FROM photos WHERE photo IN ($1, $2) OR name = $1",
      names,
    ),
  );
  const [photo] = found;
  if (!photo) return undefined;
  const why = photo.message === null ? "" : `: ${photo.message}`;
  switch (photo.status) {
    case "DUPLICATE":
      return photo.duplicate_of === null
        ? "a duplicate of another photo"
        : `a duplicate of ${photo.duplicate_of}: search with that one`;
    case "REJECTED":
      return `which was not kept${why}`;
    case "FAILED":
      return `which failed${why}`;
    default:
      return photo.photo === subject ? "which has no kept face" : "which is no kept face of that photo";
  }
}
