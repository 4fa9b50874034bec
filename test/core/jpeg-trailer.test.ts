import { describe, expect, it } from "vitest";
import { withoutTrailer } from "../../core/jpeg-trailer.ts";

const PICTURE = Buffer.from("ffd8 the picture ffd9");

const number = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

interface Trailer {
  blocks?: Buffer[];
  mark?: string;
  count?: number;
  /** How far before the directory each block is said to begin, where that is not so. */
  distances?: number[];
  /** Of the directory, as it is said to be. */
  length?: number;
  footer?: string;
}

/** As Samsung's phones write it: blocks, a directory of them, its length and a mark. */
function trailer({ blocks = [], mark = "SEFH", count = blocks.length, footer = "SEFT", ...said }: Trailer) {
  const before = blocks.map((_, i) => blocks.slice(i).reduce((sum, { length }) => sum + length, 0));
  const { distances = before } = said;
  const entries = distances.map((distance, i) =>
    Buffer.concat([number(0x0a01), number(distance), number(blocks[i]?.length ?? 0)]),
  );
  const directory = Buffer.concat([Buffer.from(mark), number(106), number(count), ...entries]);
  const { length = directory.length } = said;
  return Buffer.concat([...blocks, directory, number(length), Buffer.from(footer)]);
}

const BLOCKS = [Buffer.from("a film that is longer"), Buffer.from("a name")];

describe("withoutTrailer", () => {
  it.each([
    ["of one block", { blocks: [Buffer.from("a film")] }],
    ["of several blocks, whichever is named first", { blocks: BLOCKS }],
    ["whose directory names the last block first", { blocks: BLOCKS, distances: [6, 27] }],
    ["that has no block", {}],
  ])("takes away a trailer %s, and nothing of the picture", (_, written) => {
    expect(withoutTrailer(Buffer.concat([PICTURE, trailer(written)]))).toEqual(PICTURE);
  });

  it("takes away one that begins with the file's first byte", () => {
    expect(withoutTrailer(trailer({ blocks: BLOCKS }))).toHaveLength(0);
    expect(withoutTrailer(trailer({}))).toHaveLength(0);
  });

  it.each([
    ["another mark at its end", { blocks: BLOCKS, footer: "SEFX" }],
    ["another mark at its directory", { blocks: BLOCKS, mark: "SEFX" }],
    ["more entries than its directory has room for", { blocks: BLOCKS, count: 3 }],
    ["a directory that begins before the file", { blocks: BLOCKS, length: 999 }],
    ["a directory that is too short to be one", { blocks: BLOCKS, length: 11 }],
    ["a block that begins before the file", { blocks: BLOCKS, distances: [6, 999] }],
  ])("leaves what has %s", (_, written) => {
    const file = Buffer.concat([PICTURE, trailer(written)]);
    expect(withoutTrailer(file)).toBe(file);
  });

  it("leaves what is shorter than a trailer", () => {
    for (const text of ["", "SEFT", "1234567", "abcSEFT", "\0\0\0\0SEFT", "\x0c\0\0\0SEFT"]) {
      const file = Buffer.from(text, "latin1");
      expect(withoutTrailer(file)).toBe(file);
    }
  });
});
