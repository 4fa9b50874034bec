import { FORMATS, type FormatContext, type TextFormat } from "./formats.ts";
import type { Result } from "./result.ts";

export const isForPeople = (format: TextFormat) => format === "table" || format === "markdown";

/** All answers where people read them; for programs, which expect one, the last. */
export const shownAnswers = (results: Result[], format: TextFormat): Result[] =>
  isForPeople(format) ? results : results.slice(-1);

/** The answers that are shown, as text. Ends with a line break. */
export function rendered(results: Result[], format: TextFormat, context: FormatContext): string {
  const text = shownAnswers(results, format)
    .map((result) => FORMATS[format](result, context))
    .join("\n\n");
  return text === "" ? "" : text + (format === "csv" ? "\r\n" : "\n");
}
