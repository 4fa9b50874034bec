/** Where everything is in the bucket, and in `datas/`, which mirrors it. Pure: names in, names out. */

export const UPLOADS = "uploads/";
export const REJECTED = "rejected/";

/** The prefixes that the pipeline writes and that sync brings home. */
export const RESULT_PREFIXES = [
  "detect-faces/",
  "index-faces/",
  "keep-faces/",
  "thumbnails/",
  "photos/",
] as const;

/** What was made of the results, and can be made again: exported tables, and the answers of Athena to queries. */
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
 * `x.jpg`. The function is therefore its own inverse: `photoName(photoName(photo)) === photo`.
 */
export function photoName(photo: string): string {
  const file = photo.slice(photo.lastIndexOf("/") + 1);
  if (!file.includes(".")) return file === "" ? photo : `${photo}.jpg`;
  const stem = file.slice(0, -".jpg".length);
  const dropsExtension = file.endsWith(".jpg") && stem !== "" && !stem.includes(".");
  return dropsExtension ? photo.slice(0, -".jpg".length) : photo;
}

/** The photo of a name; see {@link photoName}. */
export const photoOfName = photoName;

/** Where a photo is put for the pipeline to take. */
export const uploadKey = (photo: string) => UPLOADS + photo;

export const detectFacesKey = (name: string) => `detect-faces/${name}.json`;
export const indexFacesKey = (name: string) => `index-faces/${name}.json`;
export const keepFacesKey = (name: string) => `keep-faces/${name}.json`;
/** One {@link PhotoRecord} per photo, whatever became of it. */
export const photoRecordKey = (name: string) => `photos/${name}.json`;
export const thumbnailKey = (faceId: string) => `thumbnails/${faceId}.jpg`;

/** Where a rejected photo goes; `reason` is the error's name. */
export const rejectedKey = (reason: string, photo: string) => `${REJECTED}${reason}/${photo}`;
