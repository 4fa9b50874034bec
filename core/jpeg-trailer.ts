/**
 * The start of a block of Samsung's: two zeros, its type, the length of its name (not in all), and the name, such as
 * Image_UTC_Data. As ExifTool describes it (https://exiftool.org/TagNames/Samsung.html, "Samsung trailer").
 */
const BLOCK = /\0\0[\s\S]{2}(?:[\s\S]\0\0\0)?[A-Z][A-Za-z]+_[A-Z][A-Za-z_]+/;
const FOOTER = "SEFT";

/**
 * The JPEG without what Samsung's phones put behind it, in panoramas even in place of the end marker. It begins with
 * bytes that a decoder takes for pixels where the last ones are missing, so it must be out of the way before anybody
 * asks whether they are there.
 */
export function withoutTrailer(jpeg: Buffer): Buffer {
  if (jpeg.toString("latin1", jpeg.length - FOOTER.length) !== FOOTER) return jpeg;
  const start = BLOCK.exec(jpeg.toString("latin1"))?.index;
  return start === undefined ? jpeg : jpeg.subarray(0, start);
}
