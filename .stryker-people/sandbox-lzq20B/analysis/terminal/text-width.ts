// @ts-nocheck
import stringWidth from "string-width";

const segments = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Of a terminal that does not say how wide it is. */
export const USUAL_COLUMNS = 80;

/** How many columns of a terminal the text takes: two for East Asian wide characters and most emoji. */
export const textWidth = (text: string): number =>
  /^[\x20-\x7e]*$/.test(text) ? text.length : stringWidth(text);

/** The text, or as much of it as fits, with `…` for the rest. */
export function shorten(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  let kept = "";
  let used = 0;
  for (const { segment } of segments.segment(text)) {
    used += textWidth(segment);
    if (used > width - 1) break;
    kept += segment;
  }
  return `${kept}…`;
}

/** The text with spaces to that width, before it where `toRight`. */
export function pad(text: string, width: number, toRight = false): string {
  const space = " ".repeat(Math.max(0, width - textWidth(text)));
  return toRight ? space + text : text + space;
}
