// @ts-nocheck
import { describe, expect, it } from "vitest";
import { decodeAwsChunked } from "../../../local/s3/body/aws-chunked.ts";

async function decode(text: string, pieceSize: number) {
  async function* pieces() {
    for (let at = 0; at < text.length; at += pieceSize)
      yield Buffer.from(text.slice(at, at + pieceSize), "latin1");
  }
  const trailers = new Map<string, string>();
  const data: Buffer[] = [];
  for await (const piece of decodeAwsChunked(pieces(), trailers)) data.push(piece);
  return { text: Buffer.concat(data).toString("latin1"), trailers: Object.fromEntries(trailers) };
}

const SIGNED =
  "5;chunk-signature=aaaa\r\nhello\r\n3;chunk-signature=bbbb\r\n\r\n!\r\n0;chunk-signature=cccc\r\n\r\n";
const TRAILING = "A\r\n0123456789\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n";

describe("an aws-chunked body", () => {
  it.each([1, 2, 3, 5, 7, 1000])("is undone wherever it is cut (pieces of %i bytes)", async (pieceSize) => {
    expect(await decode(SIGNED, pieceSize)).toEqual({ text: "hello\r\n!", trailers: {} });
    const trailers = { "x-amz-checksum-crc32": "NhCmhg==" };
    expect(await decode(TRAILING, pieceSize)).toEqual({ text: "0123456789", trailers });
  });

  it("may leave out the empty line at its end", async () => {
    const { trailers } = await decode(TRAILING.slice(0, -4), 4);
    expect(trailers).toEqual({ "x-amz-checksum-crc32": "NhCmhg==" });
  });

  it.each([
    ["that ends early", SIGNED.slice(0, 30)],
    ["without its last chunk", "5\r\nhello\r\n"],
    ["with a size that is none", "xyz\r\nhello\r\n0\r\n\r\n"],
    ["with more data than the size says", "5\r\nhello!\r\n0\r\n\r\n"],
    ["with a line that never ends", "5".repeat(20_000)],
  ])("%s is refused", async (_, text) => {
    await expect(decode(text, 100)).rejects.toMatchObject({ code: "IncompleteBody" });
  });
});
