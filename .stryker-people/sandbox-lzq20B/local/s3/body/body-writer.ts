// @ts-nocheck
import { createHash } from "node:crypto";
import { closeSync, fdatasync, open, rmSync, write, writeSync } from "node:fs";
import { promisify } from "node:util";
import { type ChecksumAlgorithm, type Checksums, createChecksum } from "../checksums/checksum.ts";

const openAsync = promisify(open);
const writeAsync = promisify(write);
const datasync = promisify(fdatasync);

// Bytes gathered before a write: large enough that a photo takes few, small enough for many uploads at once.
const BATCH = 1 << 20;

/** What was written to a file. */
export interface Written {
  /** Name of the temporary file. */
  path: string;
  size: number;
  /** Hex. */
  md5: string;
  /** Hex, if asked for. */
  sha256?: string;
  checksums: Checksums;
}

export interface DigestOptions {
  algorithms?: readonly ChecksumAlgorithm[];
  sha256?: boolean;
}

/** Writes a new file piece by piece, with the digests of what went through; holds at most {@link BATCH} bytes. */
export class BodyWriter {
  readonly #path: string;
  readonly #fd: number;
  readonly #md5 = createHash("md5");
  readonly #sha256;
  readonly #checksums;
  #size = 0;
  #batch: Uint8Array[] = [];
  #batchBytes = 0;
  #isOpen = true;

  private constructor(path: string, fd: number, options: DigestOptions) {
    this.#path = path;
    this.#fd = fd;
    this.#sha256 = options.sha256 ? createHash("sha256") : undefined;
    this.#checksums = (options.algorithms ?? []).map((name) => ({ name, checksum: createChecksum(name) }));
  }

  static async open(path: string, options: DigestOptions = {}): Promise<BodyWriter> {
    // Not synchronous: making a file can wait for the disk while another write is flushed.
    return new BodyWriter(path, await openAsync(path, "wx"), options);
  }

  get size(): number {
    return this.#size;
  }

  /** Takes over `data`, which must not change afterwards. */
  async write(data: Uint8Array): Promise<void> {
    this.#md5.update(data);
    this.#sha256?.update(data);
    for (const { checksum } of this.#checksums) checksum.update(data);
    this.#size += data.length;
    this.#batch.push(data);
    this.#batchBytes += data.length;
    if (this.#batchBytes < BATCH) return;
    const batch = Buffer.concat(this.#batch);
    this.#batch = [];
    this.#batchBytes = 0;
    for (let at = 0; at < batch.length; ) {
      at += (await writeAsync(this.#fd, batch, at, batch.length - at, null)).bytesWritten;
    }
  }

  /** Flushes to the disk itself, so that the journal never names bytes that a power cut can take away. */
  async finish(): Promise<Written> {
    const rest = Buffer.concat(this.#batch);
    for (let at = 0; at < rest.length; ) at += writeSync(this.#fd, rest, at);
    await datasync(this.#fd);
    this.#close();
    const checksums: Checksums = {};
    for (const { name, checksum } of this.#checksums) checksums[name] = checksum.digest().toString("base64");
    const written: Written = { path: this.#path, size: this.#size, md5: this.#md5.digest("hex"), checksums };
    if (this.#sha256) written.sha256 = this.#sha256.digest("hex");
    return written;
  }

  /** Removes the file. */
  discard(): void {
    this.#close();
    rmSync(this.#path, { force: true });
  }

  #close(): void {
    if (this.#isOpen) closeSync(this.#fd);
    this.#isOpen = false;
  }
}
