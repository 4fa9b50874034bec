/**
 * For each photo as much of the end of its path as tells it from the others: `IMG_1.jpg`, or `A/IMG_1.jpg` where B has
 * one too.
 */
export function shortNames(photos: Iterable<string>): Map<string, string> {
  const names = new Map<string, string>();
  let unnamed = [...new Set(photos)];
  for (let depth = 1; unnamed.length > 0; depth++) {
    const byEnd = new Map<string, string[]>();
    for (const photo of unnamed) {
      const end = photo.split("/").slice(-depth).join("/");
      const alike = byEnd.get(end);
      if (alike) alike.push(photo);
      else byEnd.set(end, [photo]);
    }
    unnamed = [];
    for (const [end, alike] of byEnd) {
      for (const photo of alike) {
        if (alike.length === 1 || end === photo) names.set(photo, end);
        else unnamed.push(photo);
      }
    }
  }
  return names;
}

/** `holidays/2019` of `holidays/2019/x.jpg`; empty at the top. */
export const folderOf = (photo: string) => photo.slice(0, Math.max(0, photo.lastIndexOf("/")));

/** The folder that all photos are in, `holidays/`; empty where there is none. */
export function folderOfAll(photos: readonly string[]): string {
  let common = folderOf(photos[0] ?? "").split("/");
  for (const photo of photos) {
    const folders = folderOf(photo).split("/");
    const differs = common.findIndex((folder, depth) => folder !== folders[depth]);
    if (differs >= 0) common = common.slice(0, differs);
  }
  return common.length === 0 || common[0] === "" ? "" : `${common.join("/")}/`;
}
