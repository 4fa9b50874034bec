/**
 * For each photo as much of the end of its path as tells it from the others: `IMG_1.jpg`, or `A/IMG_1.jpg` where B has
 * one too.
 * @param {Iterable<string>} photos
 */
export function shortNames(photos) {
  /** @type {Map<string, string>} */
  const names = new Map();
  let unnamed = [...new Set(photos)];
  for (let depth = 1; unnamed.length > 0; depth++) {
    /** @type {Map<string, string[]>} */
    const byEnd = new Map();
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
