import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { keyToPath, pathToKey } from "../../core/key-path.ts";
import { type AppendLog, openAppendLog } from "../append-log.ts";
import { AwsError } from "../gateway/aws-error.ts";
import { Collection, type IndexedFace, type StoredFace } from "./collection.ts";
import type { Users } from "./users.ts";

type Entry =
  | { created: { at: number; faceModelVersion: string } }
  | { indexed: { face: IndexedFace; image: string; descriptor?: string }[] }
  | { deleted: string[] }
  | UserEntry;

/** What became of a user. */
type UserEntry =
  | { userCreated: string }
  | { userDeleted: string }
  | { associated: { userId: string; faceIds: string[] } }
  | { disassociated: string[] };

interface Kept {
  collection: Collection;
  log: AppendLog<Entry>;
  /** Whether the log still holds faces or users that were deleted. */
  hasDeleted: boolean;
}

const SUFFIX = ".ndjson";

/**
 * Collections, each a log of what was indexed and deleted. A change is on the disk before it is answered, so what a
 * client was told survives a killed process.
 */
export class CollectionStore {
  readonly #root: string;
  readonly #kept = new Map<string, Kept>();

  private constructor(root: string) {
    this.#root = root;
  }

  static async open(root: string): Promise<CollectionStore> {
    await mkdir(root, { recursive: true });
    const store = new CollectionStore(root);
    for (const file of (await readdir(root)).sort()) {
      if (!file.endsWith(SUFFIX)) continue;
      const id = pathToKey(file).slice(0, -SUFFIX.length);
      const { collection } = await store.#load(id);
      // Killed while it was created: nobody was told that it exists.
      if (collection.faceModelVersion === "") await store.delete(id);
    }
    return store;
  }

  ids(): string[] {
    return [...this.#kept.keys()].sort();
  }

  /** @throws AwsError ResourceNotFoundException */
  get(id: string): Collection {
    return this.#get(id).collection;
  }

  /** @throws AwsError ResourceAlreadyExistsException */
  async create(id: string, faceModelVersion: string): Promise<Collection> {
    if (this.#kept.has(id)) {
      throw new AwsError("ResourceAlreadyExistsException", `The collection id: ${id} already exists`);
    }
    const kept = await this.#load(id);
    await this.#restart(kept, faceModelVersion);
    return kept.collection;
  }

  /** Gives an empty collection to another model version. */
  async restart(id: string, faceModelVersion: string): Promise<void> {
    await this.#restart(this.#get(id), faceModelVersion);
  }

  async delete(id: string): Promise<void> {
    const { log } = this.#get(id);
    this.#kept.delete(id);
    await log.close();
    await rm(this.#file(id), { force: true });
  }

  async index(id: string, faces: StoredFace[]): Promise<void> {
    if (faces.length === 0) return;
    const { collection, log } = this.#get(id);
    for (const face of faces) collection.add(face);
    await log.append({ indexed: faces.map(encode) });
  }

  /** Answers which of the faces were there. */
  async deleteFaces(id: string, faceIds: string[]): Promise<string[]> {
    const kept = this.#get(id);
    const deleted = faceIds.filter((faceId) => kept.collection.delete(faceId));
    if (deleted.length > 0) {
      kept.hasDeleted = true;
      await kept.log.append({ deleted });
    }
    return deleted;
  }

  /** @throws AwsError ConflictException */
  createUser(id: string, userId: string): Promise<void> {
    return this.#changeUsers(id, { userCreated: userId });
  }

  /** Its faces stay. @throws AwsError ResourceNotFoundException */
  deleteUser(id: string, userId: string): Promise<void> {
    return this.#changeUsers(id, { userDeleted: userId });
  }

  async associate(id: string, userId: string, faceIds: string[]): Promise<void> {
    if (faceIds.length > 0) await this.#changeUsers(id, { associated: { userId, faceIds } });
  }

  async disassociate(id: string, faceIds: string[]): Promise<void> {
    if (faceIds.length > 0) await this.#changeUsers(id, { disassociated: faceIds });
  }

  async #changeUsers(id: string, entry: UserEntry): Promise<void> {
    const kept = this.#get(id);
    applyToUsers(kept.collection.users, entry);
    if ("userDeleted" in entry) kept.hasDeleted = true;
    await kept.log.append(entry);
  }

  /** A deleted face is a vector of somebody who may have asked for it: none stays on the disk beyond this. */
  async close(): Promise<void> {
    await Promise.all(
      [...this.#kept.values()].map(async ({ collection, log, hasDeleted }) => {
        if (hasDeleted) await log.rewrite(compacted(collection));
        await log.close();
      }),
    );
  }

