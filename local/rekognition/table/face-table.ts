import type { SimilarityFit } from "../../faces/similarity.ts";
import { type Neighbour, VectorTable } from "../../faces/vectors/vector-table.ts";
import type { IndexedFace, Match, Origin, StoredFace } from "../stored-face.ts";
import { ByteColumn, NumberColumn } from "./columns.ts";
import { HashIndex, hashOf } from "./hash-index.ts";
import { PackedJson } from "./packed-json.ts";

/** Everything that a table is made of; a snapshot is these, written out. */
export interface Columns {
  vectors: VectorTable;
  packed: PackedJson;
  records: ByteColumn;
  idHashes: NumberColumn;
  originHashes: NumberColumn;
}

/** Two of these bytes in place of the number of a shape mark a deleted face. */
const DELETED = 0xff;

const emptyColumns = (): Columns => ({
  vectors: new VectorTable(),
  packed: new PackedJson(),
  records: new ByteColumn(),
  idHashes: new NumberColumn(),
  originHashes: new NumberColumn(),
});

/**
 * Faces in the order they were indexed, in columns: a million takes a third more memory than its vectors. Each face is
 * in a slot of its own; objects are made when one is asked for.
 */
export class FaceTable {
  #columns: Columns;
  #byId!: HashIndex;
  #byOrigin!: HashIndex;
  #size = 0;
  #firstHole = Number.POSITIVE_INFINITY;

  /** @param columns without holes */
  constructor(columns: Columns = emptyColumns()) {
    this.#columns = columns;
    this.#rebuildIndexes();
  }

  get size(): number {
    return this.#size;
  }

  /** Slots, those of deleted faces too. */
  get slots(): number {
    return this.#columns.records.length;
  }

  /** The first slot whose face was deleted; none at all is infinitely far away. */
  get firstHole(): number {
    return this.#firstHole;
  }

  /** Not to be changed; without holes after `compact`. */
  get columns(): Columns {
    return this.#columns;
  }

  has(faceId: string): boolean {
    return this.slotOf(faceId) !== undefined;
  }

  get(faceId: string): StoredFace | undefined {
    const slot = this.slotOf(faceId);
    return slot === undefined ? undefined : this.at(slot);
  }

  slotOf(faceId: string): number | undefined {
    return this.#byId.find(hashOf(faceId), (slot) => this.#recordAt(slot)?.face.FaceId === faceId);
  }

  /** Undefined where the face was deleted. */
  at(slot: number): StoredFace | undefined {
    const record = this.#recordAt(slot);
    const descriptor = this.#columns.vectors.get(slot);
    return record && { ...record, ...(descriptor && { descriptor }) };
  }

  /** Faces in the order they were indexed, from a slot on. */
  *values(firstSlot = 0): Iterable<StoredFace> {
    for (let slot = firstSlot; slot < this.slots; slot++) {
      const stored = this.at(slot);
      if (stored) yield stored;
    }
  }

  /** In place of the one with the same id, if there is one. */
  add({ face, image, descriptor }: StoredFace): void {
    this.delete(face.FaceId);
    const { vectors, packed, records, idHashes, originHashes } = this.#columns;
    const slot = this.slots;
    vectors.add(descriptor);
    records.push(packed.pack({ face, image }));
    idHashes.push(hashOf(face.FaceId));
    originHashes.push(hashOf(originOf({ face, image })));
    this.#byId.add(slot);
    this.#byOrigin.add(slot);
    this.#size++;
  }

  /** True if it was there. A hole stays, in which what it held is overwritten. */
  delete(faceId: string): boolean {
    const slot = this.slotOf(faceId);
    if (slot === undefined) return false;
    this.#byId.delete(slot);
    this.#byOrigin.delete(slot);
    this.#columns.vectors.clear(slot);
    this.#columns.records.at(slot).fill(DELETED);
    this.#size--;
    this.#firstHole = Math.min(this.#firstHole, slot);
    return true;
  }

  /** A face from the same place of the same image under the same external id. */
  same(origin: Origin): StoredFace | undefined {
    const text = originOf(origin);
    const slot = this.#byOrigin.find(hashOf(text), (at) => {
      const record = this.#recordAt(at);
      return record !== undefined && originOf(record) === text;
    });
    return slot === undefined ? undefined : this.at(slot);
  }

  /** The faces most like the descriptor, best first. */
  nearest(descriptor: Float32Array, threshold: number, most?: number, fit?: SimilarityFit): Match[] {
    const found: Neighbour[] = this.#columns.vectors.nearest(descriptor, threshold, most, fit);
    return found.map(({ slot, similarity }) => ({ stored: this.at(slot)!, similarity }));
  }

  /** Closes the holes that deleted faces left. Slots change, so no page of a list may be open. */
  compact(): void {
    if (this.slots === this.#size) return;
    const dense = new FaceTable();
    for (const stored of this.values()) dense.add(stored);
    this.#columns = dense.#columns;
    this.#rebuildIndexes();
  }

  #recordAt(slot: number): { face: IndexedFace; image: string } | undefined {
    if (slot >= this.slots) return undefined;
    const { records, packed } = this.#columns;
    const bytes = records.at(slot);
    if (bytes[0] === DELETED && bytes[1] === DELETED) return undefined;
    return packed.unpack(bytes) as { face: IndexedFace; image: string };
  }

  #rebuildIndexes(): void {
    const { idHashes, originHashes } = this.#columns;
    this.#byId = new HashIndex((slot) => idHashes.at(slot));
    this.#byOrigin = new HashIndex((slot) => originHashes.at(slot));
    this.#size = this.slots;
    this.#firstHole = Number.POSITIVE_INFINITY;
    for (let slot = 0; slot < this.#size; slot++) {
      this.#byId.add(slot);
      this.#byOrigin.add(slot);
    }
  }
}

function originOf({ image, face: { ExternalImageId, BoundingBox } }: Origin): string {
  return JSON.stringify([image, ExternalImageId, BoundingBox?.Left, BoundingBox?.Top, BoundingBox?.Width]);
}
