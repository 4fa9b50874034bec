/** An object of nested objects whose leaves are any JSON. */
export type Tree = { [key: string]: unknown };

/** How a leaf is written; its byte goes before it. */
const NUMBER = 0;
const UUID = 1;
const HEX = 2;
const TEXT = 3;
const JSON_TEXT = 4;

const UUID_TEXT = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const HEX_TEXT = /^(?:[0-9a-f]{2}){1,255}$/;

/**
 * Writes objects of few shapes in few bytes: a shape (the paths to the leaves, in order) is kept once, numbers take 8
 * bytes, ids and digests half of their letters. Reading gives the same object, its fields in the same order.
 */
export class PackedJson {
  readonly #shapes: string[][][] = [];
  readonly #numbers = new Map<string, number>();

  constructor(shapes: string[][][] = []) {
    for (const shape of shapes) this.#numberOf(shape);
  }

  get shapes(): readonly string[][][] {
    return this.#shapes;
  }

  pack(tree: object): Buffer {
    const leaves = [...leavesOf(tree, [])];
    const shape = Buffer.alloc(2);
    shape.writeUInt16LE(this.#numberOf(leaves.map(([path]) => path)));
    return Buffer.concat([shape, ...leaves.flatMap(([, leaf]) => packLeaf(leaf))]);
  }

  unpack(bytes: Buffer): Tree {
    const tree: Tree = {};
    let at = 2;
    for (const path of this.#shapes[bytes.readUInt16LE(0)] ?? []) {
      const { value, end } = unpackLeaf(bytes, at);
      place(tree, path, value);
      at = end;
    }
    return tree;
  }

  #numberOf(shape: string[][]): number {
    const key = JSON.stringify(shape);
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.#shapes.push(shape) - 1;
      this.#numbers.set(key, number);
    }
    return number;
  }
}

function* leavesOf(tree: object, path: string[]): Iterable<[string[], unknown]> {
  for (const [key, value] of Object.entries(tree)) {
    if (value === undefined) continue;
    if (isTree(value)) yield* leavesOf(value, [...path, key]);
    else yield [[...path, key], value];
  }
}

/** An empty object counts as a leaf, since it has none. */
function isTree(value: unknown): value is Tree {
  return (
    typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length > 0
  );
}

function place(tree: Tree, path: string[], value: unknown): void {
  let parent = tree;
  for (const key of path.slice(0, -1)) {
    if (!Object.hasOwn(parent, key)) define(parent, key, {});
    parent = parent[key] as Tree;
  }
  define(parent, path.at(-1)!, value);
}

/** A field of its own, also where it is called `__proto__`. */
function define(tree: Tree, key: string, value: unknown): void {
  Object.defineProperty(tree, key, { value, enumerable: true, writable: true, configurable: true });
}

function packLeaf(leaf: unknown): Buffer[] {
  if (typeof leaf === "number") {
    const number = Buffer.alloc(8);
    number.writeDoubleLE(leaf);
    return [Buffer.of(NUMBER), number];
  }
  if (typeof leaf !== "string") return packBytes(JSON_TEXT, Buffer.from(JSON.stringify(leaf)));
  if (UUID_TEXT.test(leaf)) return [Buffer.of(UUID), Buffer.from(leaf.replaceAll("-", ""), "hex")];
  if (HEX_TEXT.test(leaf)) return packBytes(HEX, Buffer.from(leaf, "hex"));
  return packBytes(TEXT, Buffer.from(leaf));
}

function packBytes(kind: number, bytes: Buffer): Buffer[] {
  const head = Buffer.of(kind, 0, 0);
  head.writeUInt16LE(bytes.length, 1);
  return [head, bytes];
}

function unpackLeaf(bytes: Buffer, at: number): { value: unknown; end: number } {
  const kind = bytes[at];
  if (kind === NUMBER) return { value: bytes.readDoubleLE(at + 1), end: at + 9 };
  if (kind === UUID) return { value: uuid(bytes.toString("hex", at + 1, at + 17)), end: at + 17 };
  const start = at + 3;
  const end = start + bytes.readUInt16LE(at + 1);
  if (kind === HEX) return { value: bytes.toString("hex", start, end), end };
  const text = bytes.toString("utf8", start, end);
  return { value: kind === JSON_TEXT ? JSON.parse(text) : text, end };
}

const uuid = (hex: string) =>
  [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
