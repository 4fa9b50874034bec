import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createHttpServer, type HttpLimits } from "../../../local/gateway/http-server.ts";
import { refusal } from "../../../local/gateway/loopback-guard.ts";
import { refuse } from "../../../local/gateway/refuse.ts";
import { openS3, type S3Store } from "../../../local/s3/server.ts";

// Long enough that a busy machine does not pass for a slow client.
const IDLE = 1500;
let root: string;
let s3: S3Store;
/** The first gives up on slow clients soon; the second is as the local AWS has it. */
const servers: ReturnType<typeof createHttpServer>[] = [];
let port: number;
let patientPort: number;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "lookalike-http-"));
  s3 = await openS3({ root });
  port = await listen({ idle: IDLE, headers: IDLE });
  patientPort = await listen();
  await fetch(`http://127.0.0.1:${port}/lookalike`, { method: "PUT" });
});
afterAll(async () => {
  for (const server of servers) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  await s3.close();
  await rm(root, { recursive: true });
});

async function listen(limits?: HttpLimits): Promise<number> {
  const server = createHttpServer((request, response) => {
    const reason = refusal(request.headers);
    if (reason !== undefined) refuse(request, response, reason);
    else void s3.handle(request, response);
  }, limits);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

function open(at = port): Socket {
  const socket = connect(at, "127.0.0.1");
  socket.on("error", () => {});
  return socket;
}

/** Sends exactly this, and gives back all that comes until the server closes. */
async function raw(text: string, { end = false } = {}): Promise<string> {
  const socket = open();
  socket.write(text, "latin1");
  if (end) socket.end();
  let answer = "";
  socket.on("data", (data) => {
    answer += data;
  });
  await once(socket, "close");
  return answer;
}

const CLOSE = "Host: localhost\r\nConnection: close\r\n";

/** What no request can be made of must leave the server as it was. */
async function isWell(): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${port}/lookalike`, { method: "HEAD" });
  expect(answer.status).toBe(200);
  await expect.poll(() => readdir(join(root, "lookalike", "tmp"))).toEqual([]);
  expect(await readdir(root)).toEqual(["lookalike"]);
}

describe("what is no request", () => {
  it.each([
    ["a greeting of another protocol", "SSH-2.0-OpenSSH_9.2\r\n\r\n", "BadRequest"],
    ["a TLS hello", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", "BadRequest"],
    ["a header without a colon", `GET / HTTP/1.1\r\n${CLOSE}nonsense\r\n\r\n`, "BadRequest"],
    [
      "two lengths",
      `PUT /lookalike/x HTTP/1.1\r\n${CLOSE}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab`,
      "BadRequest",
    ],
    [
      "a length and chunks",
      `PUT /lookalike/x HTTP/1.1\r\n${CLOSE}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      "BadRequest",
    ],
    ["a negative length", `PUT /lookalike/x HTTP/1.1\r\n${CLOSE}Content-Length: -1\r\n\r\n`, "BadRequest"],
    [
      "a chunk of no size",
      `PUT /lookalike/x HTTP/1.1\r\n${CLOSE}Transfer-Encoding: chunked\r\n\r\nzz\r\n`,
      "BadRequest",
    ],
    [
      "headers of 100 KB",
      `GET / HTTP/1.1\r\n${CLOSE}x: ${"x".repeat(100_000)}\r\n\r\n`,
      "RequestHeaderSectionTooLarge",
    ],
    [
      "10,000 headers",
      `GET / HTTP/1.1\r\n${CLOSE}${"x: y\r\n".repeat(10_000)}\r\n`,
      "RequestHeaderSectionTooLarge",
    ],
    [
      "a URL of 100 KB",
      `GET /${"x".repeat(100_000)} HTTP/1.1\r\n${CLOSE}\r\n`,
      "RequestHeaderSectionTooLarge",
    ],
  ])("(%s) is answered with AWS's error, once", async (_, text, code) => {
    const answer = await raw(text);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain(`<Error><Code>${code}</Code>`);
    expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1);
    await isWell();
  });
});

