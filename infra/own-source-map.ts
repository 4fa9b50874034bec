import { dirname, relative, resolve } from "node:path";

export interface SourceMap {
  version: 3;
  sources: string[];
  names: string[];
  mappings: string;
}

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/**
 * What is left of a source map when only the sources under `folder` count. Node reads the map when it loads the
 * bundle, and the SDK's part of it is 98 %. Sources come out relative to the folder's parent.
 */
export function ownSourceMap(map: SourceMap, mapFile: string, folder: string): SourceMap {
  const names = map.sources.map((source) => relative(dirname(folder), resolve(dirname(mapFile), source)));
  const own = names.map((name) => dirname(name).startsWith(relative(dirname(folder), folder)));
  const sources = names.filter((_, i) => own[i]);
  const mappings = filterMappings(map.mappings, (source) =>
    own[source] ? sources.indexOf(names[source]!) : -1,
  );
  return { version: 3, sources, names: [], mappings };
}

/** Renumbers the sources; where a source has no number, the code maps to nothing. Names are dropped. */
function filterMappings(mappings: string, renumber: (source: number) => number): string {
  const read = [0, 0, 0];
  const written = [0, 0, 0];
  let wasOwn = false;
  const lines = mappings.split(";").map((line) => {
    let column = 0;
    let writtenColumn = 0;
    const segments: string[] = [];
    for (const segment of line === "" ? [] : line.split(",")) {
      const [step = 0, ...place] = decode(segment);
      column += step;
      for (let i = 0; i < 3; i++) read[i]! += place[i] ?? 0;
      const source = place.length === 0 ? -1 : renumber(read[0]!);
      if (source < 0 && !wasOwn) continue;
      const target = [source, read[1]!, read[2]!];
      const fields = source < 0 ? [] : target.map((value, i) => value - written[i]!);
      segments.push(encode([column - writtenColumn, ...fields]));
      if (source >= 0) for (const [i, value] of target.entries()) written[i] = value;
      writtenColumn = column;
      wasOwn = source >= 0;
    }
    return segments.join(",");
  });
  return lines.join(";");
}

/** Base64 VLQ: five bits a digit, lowest first, the sixth says that more follow; the very lowest bit is the sign. */
function decode(segment: string): number[] {
  const numbers: number[] = [];
  let value = 0;
  let shift = 0;
  for (const character of segment) {
    const digit = DIGITS.indexOf(character);
    value |= (digit & 31) << shift;
    shift += 5;
    if (digit & 32) continue;
    numbers.push(value & 1 ? -(value >> 1) : value >> 1);
    value = 0;
    shift = 0;
  }
  return numbers;
}

function encode(numbers: number[]): string {
  const digitsOf = (number: number) => {
    let rest = number < 0 ? (-number << 1) | 1 : number << 1;
    let digits = "";
    do {
      digits += DIGITS[(rest & 31) | (rest > 31 ? 32 : 0)];
      rest >>= 5;
    } while (rest > 0);
    return digits;
  };
  return numbers.map(digitsOf).join("");
}
