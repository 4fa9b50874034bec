// @ts-nocheck
const WORD = /=\?utf-8\?([bq])\?([^? ]*)\?=/gi;
const ADJACENT = /(\?=)\s+(?==\?)/g;
// RFC 2047 section 2: an encoded word has at most 75 characters, `=?UTF-8?B?` and `?=` among them.
const MAX_ENCODED = 75 - 12;

/**
 * Text of a metadata header as S3 keeps it: encoded words of RFC 2047 decoded, all else as its bytes in Latin-1,
 * which is how Node reads a header.
 */
export function decodeWords(header: string): string {
  if (!header.includes("=?")) return header;
  return header
    .replace(ADJACENT, "$1")
    .replace(WORD, (_, kind: string, text: string) =>
      kind.toLowerCase() === "b" ? Buffer.from(text, "base64").toString() : decodeQ(text),
    );
}

/**
 * The text as a header that every client can read: as it is when it is printable US-ASCII, else as encoded words: Q
 * where most characters are ASCII, B otherwise.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html
 */
export function encodeWords(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  const characters = [...text];
  const ascii = characters.filter((character) => character < "\x80").length;
  const isQ = ascii > characters.length - ascii;
  const words: string[] = [];
  let word = "";
  for (const character of characters) {
    const longer = word + character;
    if (word !== "" && encoded(longer, isQ).length > MAX_ENCODED) {
      words.push(word);
      word = character;
    } else word = longer;
  }
  return [...words, word].map((one) => `=?UTF-8?${isQ ? "Q" : "B"}?${encoded(one, isQ)}?=`).join(" ");
}

function encoded(text: string, isQ: boolean): string {
  if (!isQ) return Buffer.from(text).toString("base64");
  return [...Buffer.from(text)]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      if (character === " ") return "_";
      return /[!-<>@-^`-~]/.test(character)
        ? character
        : `=${byte.toString(16).toUpperCase().padStart(2, "0")}`;
    })
    .join("");
}

function decodeQ(text: string): string {
  const bytes = text
    .replaceAll("_", " ")
    .replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString();
}
