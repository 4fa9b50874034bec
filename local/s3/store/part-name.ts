import { statSync } from "node:fs";
import { join } from "node:path";
import { type Checksums, checksumAlgorithm } from "../checksums/checksum.ts";

/** A part of a multipart upload. */
export interface Part {
  number: number;
  /** Hex MD5. */
  etag: string;
  size: number;
  /** Milliseconds since 1970. */
  time: number;
  sequencer: string;
  checksums: Checksums;
}

/** `00001-<sequencer>-<etag>[-crc32_<hex>]…`: everything but size and time, which the file itself has. */
export function partName(part: Omit<Part, "size" | "time">): string {
  const checksums = Object.entries(part.checksums).map(
    ([algorithm, value]) => `${algorithm.toLowerCase()}_${Buffer.from(value, "base64").toString("hex")}`,
  );
  return [String(part.number).padStart(5, "0"), part.sequencer, part.etag, ...checksums].join("-");
}

/** The part in the file `name` of `folder`; undefined for any other file. */
export function parsePartName(folder: string, name: string): Part | undefined {
  const [number, sequencer, etag, ...rest] = name.split("-");
  if (!/^\d{5}$/.test(number ?? "") || sequencer === undefined || etag === undefined) return undefined;
  const checksums: Checksums = {};
  for (const text of rest) {
    const [algorithmName, hex = ""] = text.split("_");
    const algorithm = checksumAlgorithm(algorithmName);
    if (algorithm) checksums[algorithm] = Buffer.from(hex, "hex").toString("base64");
  }
  const { size, mtimeMs } = statSync(join(folder, name));
  return { number: Number(number), sequencer, etag, size, time: mtimeMs, checksums };
}
