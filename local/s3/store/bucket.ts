import { rmSync } from "node:fs";
import { basename, join } from "node:path";
import { AppendFile } from "../../common/append-file.ts";
import { checkWrite, type WriteConditions } from "../conditions.ts";
import { S3Error } from "../errors.ts";
import { newVersionId } from "../version-id.ts";
import { Bodies } from "./bodies.ts";
import { bodyPath } from "./body-path.ts";
import type { KeyIndex } from "./key-index.ts";
import { Locks } from "./locks.ts";
import { lookUp } from "./look-up.ts";
import { type JournalRecord, recoverBucket } from "./recover.ts";
import type { Sequencer } from "./sequencer.ts";
import type { DeleteMarker, ObjectDraft, StoredObject, Version } from "./stored-object.ts";
import { Uploads } from "./uploads.ts";
import {
  findVersion,
  isObject,
  NULL_VERSION,
  type Versioning,
  type Versions,
  withoutVersion,
  withUpdate,
  withVersion,
} from "./versions.ts";

/** What all buckets of a store share. */
export interface Shared {
  sequencer: Sequencer;
  /** The disk takes `A` and `a` for one name. */
  foldsCase: boolean;
}

/** The content of `bucket.json`. */
export interface BucketDescription {
  created: Date;
  versioning?: Versioning;
}

export interface CommitOptions {
  /** Path of the file that is to become the body. */
  body: string;
  conditions?: WriteConditions;
}

/**
 * A bucket in a folder:
 *
 *     bucket.json     since when, and whether it keeps versions
 *     objects/        the newest bodies, at `keyToPath(key)`: to be browsed and copied, not to be written
 *     versions/       the bodies of older versions
 *     objects.jsonl   the journal: a line for each write and delete, with all that is known besides the bytes
 *     uploads/        multipart uploads in progress
 *     tmp/            bodies that are being received
 *
 * A write flushes the body, then the journal's line, then moves the bodies into their places. Up to the line nothing
 * has happened; from the line on a restart does what is left. So bytes and description cannot disagree. All that
 * changes a bucket is a method here, under the key's lock, and nothing else can change it: hence the length.
 */
export class Bucket {
  readonly name: string;
  readonly description: BucketDescription;
  readonly index: KeyIndex<Versions>;
  readonly uploads: Uploads;
  readonly #folder: string;
  readonly #bodies: Bodies;
  readonly #journal: AppendFile;
  readonly #shared: Shared;
  readonly #locks = new Locks();
  /** Why nothing can be written any more. */
  #closed: "NoSuchBucket" | "ServiceUnavailable" | undefined;

  private constructor(
    folder: string,
    given: Pick<Bucket, "name" | "description" | "index" | "uploads">,
    bodies: Bodies,
    journal: AppendFile,
    shared: Shared,
  ) {
    this.name = given.name;
    this.description = given.description;
    this.index = given.index;
    this.uploads = given.uploads;
    this.#folder = folder;
    this.#bodies = bodies;
    this.#journal = journal;
    this.#shared = shared;
  }

  static async open(
    folder: string,
    name: string,
    description: BucketDescription,
    shared: Shared,
  ): Promise<Bucket> {
    const bodies = new Bodies(folder);
    const { index, completedUploads, lastSequencer } = await recoverBucket(folder, bodies);
    shared.sequencer.follow(lastSequencer);
    const uploads = await Uploads.open(join(folder, "uploads"), shared.sequencer, completedUploads);
    const journal = await AppendFile.open(join(folder, "objects.jsonl"), true);
    return new Bucket(folder, { name, description, index, uploads }, bodies, journal, shared);
  }

  /** The object at `key`, or that version of it; NoSuchKey, NoSuchVersion or MethodNotAllowed where there is none. */
  object(key: string, versionId?: string): StoredObject {
    return lookUp(this.index, key, versionId);
  }

  /** The newest version at `key`, unless that is a delete marker. */
  newest(key: string): StoredObject | undefined {
    const version = this.index.get(key)?.[0];
    return isObject(version) ? version : undefined;
  }

  /** A file descriptor on the body; to be called in the same turn of the event loop as the object was looked up. */
  openBody(object: StoredObject): number {
    return this.#bodies.open(object, this.index.get(object.key)?.[0] === object);
  }

