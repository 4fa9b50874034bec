import { closeSync, createReadStream, readSync } from "node:fs";
import { pipeline } from "node:stream/promises";
import type { Operation } from "../call.ts";
import { responseFor } from "../object-response.ts";
import { sendEmpty } from "../respond.ts";

// Read in one go: shorter than the detour over a stream, and from the page cache a matter of microseconds.
const SMALL = 128 * 1024;

export const getObject: Operation = async (call) => {
  const bucket = call.bucket();
  const object = bucket.object(call.key, call.versionId);
  const { status, headers, range } = responseFor(call, bucket, object);
  if (!range) return sendEmpty(call.response, status, headers);
  const { start, end } = range;
  const length = end - start + 1;
  const fd = bucket.openBody(object);
  if (length <= SMALL) {
    const data = readExactly(fd, start, length);
    call.response.writeHead(status, headers).end(data);
    return;
  }
  const body = createReadStream("", { fd, start, end, highWaterMark: 4 * SMALL });
  call.response.writeHead(status, headers);
  await pipeline(body, call.response);
};

function readExactly(fd: number, start: number, length: number): Buffer {
  const data = Buffer.allocUnsafe(length);
  try {
    for (let at = 0; at < length; ) {
      const read = readSync(fd, data, at, length - at, start + at);
      if (read === 0) throw new Error(`The body ends after ${at} of ${length} bytes from ${start} on`);
      at += read;
    }
  } finally {
    closeSync(fd);
  }
  return data;
}
