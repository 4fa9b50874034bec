import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { keyToPath, pathToKey } from "../../core/key-path.ts";
import { AwsError } from "../gateway/aws-error.ts";
import { Collection } from "./collection.ts";
import { applyToUsers, CollectionLog, encode, SNAPSHOT_SUFFIX, type UserEntry } from "./collection-log.ts";
import type { StoredFace } from "./stored-face.ts";

interface Kept {
  collection: Collection;
  log: CollectionLog;
}

const SUFFIX = ".ndjson";

/**
 * Collections, each a log of what was indexed and deleted. A change is on the disk before it is answered: what a
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
    const files = (await readdir(root)).sort();
    for (const file of files) {
      if (!file.endsWith(SUFFIX)) continue;
      const id = pathToKey(file).slice(0, -SUFFIX.length);
      const { collection } = await store.#load(id);
      // Killed while it was created: nobody was told that it exists.
      if (collection.faceModelVersion === "") await store.delete(id);
    }
    // Killed before the log named it, or after it named another.
    const named = new Set([...store.#kept.values()].map(({ log }) => log.snapshotFile));
    for (const file of files.filter((name) => name.endsWith(SNAPSHOT_SUFFIX) && !named.has(name)))
      await rm(join(root, file), { force: true });
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
    await log.delete();
  }

  async index(id: string, faces: StoredFace[]): Promise<void> {
    if (faces.length === 0) return;
    const { collection, log } = this.#get(id);
    for (const face of faces) collection.faces.add(face);
    await log.append({ indexed: faces.map(encode) });
  }

  /** Returns those of the faces that were in the collection. */
  async deleteFaces(id: string, faceIds: string[]): Promise<string[]> {
    const { collection, log } = this.#get(id);
    const deleted = faceIds.filter((faceId) => collection.delete(faceId));
    if (deleted.length > 0) await log.append({ deleted });
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
    const { collection, log } = this.#get(id);
    applyToUsers(collection.users, entry);
    await log.append(entry);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#kept.values()].map(({ collection, log }) => log.close(collection)));
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
    const kept = await CollectionLog.open(this.#file(id), new Collection(id, Date.now(), ""));
    this.#kept.set(id, kept);
    return kept;
  }
}
