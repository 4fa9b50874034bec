/** Why nobody can be called so. */
export type NameFault = "ID" | "KEYWORD" | "FACE" | "CHARACTERS" | "LENGTH";

/** The longest name, in characters. */
export const LONGEST_NAME = 100;

// What steers a terminal, breaks a line, turns the reading direction, or is nothing to be seen.
const UNFIT = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\u200b\ufeff]/u;

/** The name as it is stored: one form of each letter, one space between words. */
export const tidyName = (text: string): string => text.normalize("NFC").trim().replace(/\s+/gu, " ");

/** Names that read the same are one: "Anna   Maria", "anna maria". */
export const foldedName = (text: string): string => tidyName(text).toLocaleLowerCase();

/**
 * The reason against a name: commands would take it for something else, or it cannot be shown.
 *
 * @param isFace whether the name is also what a face or a photo is called
 */
export function nameFault(text: string, isFace: (name: string) => boolean): NameFault | undefined {
  if (UNFIT.test(text.trim())) return "CHARACTERS";
  const name = tidyName(text);
  if ([...name].length > LONGEST_NAME) return "LENGTH";
  if (/^p\d+$/i.test(name)) return "ID";
  if (name.toLowerCase() === "new") return "KEYWORD";
  return isFace(name) ? "FACE" : undefined;
}
