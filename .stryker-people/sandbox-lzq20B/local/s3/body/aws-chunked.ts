// @ts-nocheck
import { S3Error } from "../errors.ts";

/** Header lines that follow the last chunk, by lower-case name. */
export type Trailers = Map<string, string>;

// Chunk headers and trailers are short; a longer line is not this encoding.
const MAX_LINE = 8192;

/**
 * Undoes `aws-chunked`: `size[;chunk-signature=…]\r\n data \r\n` …, `0\r\n`, trailers, `\r\n`. Signatures are not
 * checked, as no credentials are. Trailers are complete once the iteration ends. Data passes through as slices
 * of what came in: nothing is collected but the current line.
 */
export async function* decodeAwsChunked(
  source: AsyncIterable<Buffer>,
  trailers: Trailers,
): AsyncGenerator<Buffer> {
  let line = "";
  let state: "size" | "data" | "data-end" | "trailer" | "end" = "size";
  let left = 0;
  for await (const piece of source) {
    let at = 0;
    while (at < piece.length && state !== "end") {
      if (state === "data") {
        const data = piece.subarray(at, at + left);
        at += data.length;
        left -= data.length;
        if (left === 0) state = "data-end";
        yield data;
        continue;
      }
      const newline = piece.indexOf(10, at);
      line += piece.toString("latin1", at, newline < 0 ? piece.length : newline);
      at = newline < 0 ? piece.length : newline + 1;
      if (line.length > MAX_LINE) throw new S3Error("IncompleteBody");
      if (newline < 0) continue;
      const text = line.replace(/\r$/, "");
      line = "";
      if (state === "size") {
        left = chunkSize(text);
        state = left > 0 ? "data" : "trailer";
      } else if (state === "data-end") {
        if (text !== "") throw new S3Error("IncompleteBody");
        state = "size";
      } else if (text === "") state = "end";
      else addTrailer(text, trailers);
    }
  }
  // Some clients leave out the empty line after the trailers.
  if (state !== "end" && state !== "trailer") throw new S3Error("IncompleteBody");
  if (line !== "") addTrailer(line, trailers);
}

function chunkSize(line: string): number {
  const [, hex] = /^([0-9a-fA-F]{1,12})(?:;.*)?$/.exec(line) ?? [];
  if (hex === undefined) throw new S3Error("IncompleteBody");
  return Number.parseInt(hex, 16);
}

function addTrailer(line: string, trailers: Trailers): void {
  const colon = line.indexOf(":");
  if (colon > 0) trailers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
}
