import { createHash, randomBytes, randomInt } from "node:crypto";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  type S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { each, open, send, tally } from "./raw-client.ts";

export interface Attack {
  name: string;
  /** Does its worst; tells what was answered. Throws where an answer is wrong. */
  run(port: number, s3: S3Client): Promise<string>;
}

const CLOSE = "Host: localhost\r\nConnection: close\r\n";
const put = (key: string, headers: string, body: Buffer | string = "") =>
  Buffer.concat([Buffer.from(`PUT /lookalike/${key} HTTP/1.1\r\n${CLOSE}${headers}\r\n`), Buffer.from(body)]);

/** None but these may come; a server fault is always one too many. */
function only(outcomes: readonly string[], allowed: RegExp): string {
  const other = outcomes.find((outcome) => !allowed.test(outcome));
  if (other === undefined) return tally(outcomes);
  throw new Error(`Only ${allowed} are allowed: ${tally(outcomes)}`);
}

export const ATTACKS: Attack[] = [
  {
    name: "200 writes of 1 MB at once, three times",
    async run(port) {
      const body = randomBytes(1 << 20);
      const outcomes = await each(600, 200, (i) =>
        send(port, put(`many/${i % 200}`, `Content-Length: ${body.length}\r\n`, body), { end: false }),
      );
      return only(outcomes, /^200$/);
    },
  },
  { name: "1 GB in 128 parts, 8 at once, then read", run: (_, s3) => multipart(s3) },
  {
    name: "1,000 clients that send a byte a second, half of them headers, for 20 s",
    async run(port) {
      const sockets = Array.from({ length: 1000 }, () => open(port));
      for (const [i, socket] of sockets.entries()) {
        socket.write(i % 2 ? "PUT /lookalike/slow HTTP/1.1\r\nx: " : put("slow", "Content-Length: 9999\r\n"));
      }
      const slowest = await whileDripping(sockets, port);
      for (const socket of sockets) socket.destroy();
      return `meanwhile 20 × 200, the slowest in ${slowest} ms`;
    },
  },
  {
    name: "2,000 requests with random bytes in them",
    async run(port) {
      const outcomes = await each(2000, 100, () => send(port, mutated()));
      // What a changed byte makes of a request may also be a good one, of another key.
      return only(outcomes, /^(200|204|4\d\d( \w+)?|501 NotImplemented|closed)$/);
    },
  },
  {
    name: "200 headers of 4 MB",
    async run(port) {
      const bomb = `GET / HTTP/1.1\r\n${CLOSE}x: ${"x".repeat(4 << 20)}\r\n\r\n`;
      return only(await each(200, 50, () => send(port, bomb)), /^(400 RequestHeaderSectionTooLarge|closed)$/);
    },
  },
  {
    name: "1,000 bodies shorter than announced",
    async run(port) {
      const short = put("short", "Content-Length: 1000000\r\n", "half");
      return only(await each(1000, 100, () => send(port, short)), /^(400 IncompleteBody|closed)$/);
    },
  },
  {
    name: "1,000 signed chunks that are none",
    async run(port) {
      const outcomes = await each(1000, 100, (i) => {
        const body = BROKEN_CHUNKS[i % BROKEN_CHUNKS.length]!;
        const headers =
          "x-amz-content-sha256: STREAMING-AWS4-HMAC-SHA256-PAYLOAD\r\nx-amz-decoded-content-length: 5\r\n";
        return send(port, put("chunks", `${headers}Content-Length: ${body.length}\r\n`, body), {
          end: false,
        });
      });
      return only(outcomes, /^400 IncompleteBody$/);
    },
  },
  {
    name: "500 keys that point out of the folder",
    async run(port) {
      const outcomes = await each(500, 50, (i) => {
        const key = OUTWARD[i % OUTWARD.length]!;
        return send(port, put(`${key}${i}`, "Content-Length: 1\r\n", "x"), { end: false });
      });
      return only(outcomes, /^(200|400 \w+)$/);
    },
  },
  {
    name: "5,000 idle connections",
    async run(port) {
      const sockets = await each(5000, 250, async () => {
        const socket = open(port);
        await Promise.race([once(socket, "connect"), once(socket, "close")]);
        return socket;
      });
      const connected = sockets.filter((socket) => !socket.destroyed).length;
      const outcomes = await each(200, 50, (i) =>
        send(port, put(`idle/${i}`, "Content-Length: 1\r\n", "x"), { end: false }),
      );
      const began = performance.now();
      const closings = sockets.map((socket) => socket.destroyed || once(socket.resume(), "close"));
      await Promise.race([Promise.all(closings), wait(120_000)]);
      const held = sockets.filter((socket) => !socket.destroyed).length;
      if (held > 0) throw new Error(`${held} connections are still open`);
      const seconds = Math.round((performance.now() - began) / 1000);
      return `${connected} held, meanwhile ${only(outcomes, /^200$/)}; all let go after ${seconds} s`;
    },
  },
];

const BROKEN_CHUNKS = [
  "zz;chunk-signature=00\r\nhello\r\n",
  "5;chunk-signature=00\r\nhello",
  "5;chunk-signature=00\r\nhello!!\r\n0\r\n\r\n",
  "ffffffffffff;chunk-signature=00\r\nhello\r\n",
  "hello",
  `${"5".repeat(20_000)}\r\n`,
];

const OUTWARD = [
  "../../",
  "..%2f..%2f",
  "%2e%2e/%2e%2e/",
  "/etc/",
  "C:%5c",
  "..%5c..%5c",
  "%00/../",
  "~/",
  "./.././",
];

function mutated(): Buffer {
  const data = put("mutated", "x-amz-meta-a: b\r\nContent-Length: 5\r\n", "hello");
  for (let i = randomInt(1, 8); i > 0; i--) data[randomInt(data.length)] = randomInt(256);
  return data;
}

async function whileDripping(sockets: ReturnType<typeof open>[], port: number): Promise<number> {
  let slowest = 0;
  for (let second = 0; second < 20; second++) {
    for (const socket of sockets) socket.write("x");
    const began = performance.now();
    only([await send(port, put("meanwhile", "Content-Length: 2\r\n", "ok"), { end: false })], /^200$/);
    slowest = Math.max(slowest, performance.now() - began);
    await wait(1000);
  }
  return Math.round(slowest);
}

async function multipart(s3: S3Client): Promise<string> {
  const target = { Bucket: "lookalike", Key: "large" };
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand(target));
  const body = randomBytes(8 << 20);
  const Parts = await each(128, 8, async (i) => {
    const part = { ...target, UploadId, PartNumber: i + 1, Body: body };
    const { ETag, ChecksumCRC32 } = await s3.send(new UploadPartCommand(part));
    return { ETag, PartNumber: i + 1, ...(ChecksumCRC32 && { ChecksumCRC32 }) };
  });
  await s3.send(new CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload: { Parts } }));
  const { Body } = await s3.send(new GetObjectCommand(target));
  const wanted = createHash("md5");
  for (let i = 0; i < 128; i++) wanted.update(body);
  const found = createHash("md5");
  for await (const data of Body as AsyncIterable<Buffer>) found.update(data);
  if (wanted.digest("hex") === found.digest("hex")) return "the same bytes";
  throw new Error("Other bytes came back than were sent");
}