describe("a client that stops", () => {
  it("is told so and let go, wherever it stopped", async () => {
    const [nothing, ...others] = await Promise.all([
      raw(""),
      raw("PUT /lookalike/slow HTTP/1.1\r\nHost: loc"),
      raw(`PUT /lookalike/slow HTTP/1.1\r\n${CLOSE}Content-Length: 100\r\n\r\nhalf`),
      raw(`POST /lookalike?delete HTTP/1.1\r\n${CLOSE}Content-Length: 100\r\n\r\n<Delete>`),
    ]);
    expect(nothing).toMatch(/^$|RequestTimeout/);
    for (const answer of others) expect(answer).toContain("<Code>RequestTimeout</Code>");
    await isWell();
  });

  it("having sent less than it announced is told so", async () => {
    const text = `PUT /lookalike/short HTTP/1.1\r\n${CLOSE}Content-Length: 100\r\n\r\nhalf`;
    expect(await raw(text, { end: true })).toContain("<Code>IncompleteBody</Code>");
    await isWell();
  });

  it("having said all, and hangs up, is no fault to tell of", async () => {
    const logged = vi.spyOn(console, "error");
    for (let i = 0; i < 20; i++)
      await raw(`PUT /lookalike/x HTTP/1.1\r\n${CLOSE}Content-Length: 1\r\n\r\nx`, { end: true });
    expect(logged).not.toHaveBeenCalled();
    logged.mockRestore();
    await isWell();
  });

  it("reading an answer is let go", async () => {
    const url = `http://127.0.0.1:${port}/lookalike/large`;
    await fetch(url, { method: "PUT", body: Buffer.alloc(32 << 20) });
    const socket = open();
    socket.pause();
    socket.write("GET /lookalike/large HTTP/1.1\r\nHost: localhost\r\n\r\n");
    await expect
      .poll(() => new Promise((resolve) => servers[0]!.getConnections((_, count) => resolve(count))), {
        timeout: 300_000,
      })
      .toBeLessThanOrEqual(1); // fetch keeps one of its own.
    socket.destroy();
    await fetch(url, { method: "DELETE" });
    await isWell();
  });

  it("but not one that is only slow", async () => {
    const socket = open();
    socket.write(`PUT /lookalike/slow HTTP/1.1\r\n${CLOSE}Content-Length: 8\r\n\r\n`);
    for (let i = 0; i < 8; i++) {
      await new Promise((resolve) => setTimeout(resolve, IDLE / 6));
      socket.write("x");
    }
    const [data] = await once(socket, "data");
    expect(String(data)).toMatch(/^HTTP\/1\.1 200/);
    await isWell();
  });
});

describe("a request", () => {
  it("may name the whole URL, as to a proxy, which then counts more than Host", async () => {
    const put = `PUT http://localhost:1/lookalike/absolute?x-id=PutObject HTTP/1.1\r\n${CLOSE}Content-Length: 2\r\n\r\nok`;
    expect(await raw(put)).toMatch(/^HTTP\/1\.1 200/);
    const virtual = `GET http://lookalike.localhost:4566/absolute HTTP/1.1\r\n${CLOSE}\r\n`;
    expect(await raw(virtual)).toMatch(/\r\n\r\nok$/);
    expect(await raw(`GET http://evil.example/lookalike/absolute HTTP/1.1\r\n${CLOSE}\r\n`)).toMatch(
      /^HTTP\/1\.1 403/,
    );
    expect(await raw(`GET http://localhost HTTP/1.1\r\n${CLOSE}\r\n`)).toContain("<ListAllMyBucketsResult");
  });

  it("may expect what it likes", async () => {
    const put = `PUT /lookalike/expect HTTP/1.1\r\n${CLOSE}Expect: 200-ok\r\nContent-Length: 2\r\n\r\nok`;
    expect(await raw(put)).toMatch(/^HTTP\/1\.1 200/);
  });

  it("may be sent in chunks of no announced length", async () => {
    const put = `PUT /lookalike/chunks HTTP/1.1\r\n${CLOSE}Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n`;
    expect(await raw(put)).toMatch(/^HTTP\/1\.1 200/);
    expect(await raw(`GET /lookalike/chunks HTTP/1.1\r\n${CLOSE}\r\n`)).toMatch(
      /content-length: 5\r\n.*abcde$/s,
    );
  });

  it("under a foreign name is refused in its own protocol", async () => {
    const foreign = "Host: evil.example\r\nConnection: close\r\n";
    const xml = await raw(`GET /lookalike/x HTTP/1.1\r\n${foreign}\r\n`);
    expect(xml).toMatch(/^HTTP\/1\.1 403[\s\S]*<Error><Code>AccessDenied<\/Code><Message>.*evil\.example/);
    const json = await raw(
      `POST / HTTP/1.1\r\n${foreign}X-Amz-Target: DynamoDB_20120810.ListTables\r\n` +
        "Content-Type: application/x-amz-json-1.0\r\nContent-Length: 2\r\n\r\n{}",
    );
    expect(json).toMatch(/^HTTP\/1\.1 403[\s\S]*x-amz-json-1\.0[\s\S]*"__type":"AccessDeniedException"/);
  });
});

it("takes 200 writes at once, in the midst of a thousand idle connections", async () => {
  const idle = Array.from({ length: 1000 }, () => open(patientPort));
  await Promise.all(idle.map((socket) => once(socket, "connect")));
  const before = process.memoryUsage().rss;
  const body = Buffer.alloc(64 << 10, 1);
  const put = async (i: number) => {
    const url = `http://127.0.0.1:${patientPort}/lookalike/many/${i}`;
    const answer = await fetch(url, { method: "PUT", body });
    return answer.status;
  };
  const statuses = await Promise.all(Array.from({ length: 200 }, (_, i) => put(i)));
  expect(new Set(statuses)).toEqual(new Set([200]));
  expect(process.memoryUsage().rss - before).toBeLessThan(300 << 20);
  for (const socket of idle) socket.destroy();
  await isWell();
});
