// @ts-nocheck
import { FORMATS, type FormatContext, type TextFormat } from "./formats.ts";
import type { Result } from "./result.ts";

export const isForPeople = (format: TextFormat) => format === "table" || format === "markdown";

/** All answers where people read them; for programs, which expect one, the last. Ends with a line break. */
export function rendered(results: Result[], format: TextFormat, context: FormatContext): string {
  const shown = isForPeople(format) ? results : results.slice(-1);
  const text = shown.map((result) => FORMATS[format](result, context)).join("\n\n");
  return text === "" ? "" : text + (format === "csv" ? "\r\n" : "\n");
}
