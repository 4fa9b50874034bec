// @ts-nocheck
import { dirname, relative, resolve, sep } from "node:path";
import { decode, encode, type SourceMapMappings, type SourceMapSegment } from "@jridgewell/sourcemap-codec";

export interface SourceMap {
  version: 3;
  sources: string[];
  names: string[];
  mappings: string;
}

/**
 * What is left of a source map when only the sources in `folders` of `root` count. Node reads the map when it loads
 * the bundle, and the SDK's part of it is 98 %. Sources come out relative to `root`; names are dropped.
 */
export function ownSourceMap(map: SourceMap, mapFile: string, root: string, folders: string[]): SourceMap {
  const names = map.sources.map((source) => relative(root, resolve(dirname(mapFile), source)));
  const sources = names.filter((name) => folders.includes(name.split(sep)[0]!));
  const places = names.map((name) => sources.indexOf(name));
  return { version: 3, sources, names: [], mappings: encode(ownMappings(decode(map.mappings), places)) };
}

/** Renumbers the sources by `places`; code of a source that has no place (-1) maps to nothing. */
function ownMappings(mappings: SourceMapMappings, places: number[]): SourceMapMappings {
  let wasOwn = false;
  return mappings.map((line) =>
    line.flatMap((segment): SourceMapSegment[] => {
      const source = segment.length === 1 ? -1 : places[segment[1]]!;
      const isNews = source >= 0 || wasOwn;
      wasOwn = source >= 0;
      if (!isNews) return [];
      return [
        segment.length > 1 && source >= 0 ? [segment[0], source, segment[2]!, segment[3]!] : [segment[0]],
      ];
    }),
  );
}
