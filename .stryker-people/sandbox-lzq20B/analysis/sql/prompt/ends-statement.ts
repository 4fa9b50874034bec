/** What a semicolon in it does not end: strings, names in quotes, dollar-quoted text, comments; whole or still open. */
// @ts-nocheck

const INSIDE =
  /'(?:[^']|'')*(?:'|$)|"(?:[^"]|"")*(?:"|$)|\$(\w*)\$[\s\S]*?(?:\$\1\$|$)|--[^\n]*(?:\n|$)|\/\*[\s\S]*?(?:\*\/|$)/g;

/** Whether the text is one or more whole statements: its last character outside of strings and comments is a semicolon. */
export const endsStatement = (text: string): boolean =>
  text
    .replace(INSIDE, (part) => (/^(--|\/\*)/.test(part) ? " " : "x"))
    .trimEnd()
    .endsWith(";");
