// @ts-nocheck
import { randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ChecksumAlgorithm } from "../checksums/checksum.ts";
import { S3Error } from "../errors.ts";
import { compareKeys } from "./key-order.ts";
import { Locks } from "./locks.ts";
import { type Part, parsePartName, partName } from "./part-name.ts";
import type { Sequencer } from "./sequencer.ts";
import type { ChecksumType } from "./stored-object.ts";

/** What CreateMultipartUpload was given. */
export interface UploadDraft {
  key: string;
  headers: Record<string, string>;
  tagging?: string;
  checksumAlgorithm?: ChecksumAlgorithm;
  checksumType?: ChecksumType;
}

export interface Upload extends UploadDraft {
  id: string;
  /** Milliseconds since 1970. */
  initiated: number;
  parts: Map<number, Part>;
}

/**
 * Multipart uploads in progress, each a folder: `upload.json` and one file per part, whose name says all that is
 * known of it, so that a part is there whole or not at all.
 */
export class Uploads {
  readonly #folder: string;
  readonly #sequencer: Sequencer;
  readonly #uploads = new Map<string, Upload>();
  readonly #locks = new Locks();

  private constructor(folder: string, sequencer: Sequencer) {
    this.#folder = folder;
    this.#sequencer = sequencer;
  }

  static async open(folder: string, sequencer: Sequencer, completed: ReadonlySet<string>): Promise<Uploads> {
    const uploads = new Uploads(folder, sequencer);
    mkdirSync(folder, { recursive: true });
    for (const id of readdirSync(folder)) {
      const upload = completed.has(id) ? undefined : uploads.#load(id);
      if (upload) uploads.#uploads.set(id, upload);
      else rmSync(join(folder, id), { recursive: true });
    }
    return uploads;
  }

  /** In S3's order: by key, then by age. */
  list(): Upload[] {
    return [...this.#uploads.values()].sort((a, b) => compareKeys(a.key, b.key) || a.initiated - b.initiated);
  }

  /** The upload of that id and key; NoSuchUpload otherwise. */
  get(id: string, key: string): Upload {
    const upload = this.#uploads.get(id);
    if (upload?.key !== key) throw new S3Error("NoSuchUpload", { details: { UploadId: id } });
    return upload;
  }

  create(draft: UploadDraft): Upload {
    const upload: Upload = {
      ...draft,
      id: randomUUID().replaceAll("-", ""),
      initiated: Date.now(),
      parts: new Map(),
    };
    const { parts: _, ...description } = upload;
    mkdirSync(join(this.#folder, upload.id));
    const file = join(this.#folder, upload.id, "upload.json");
    writeFileSync(`${file}.new`, JSON.stringify(description), { flush: true });
    renameSync(`${file}.new`, file);
    this.#uploads.set(upload.id, upload);
    return upload;
  }

  /** Makes the file at `from` a part, in place of an earlier one of that number; takes over that file. */
  async addPart(
    id: string,
    key: string,
    from: string,
    draft: Omit<Part, "sequencer" | "time">,
  ): Promise<Part> {
    try {
      return await this.exclusively(id, key, async (upload) => {
        const part: Part = { ...draft, sequencer: this.#sequencer.next(), time: Date.now() };
        renameSync(from, this.partPath(id, part));
        const earlier = upload.parts.get(part.number);
        upload.parts.set(part.number, part);
        if (earlier) rmSync(this.partPath(id, earlier));
        return part;
      });
    } catch (error) {
      rmSync(from, { force: true });
      throw error;
    }
  }

  partPath(id: string, part: Part): string {
    return join(this.#folder, id, partName(part));
  }

  /** Runs with the upload while nothing else changes it. */
  exclusively<T>(id: string, key: string, use: (upload: Upload) => Promise<T>): Promise<T> {
    return this.#locks.run(id, () => use(this.get(id, key)));
  }

  /** Forgets the upload and its parts; to be called within {@link exclusively}. */
  discard(id: string): void {
    this.#uploads.delete(id);
    rmSync(join(this.#folder, id), { recursive: true, force: true });
  }

  #load(id: string): Upload | undefined {
    const folder = join(this.#folder, id);
    let description: Omit<Upload, "parts">;
    try {
      description = JSON.parse(readFileSync(join(folder, "upload.json"), "utf8"));
    } catch {
      return undefined;
    }
    const parts = new Map<number, Part>();
    // Names sort by number, then by sequencer: of two of one number the later wins.
    for (const name of readdirSync(folder).sort()) {
      const part = parsePartName(folder, name);
      if (!part) continue;
      const earlier = parts.get(part.number);
      if (earlier) rmSync(join(folder, partName(earlier)));
      parts.set(part.number, part);
      this.#sequencer.follow(part.sequencer);
    }
    return { ...description, parts };
  }
}
