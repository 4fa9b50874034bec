/**
 * Object keys as relative file paths, and back.
 *
 * Ordinary keys stay as they are (`uploads/alice1.jpg`), so the folders can be browsed. What a file system would
 * confuse is escaped with `%`, which itself is always written `%25`:
 *
 * - `.`, `..`, control characters, `\`, `:` and the like, and text that is not in Unicode's NFC form: `%XX`
 * - an empty segment (a leading, doubled or trailing `/`): `%-`
 * - a segment of more than 200 bytes: cut, each cut shown by a trailing `%`
 * - a folder with a dot in its name gets `%d`, a file without one `%f`: so `a` and `a/b` can both exist
 */
// @ts-nocheck

const UNSAFE = /^[\p{Cc}%\\:*?"<>|]$/u;
const SEGMENT_BYTES = 200;

export interface KeyPathOptions {
  /** The disk takes `A` and `a` for one name: escape capitals too. */
  foldsCase?: boolean;
}

/** Relative path (with `/`) of an object key. Different keys give different paths. */
export function keyToPath(key: string, { foldsCase = false }: KeyPathOptions = {}): string {
  const segments = key.split("/");
  return segments.map((segment, i) => segmentToPath(segment, i === segments.length - 1, foldsCase)).join("/");
}

/** The object key of a path that {@link keyToPath} gave; a path it cannot have given stands for itself. */
export function pathToKey(path: string): string {
  const key = path
    .replaceAll("%/", "")
    .split("/")
    .map((segment) => unescaped(segment.replace(/%[df]$/, "").replace(/^%-$/, "")))
    .join("/");
  return [false, true].some((foldsCase) => keyToPath(key, { foldsCase }) === path) ? key : path;
}

function segmentToPath(segment: string, isFile: boolean, foldsCase: boolean): string {
  if (segment === "") return isFile ? "%-%f" : "%-";
  const suffix = segment.includes(".") === isFile ? "" : isFile ? "%f" : "%d";
  return cut(escaped(segment, foldsCase)) + suffix;
}

/** The segment's characters, each as it is or as `%XX`. */
function escaped(segment: string, foldsCase: boolean): string[] {
  const characters = [...segment];
  const isNfc = segment.normalize("NFC") === segment;
  return characters.map((character, i) => {
    const unsafe =
      UNSAFE.test(character) ||
      (!isNfc && character > "~") ||
      (foldsCase && character !== character.toLowerCase()) ||
      // Windows drops a trailing dot or space; this also covers `.` and `..`.
      ((character === "." || character === " ") && i === characters.length - 1);
    return unsafe ? percent(character) : character;
  });
}

function percent(character: string): string {
  return [...Buffer.from(character)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`)
    .join("");
}

function unescaped(text: string): string {
  const parts = text.split(/(%[0-9A-F]{2})/);
  const bytes = parts.map((part, i) => (i % 2 ? Buffer.from(part.slice(1), "hex") : Buffer.from(part)));
  return Buffer.concat(bytes).toString();
}

/** Joins the characters to pieces that every file system can hold. */
function cut(characters: string[]): string {
  let piece = 0;
  let text = "";
  for (const character of characters) {
    const bytes = Buffer.byteLength(character);
    if (piece + bytes > SEGMENT_BYTES) {
      text += "%/";
      piece = 0;
    }
    text += character;
    piece += bytes;
  }
  return text;
}
