/**
 * S3's order of keys: by their UTF-8 bytes. JavaScript compares UTF-16 units, which differs for characters past
 * U+FFFF: their surrogates (D800 to DFFF) must come after U+E000 to U+FFFF.
 */
// @ts-nocheck

export function compareKeys(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

/** Index of the first of `sorted` for which `isPast` holds; it must hold for all that follow. */
export function firstIndex(sorted: readonly string[], isPast: (key: string) => boolean, from = 0): number {
  let low = from;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isPast(sorted[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}
