import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { type AppendLog, openAppendLog } from "../common/append-log.ts";
import { Collection } from "./collection.ts";
import type { IndexedFace, StoredFace } from "./stored-face.ts";
import { FaceTable } from "./table/face-table.ts";
import { readSnapshot, writeSnapshot } from "./table/snapshot.ts";
import type { Users } from "./users.ts";

export type Entry =
  | { created: { at: number; faceModelVersion: string } }
  /** The snapshot of all faces up to here, a file beside the log. */
  | { snapshot: { file: string; faces: number } }
  | { indexed: { face: IndexedFace; image: string; descriptor?: string }[] }
  | { deleted: string[] }
  | UserEntry;

/** A change of a user. */
export type UserEntry =
  | { userCreated: string }
  | { userDeleted: string }
  | { associated: { userId: string; faceIds: string[] } }
  | { disassociated: string[] };

export const SNAPSHOT_SUFFIX = ".faces";

/** Up to this many faces the log is read so fast that it needs no snapshot. */
const FEW = 5000;

/**
 * What was indexed in one collection and deleted from it. The log decides; it may name a snapshot,
 * so that the next start need not read all of it.
 */
export class CollectionLog {
  readonly #file: string;
  readonly #log: AppendLog<Entry>;
  #snapshot: { file: string; faces: number } | undefined;
  /** Whether the log still holds faces or users that were deleted. */
  #hasDeleted: boolean;

  private constructor(file: string, log: AppendLog<Entry>, read: ReadLog) {
    this.#file = file;
    this.#log = log;
    this.#snapshot = read.snapshot;
    this.#hasDeleted = read.hasDeleted;
  }

  /** @param empty the collection to fill, and to keep while the log is empty */
  static async open(
    file: string,
    empty: Collection,
  ): Promise<{ log: CollectionLog; collection: Collection }> {
    const read: ReadLog = { collection: empty, snapshot: undefined, hasDeleted: false };
    const entries = await openAppendLog<Entry>(file, {
      durable: true,
      onEntry: (entry) => applyEntry(read, entry, dirname(file)),
    });
    const log = new CollectionLog(file, entries, read);
    // The process was killed before it could close the log.
    await log.#tidy(read.collection);
    return { log, collection: read.collection };
  }

  /** The file beside the log without which it cannot be read. */
  get snapshotFile(): string | undefined {
    return this.#snapshot?.file;
  }

  async append(entry: Entry): Promise<void> {
    if ("deleted" in entry || "userDeleted" in entry) this.#hasDeleted = true;
    await this.#log.append(entry);
  }

  /** A person may have asked for the deletion of a face: at most this many deleted ones stay on the disk. */
  async close(collection: Collection): Promise<void> {
    await this.#tidy(collection);
    await this.#log.close();
  }

  async delete(): Promise<void> {
    await this.#log.close();
    await rm(this.#file, { force: true });
    if (this.#snapshot) await rm(join(dirname(this.#file), this.#snapshot.file), { force: true });
  }

  /** Writes the log again where it holds what was deleted or takes long to read. */
  async #tidy(collection: Collection): Promise<void> {
    const { faces } = collection;
    const old = this.#snapshot;
    const isStale = old !== undefined && faces.firstHole < old.faces;
    const beyond = faces.size - (old?.faces ?? 0);
    const isLong = beyond > Math.max(FEW, (old?.faces ?? 0) / 4);
    if (!this.#hasDeleted && !isStale && !isLong) return;
    faces.compact();
    if (isStale || isLong) this.#snapshot = faces.size > FEW ? await this.#writeSnapshot(faces) : undefined;
    await this.#log.rewrite(entriesOf(collection, this.#snapshot));
    this.#hasDeleted = false;
    if (old && old !== this.#snapshot) await rm(join(dirname(this.#file), old.file), { force: true });
  }

  async #writeSnapshot(faces: FaceTable): Promise<{ file: string; faces: number }> {
    // A new name: the previous snapshot counts until the log names this one.
    const file = `${basename(this.#file)}.${randomUUID()}${SNAPSHOT_SUFFIX}`;
    await writeSnapshot(join(dirname(this.#file), file), faces.columns);
    return { file, faces: faces.size };
  }
}

interface ReadLog {
  collection: Collection;
  snapshot: { file: string; faces: number } | undefined;
  hasDeleted: boolean;
}

function applyEntry(read: ReadLog, entry: Entry, folder: string): void {
  const { collection } = read;
  if ("created" in entry) {
    const { at, faceModelVersion } = entry.created;
    // Given to another model version, a collection keeps its users, who have no faces then.
    if (collection.faceModelVersion === "")
      read.collection = new Collection(collection.id, at, faceModelVersion);
    else collection.faceModelVersion = faceModelVersion;
  } else if ("snapshot" in entry) {
    read.snapshot = entry.snapshot;
    const faces = new FaceTable(readSnapshot(join(folder, entry.snapshot.file)));
    read.collection = new Collection(collection.id, collection.createdAt, collection.faceModelVersion, faces);
  } else if ("indexed" in entry) for (const face of entry.indexed) collection.faces.add(decode(face));
  else if ("deleted" in entry) {
    read.hasDeleted = true;
    for (const faceId of entry.deleted) collection.delete(faceId);
  } else {
    if ("userDeleted" in entry) read.hasDeleted = true;
    applyToUsers(collection.users, entry);
  }
}

function* entriesOf(collection: Collection, snapshot?: { file: string; faces: number }): Iterable<Entry> {
  yield { created: { at: collection.createdAt, faceModelVersion: collection.faceModelVersion } };
  if (snapshot) yield { snapshot };
  for (const stored of collection.faces.values(snapshot?.faces)) yield { indexed: [encode(stored)] };
  const { users } = collection;
  for (const userId of users.ids()) {
    yield { userCreated: userId };
    const faceIds = [...users.facesOf(userId)];
    if (faceIds.length > 0) yield { associated: { userId, faceIds } };
  }
}

export function applyToUsers(users: Users, entry: UserEntry): void {
  if ("userCreated" in entry) users.create(entry.userCreated);
  else if ("userDeleted" in entry) users.delete(entry.userDeleted);
  else if ("associated" in entry) users.associate(entry.associated.userId, entry.associated.faceIds);
  else users.disassociate(entry.disassociated);
}

/** Descriptors are written as base64 of their 32-bit floats: exact, and half as long as decimals. */
export function encode({ face, image, descriptor }: StoredFace) {
  if (!descriptor) return { face, image };
  const { buffer, byteOffset, byteLength } = descriptor;
  return { face, image, descriptor: Buffer.from(buffer, byteOffset, byteLength).toString("base64") };
}

function decode({ face, image, descriptor }: ReturnType<typeof encode>): StoredFace {
  if (descriptor === undefined) return { face, image };
  const bytes = Buffer.from(descriptor, "base64");
  return { face, image, descriptor: new Float32Array(Uint8Array.from(bytes).buffer) };
}
