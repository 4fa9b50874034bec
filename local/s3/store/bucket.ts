import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import { basename, join } from "node:path";
import { keyToPath } from "../../../core/key-path.ts";
import { checkWrite, type WriteConditions } from "../conditions.ts";
import { S3Error } from "../errors.ts";
import { moveBody, openBody, removeBody } from "./bodies.ts";
import { Journal } from "./journal.ts";
import type { KeyIndex } from "./key-index.ts";
import { Locks } from "./locks.ts";
import { type JournalRecord, recoverBucket } from "./recover.ts";
import type { Sequencer } from "./sequencer.ts";
import type { ObjectDraft, StoredObject } from "./stored-object.ts";
import { Uploads } from "./uploads.ts";

/** What all buckets of a store share. */
export interface Shared {
  sequencer: Sequencer;
  /** The disk takes `A` and `a` for one name. */
  foldsCase: boolean;
  onCommit: (bucket: string, object: StoredObject) => void;
}

export interface CommitOptions {
  /** Path of the file that is to become the body; without, the body stays and the rest is replaced. */
  body?: string;
  conditions?: WriteConditions;
  /** The multipart upload this completes. */
  upload?: string;
  /** Further demands on the object now at the key; checked where nothing can come in between. */
  check?: (current: StoredObject | undefined) => void;
}

// Longest path the system takes, less room for a final zero: 4096 on Linux, 1024 elsewhere.
const MAX_PATH_BYTES = process.platform === "linux" ? 4000 : 1000;

/**
 * A bucket in a folder:
 *
 *     objects/        the bodies, at `keyToPath(key)`: to be browsed and copied, not to be written
 *     objects.jsonl   the journal: a line for each write and delete, with all that is known besides the bytes
 *     uploads/        multipart uploads in progress
 *     tmp/            bodies on their way in
 *
 * A write flushes the body, then the journal's line, then moves the body into its place. Up to the line nothing
 * has happened; from the line on a restart does what is left. So bytes and description cannot disagree.
 */
export class Bucket {
  readonly name: string;
  readonly created: Date;
  readonly objects: KeyIndex<StoredObject>;
  readonly uploads: Uploads;
  readonly #folder: string;
  readonly #bodies: string;
  readonly #journal: Journal;
  readonly #shared: Shared;
  readonly #locks = new Locks();
  /** Why nothing can be written any more. */
  #closed: "NoSuchBucket" | "ServiceUnavailable" | undefined;

  private constructor(
    folder: string,
    given: Pick<Bucket, "name" | "created" | "objects" | "uploads">,
    journal: Journal,
    shared: Shared,
  ) {
    this.name = given.name;
    this.created = given.created;
    this.objects = given.objects;
    this.uploads = given.uploads;
    this.#folder = folder;
    this.#bodies = join(folder, "objects");
    this.#journal = journal;
    this.#shared = shared;
  }

  static async open(folder: string, name: string, created: Date, shared: Shared): Promise<Bucket> {
    const { objects, completedUploads, lastSequencer } = await recoverBucket(folder);
    shared.sequencer.follow(lastSequencer);
    const uploads = await Uploads.open(join(folder, "uploads"), shared.sequencer, completedUploads);
    const journal = await Journal.open(join(folder, "objects.jsonl"));
    return new Bucket(folder, { name, created, objects, uploads }, journal, shared);
  }

  /** The object at `key`; NoSuchKey where there is none. */
  object(key: string): StoredObject {
    const object = this.objects.get(key);
    if (!object) throw new S3Error("NoSuchKey", { details: { Key: key } });
    return object;
  }

  /** A file descriptor on the body; to be called in the same turn of the event loop as the object was looked up. */
  openBody(object: StoredObject): number {
    return openBody(this.#bodies, object.path, object.size);
  }

  /** Path of a file that does not exist yet, for a body on its way in. */
  tempPath(): string {
    return join(this.#folder, "tmp", this.#shared.sequencer.next());
  }

  /**
   * Makes a draft the object at `key`, if the conditions hold then; durable once it resolves. Takes over the body's
   * file: when this rejects, that is gone.
   */
  commit(key: string, draft: ObjectDraft, options: CommitOptions = {}): Promise<StoredObject> {
    return this.#locks.run(key, async () => {
      const { body } = options;
      const current = this.objects.get(key);
      const object: StoredObject = {
        ...draft,
        key,
        path: body === undefined && current ? current.path : this.#pathOf(key),
        time: Date.now(),
        sequencer: this.#shared.sequencer.next(),
      };
      const record: JournalRecord = { put: object };
      if (body !== undefined) record.temp = basename(body);
      if (options.upload !== undefined) record.upload = options.upload;
      try {
        this.#assertOpen();
        if (options.conditions) checkWrite(options.conditions, key, current);
        options.check?.(current);
        await this.#journal.append(record);
      } catch (error) {
        // A journal that cannot take its line back may name this file at the next start.
        if (body !== undefined && !this.#journal.isBroken) rmSync(body, { force: true });
        throw error;
      }
      if (body !== undefined) moveBody(body, this.#bodies, object.path);
      if (current && current.path !== object.path) removeBody(this.#bodies, current.path);
      this.objects.set(key, object);
      this.#shared.onCommit(this.name, object);
      return object;
    });
  }

  /** Removes the object at `key`, if the conditions hold; a missing one is no error unless they ask for it. */
  remove(key: string, conditions: WriteConditions = {}): Promise<void> {
    return this.#locks.run(key, async () => {
      this.#assertOpen();
      const current = this.objects.get(key);
      checkWrite(conditions, key, current);
      if (!current) return;
      await this.#journal.append({ delete: key, path: current.path } satisfies JournalRecord);
      removeBody(this.#bodies, current.path);
      this.objects.delete(key);
    });
  }

  /** Closes for good when empty, so that the folder may go; BucketNotEmpty otherwise. */
  async retire(): Promise<void> {
    this.#assertOpen();
    if (this.objects.size > 0 || !this.#locks.isIdle) {
      throw new S3Error("BucketNotEmpty", { details: { BucketName: this.name } });
    }
    this.#closed = "NoSuchBucket";
    await this.#journal.close();
  }

  /** Lets running writes end, takes no more. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = "ServiceUnavailable";
    await this.#locks.settled();
    await this.#journal.close();
  }

  #assertOpen(): void {
    if (this.#closed) throw new S3Error(this.#closed, { details: { BucketName: this.name } });
  }

  #pathOf(key: string): string {
    const path = keyToPath(key, { foldsCase: this.#shared.foldsCase });
    if (Buffer.byteLength(join(this.#bodies, path)) <= MAX_PATH_BYTES) return path;
    // `%l` is no escape that a key's path can begin with.
    return `%long/${createHash("sha256").update(key).digest("hex")}`;
  }
}