  /** Path of a file that does not exist yet, for a body that is being received. */
  tempPath(): string {
    return join(this.#folder, "tmp", this.#shared.sequencer.next());
  }

  /**
   * Makes a draft the newest version at `key`, if the conditions hold then; durable once it resolves. Takes over the
   * body's file: when this rejects, that is gone.
   */
  commit(key: string, draft: ObjectDraft, { body, conditions = {} }: CommitOptions): Promise<StoredObject> {
    return this.#locks.run(key, async () => {
      const path = bodyPath(this.#bodies.objects, key, this.#shared.foldsCase);
      const object: StoredObject = { ...draft, ...this.#stamp(key), path };
      try {
        this.#assertOpen();
        checkWrite(conditions, key, this.newest(key));
        const { upload } = draft;
        const record: JournalRecord = { put: object, temp: basename(body), ...(upload && { upload }) };
        await this.#journal.append(record);
      } catch (error) {
        // A journal that cannot take its line back may name this file at the next start.
        if (!this.#journal.isBroken) rmSync(body, { force: true });
        throw error;
      }
      this.#become(key, withVersion(this.#versions(key), object), body);
      return object;
    });
  }

  /**
   * Deletes the object at `key`: for good where versions are not kept, else by a delete marker on top of them. A
   * missing object is no error unless the conditions ask for it.
   *
   * @returns the delete marker, where one was made
   */
  remove(key: string, conditions: WriteConditions = {}): Promise<DeleteMarker | undefined> {
    return this.#locks.run(key, async () => {
      this.#assertOpen();
      checkWrite(conditions, key, this.newest(key));
      if (this.description.versioning === undefined) {
        await this.#removeVersion(key, NULL_VERSION);
        return undefined;
      }
      const marker: DeleteMarker = { ...this.#stamp(key), isDeleteMarker: true };
      await this.#journal.append({ marker } satisfies JournalRecord);
      this.#become(key, withVersion(this.#versions(key), marker));
      return marker;
    });
  }

  /** Deletes one version for good. @returns what was deleted; undefined where there was none */
  removeVersion(
    key: string,
    versionId: string,
    conditions: WriteConditions = {},
  ): Promise<Version | undefined> {
    return this.#locks.run(key, async () => {
      this.#assertOpen();
      const version = findVersion(this.#versions(key), versionId);
      checkWrite(conditions, key, isObject(version) ? version : undefined);
      await this.#removeVersion(key, versionId);
      return version;
    });
  }

  /** Changes what is said of a version, in its place. @returns the changed one */
  update(
    key: string,
    versionId: string | undefined,
    change: (object: StoredObject) => StoredObject,
  ): Promise<StoredObject> {
    return this.#locks.run(key, async () => {
      this.#assertOpen();
      const update = change(this.object(key, versionId));
      await this.#journal.append({ update } satisfies JournalRecord);
      this.#become(key, withUpdate(this.#versions(key), update));
      return update;
    });
  }

  /** Closes for good when empty, so that the folder may go; BucketNotEmpty otherwise. */
  async retire(): Promise<void> {
    this.#assertOpen();
    if (this.index.size > 0 || !this.#locks.isIdle) {
      const { versioning } = this.description;
      const message =
        "The bucket you tried to delete is not empty. You must delete all versions in the bucket.";
      throw new S3Error("BucketNotEmpty", {
        details: { BucketName: this.name },
        ...(versioning && { message }),
      });
    }
    this.#closed = "NoSuchBucket";
    await this.#journal.close();
  }

  /** Lets running writes end, takes no more. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = "ServiceUnavailable";
    await this.#locks.whenIdle();
    await this.#journal.close();
  }

  async #removeVersion(key: string, versionId: string): Promise<void> {
    const before = this.#versions(key);
    if (!findVersion(before, versionId)) return;
    await this.#journal.append({ delete: key, version: versionId } satisfies JournalRecord);
    this.#become(key, withoutVersion(before, versionId));
  }

  /** Applies a record of the journal to the disk and to memory, in one turn of the event loop. */
  #become(key: string, after: Versions, temp?: string): void {
    this.#bodies.arrange(this.#versions(key), after, temp);
    if (after.length > 0) this.index.set(key, after);
    else this.index.delete(key);
  }

  #versions(key: string): Versions {
    return this.index.get(key) ?? [];
  }

  #stamp(key: string) {
    const stamp = { key, time: Date.now(), sequencer: this.#shared.sequencer.next() };
    return this.description.versioning === "Enabled" ? { ...stamp, versionId: newVersionId() } : stamp;
  }

  #assertOpen(): void {
    if (this.#closed) throw new S3Error(this.#closed, { details: { BucketName: this.name } });
  }
}
