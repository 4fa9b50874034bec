const FOOTER = "SEFT";
const HEADER = "SEFH";
/** Of the directory's header (its mark, a version, the count of entries) and of an entry. */
const ENTRY_BYTES = 12;

/**
 * The JPEG without what Samsung's phones put behind it, in panoramas even in place of the end marker. It begins with
 * bytes that a decoder takes for pixels where the last ones are missing, so it must be out of the way before anybody
 * asks whether they are there. A trailer whose directory makes no sense is left: nobody can tell where it begins.
 */
export function withoutTrailer(jpeg: Buffer): Buffer {
  const start = trailerStart(jpeg);
  return start === undefined ? jpeg : jpeg.subarray(0, start);
}

/**
 * Blocks of data come first, then a directory of them, its length and a mark. An entry has the block's type, how far
 * before the directory it begins, and its length; all numbers are little-endian, of four bytes. As ExifTool's
 * Samsung.pm reads it.
 */
function trailerStart(jpeg: Buffer): number | undefined {
  const lengthAt = jpeg.length - FOOTER.length - 4;
  if (lengthAt < 0 || jpeg.toString("latin1", lengthAt + 4) !== FOOTER) return undefined;
  const directoryAt = lengthAt - jpeg.readUInt32LE(lengthAt);
  if (directoryAt < 0 || lengthAt - directoryAt < ENTRY_BYTES) return undefined;
  const directory = jpeg.subarray(directoryAt, lengthAt);
  const count = directory.readUInt32LE(8);
  if (directory.toString("latin1", 0, 4) !== HEADER || (count + 1) * ENTRY_BYTES > directory.length)
    return undefined;
  const distances = Array.from({ length: count }, (_, i) =>
    directory.readUInt32LE((i + 1) * ENTRY_BYTES + 4),
  );
  const start = directoryAt - distances.reduce((most, distance) => Math.max(most, distance), 0);
  return start < 0 ? undefined : start;
}
