import { createHash } from "node:crypto";

/** Where everything is in the bucket, and in `datas/`, which mirrors it. Pure: names in, names out. */

export const UPLOADS = "uploads/";
export const REJECTED = "rejected/";

export const KEEP_FACES = "keep-faces/";

/** The folders that the pipeline writes and that sync downloads. */
export const RESULT_FOLDERS = ["detect-faces", "index-faces", "keep-faces", "thumbnails", "photos"] as const;

/** Those of a photo's documents: `<folder>/<name>.json`. */
export type DocumentFolder = Exclude<(typeof RESULT_FOLDERS)[number], "thumbnails">;
export const DOCUMENT_FOLDERS: readonly DocumentFolder[] = RESULT_FOLDERS.filter(
  (folder) => folder !== "thumbnails",
);

/** Results of a backfill's Distributed Map. */
export const BACKFILL_RESULTS = "backfill/";

/** Folders of the data folder with searches; earlier systems misspelt the first one. The later folder counts. */
export const SEARCH_FOLDERS = ["searchs", "searches"] as const;

/** What is derived from the results and can be made again: exported tables, and Athena's answers to queries. */
export const EXPORTS = "exports/";
export const QUERY_RESULTS = "athena/";

/**
 * What a photo is called in tables and on screen: its key without `uploads/`. Photos of another bucket
 * (a backfill) are `@bucket/key`; an own photo that begins with `@` is written `@@…` to stay apart.
 */
export function photoOf(key: string, foreignBucket?: string): string {
  if (foreignBucket !== undefined) return `@${foreignBucket}/${key}`;
  const photo = key.startsWith(UPLOADS) ? key.slice(UPLOADS.length) : key;
  return photo.startsWith("@") ? `@${photo}` : photo;
}

/**
 * The name that a photo's documents carry: `alice1.jpg` gives `alice1`.
 *
 * Two photos never share a name. `.jpg` is dropped where nothing else in the file name has a dot; `x.png` and
 * `x.y.jpg` keep theirs; and a photo without any extension takes the one name that this leaves free, `x` giving
 * `x.jpg`. The function is therefore its own inverse: `photoName(photoName(photo)) === photo`. A photo whose key cannot
 * be used (see {@link unusableReason}) has a name for its record alone, which does not lead back.
 */
export function photoName(photo: string): string {
  return unusableReason(photo) === undefined ? swapExtension(photo) : NAMELESS + sha256(photo);
}

function swapExtension(photo: string): string {
  const file = photo.slice(photo.lastIndexOf("/") + 1);
  if (!file.includes(".")) return file === "" ? photo : `${photo}.jpg`;
  const stem = file.slice(0, -".jpg".length);
  const dropsExtension = file.endsWith(".jpg") && stem !== "" && !stem.includes(".");
  return dropsExtension ? photo.slice(0, -".jpg".length) : photo;
}

/** Prefix of names for photos without a usable one. No bucket has an empty name, so no real photo is called so. */
export const NAMELESS = "@/";

/** S3 takes keys of 1,024 bytes; the longest that is made of a photo's is `rejected/FaceRequirementError/<photo>`. */
export const MAX_PHOTO_BYTES = 990;

/**
 * Why a photo cannot be taken under its key; undefined for nearly all. Clients read a part that is empty, `.` or `..`
 * each in their own way, and some would write outside their folder: such photos are rejected.
 */
export function unusableReason(photo: string): string | undefined {
  const bytes = Buffer.byteLength(photo);
  if (bytes > MAX_PHOTO_BYTES) {
    return `Its path has ${bytes.toLocaleString("en-US")} bytes, up to ${MAX_PHOTO_BYTES} are taken; shorten a folder's name`;
  }
  // A folder marker ends in an empty part: it has a rejection of its own.
  if (photo === "") return undefined;
  const parts = photo.replace(/\/$/, "").split("/");
  const part = parts.find((each) => each === "" || each === "." || each === "..");
  return part === undefined
    ? undefined
    : `Its path has ${part === "" ? "an empty part" : `the part "${part}"`}; rename it`;
}

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/** The photo of a name; see {@link photoName}. */
export const photoOfName = swapExtension;

/** Where a photo is put for the pipeline to take. */
export const uploadKey = (photo: string) => UPLOADS + photo;

export const detectFacesKey = (name: string) => `detect-faces/${name}.json`;
export const indexFacesKey = (name: string) => `index-faces/${name}.json`;
export const keepFacesKey = (name: string) => `${KEEP_FACES}${name}.json`;
/** One {@link PhotoRecord} per photo, whatever became of it. */
export const photoRecordKey = (name: string) => `photos/${name}.json`;
export const thumbnailKey = (faceId: string) => `thumbnails/${faceId}.jpg`;

/** Where a rejected photo goes; `reason` is the error's name. */
export const rejectedKey = (reason: string, photo: string) =>
  `${REJECTED}${reason}/${unusableReason(photo) === undefined ? photo : sha256(photo)}`;
