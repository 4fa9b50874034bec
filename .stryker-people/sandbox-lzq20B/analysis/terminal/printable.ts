/**
 * Text from outside for the terminal: characters that would steer it or turn the reading direction are shown, not
 * obeyed.
 */
// @ts-nocheck

export function printable(text: string): string {
  return text.replace(
    /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu,
    (character) => `\\x${character.codePointAt(0)!.toString(16).padStart(2, "0")}`,
  );
}
