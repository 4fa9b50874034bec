// @ts-nocheck
import type { IncomingMessage } from "node:http";

/** Reads a request's body. One of more than `maxBytes` is not kept: it is read to its end, so that an answer reaches the client. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer | "too large"> {
  let chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) chunks = [];
    else chunks.push(chunk);
  }
  return bytes > maxBytes ? "too large" : Buffer.concat(chunks);
}
