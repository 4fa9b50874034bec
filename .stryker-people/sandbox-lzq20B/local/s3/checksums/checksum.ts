// @ts-nocheck
import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { crc32c } from "./crc32c.ts";
import { Crc64Nvme } from "./crc64nvme.ts";

export const CHECKSUM_ALGORITHMS = ["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"] as const;
export type ChecksumAlgorithm = (typeof CHECKSUM_ALGORITHMS)[number];

/** Base64 checksums by algorithm. */
export type Checksums = Partial<Record<ChecksumAlgorithm, string>>;

export interface Checksum {
  update(data: Uint8Array): void;
  digest(): Buffer;
}

const CREATE: Record<ChecksumAlgorithm, () => Checksum> = {
  CRC32: () => new Crc((data, value) => crc32(data, value)),
  CRC32C: () => new Crc(crc32c),
  CRC64NVME: () => new Crc64Nvme(),
  SHA1: () => createHash("sha1"),
  SHA256: () => createHash("sha256"),
};

/** Bytes of a digest. */
export const DIGEST_BYTES: Record<ChecksumAlgorithm, number> = {
  CRC32: 4,
  CRC32C: 4,
  CRC64NVME: 8,
  SHA1: 20,
  SHA256: 32,
};

export function createChecksum(algorithm: ChecksumAlgorithm): Checksum {
  return CREATE[algorithm]();
}

/** The algorithm called `name`, whatever its case. */
export function checksumAlgorithm(name: string | undefined): ChecksumAlgorithm | undefined {
  const upper = name?.toUpperCase();
  return CHECKSUM_ALGORITHMS.find((algorithm) => algorithm === upper);
}

export function checksumHeader(algorithm: ChecksumAlgorithm): string {
  return `x-amz-checksum-${algorithm.toLowerCase()}`;
}

/** A 32-bit CRC; its digest is big-endian. */
class Crc implements Checksum {
  #value = 0;
  readonly #step: (data: Uint8Array, value: number) => number;

  constructor(step: (data: Uint8Array, value: number) => number) {
    this.#step = step;
  }

  update(data: Uint8Array): void {
    this.#value = this.#step(data, this.#value);
  }

  digest(): Buffer {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(this.#value >>> 0);
    return bytes;
  }
}
