/** A map of texts in CBOR (RFC 8949), which is all that an error holds. */
export function encodeTexts(texts: Record<string, string>): Buffer {
  const entries = Object.entries(texts);
  return Buffer.concat([Buffer.of(0xa0 | entries.length), ...entries.flat().map(encodeText)]);
}

/** Up to 64 kB. */
function encodeText(text: string): Buffer {
  const bytes = Buffer.from(text);
  const { length } = bytes;
  if (length < 24) return Buffer.concat([Buffer.of(0x60 | length), bytes]);
  return Buffer.concat([Buffer.of(0x79, length >> 8, length & 0xff), bytes]);
}