  #get(id: string): Kept {
    const kept = this.#kept.get(id);
    if (kept) return kept;
    throw new AwsError("ResourceNotFoundException", `The collection id: ${id} does not exist`);
  }

  // Capitals are escaped, since ids differ by case and not every disk does.
  #file(id: string): string {
    return join(this.#root, keyToPath(`${id}${SUFFIX}`, { foldsCase: true }));
  }

  async #restart({ collection, log }: Kept, faceModelVersion: string): Promise<void> {
    collection.faceModelVersion = faceModelVersion;
    await log.append({ created: { at: collection.createdAt, faceModelVersion } });
  }

  async #load(id: string): Promise<Kept> {
    let collection = new Collection(id, Date.now(), "");
    let hasDeleted = false;
    const log = await openAppendLog<Entry>(this.#file(id), {
      durable: true,
      onEntry: (entry) => {
        if ("created" in entry) {
          const { at, faceModelVersion } = entry.created;
          // Given to another model version, a collection keeps its users, who have no faces then.
          if (collection.faceModelVersion === "") collection = new Collection(id, at, faceModelVersion);
          else collection.faceModelVersion = faceModelVersion;
        } else if ("indexed" in entry) for (const face of entry.indexed) collection.add(decode(face));
        else if ("deleted" in entry) {
          hasDeleted = true;
          for (const faceId of entry.deleted) collection.delete(faceId);
        } else {
          if ("userDeleted" in entry) hasDeleted = true;
          applyToUsers(collection.users, entry);
        }
      },
    });
    // The process was killed before it could close the log.
    if (hasDeleted) await log.rewrite(compacted(collection));
    const kept = { collection, log, hasDeleted: false };
    this.#kept.set(id, kept);
    return kept;
  }
}

function* compacted(collection: Collection): Iterable<Entry> {
  yield { created: { at: collection.createdAt, faceModelVersion: collection.faceModelVersion } };
  for (const stored of collection.faces.values()) yield { indexed: [encode(stored)] };
  const { users } = collection;
  for (const userId of users.ids()) {
    yield { userCreated: userId };
    const faceIds = [...users.facesOf(userId)];
    if (faceIds.length > 0) yield { associated: { userId, faceIds } };
  }
}

function applyToUsers(users: Users, entry: UserEntry): void {
  if ("userCreated" in entry) users.create(entry.userCreated);
  else if ("userDeleted" in entry) users.delete(entry.userDeleted);
  else if ("associated" in entry) users.associate(entry.associated.userId, entry.associated.faceIds);
  else users.disassociate(entry.disassociated);
}

/** Descriptors are written as base64 of their 32-bit floats: exact, and half as long as decimals. */
function encode({ face, image, descriptor }: StoredFace) {
  if (!descriptor) return { face, image };
  const { buffer, byteOffset, byteLength } = descriptor;
  return { face, image, descriptor: Buffer.from(buffer, byteOffset, byteLength).toString("base64") };
}

function decode({ face, image, descriptor }: ReturnType<typeof encode>): StoredFace {
  if (descriptor === undefined) return { face, image };
  const bytes = Buffer.from(descriptor, "base64");
  return { face, image, descriptor: new Float32Array(Uint8Array.from(bytes).buffer) };
}
