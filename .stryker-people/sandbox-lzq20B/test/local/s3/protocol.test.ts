// @ts-nocheck
import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { IS_REMOTE, useTestBucket } from "./test-bucket.ts";

const test = useTestBucket();

/** Sends exactly these bytes and gives back all that comes until the server closes. */
async function raw(head: string[], body = ""): Promise<string> {
  const { port } = new URL(test.local!.endpoint);
  const socket = connect(Number(port), "127.0.0.1");
  socket.write(Buffer.from(`${[...head, "Connection: close"].join("\r\n")}\r\n\r\n${body}`, "latin1"));
  let answer = "";
  for await (const data of socket) answer += data;
  return answer;
}

const HOST = "Host: localhost:4566";

describe.skipIf(IS_REMOTE)("on the wire", () => {
  const get = (path: string) => raw([`GET /lookalike/${path} HTTP/1.1`, HOST]);

  it("a signed, chunked body is stored as what it carries", async () => {
    const body = "5;chunk-signature=aa\r\nhello\r\n1;chunk-signature=bb\r\n!\r\n0;chunk-signature=cc\r\n\r\n";
    const put = [
      "PUT /lookalike/signed HTTP/1.1",
      HOST,
      "Content-Encoding: aws-chunked,gzip",
      "x-amz-content-sha256: STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
      "x-amz-decoded-content-length: 6",
      `Content-Length: ${body.length}`,
    ];
    expect(await raw(put, body)).toMatch(/^HTTP\/1.1 200/);
    const answer = await get("signed");
    expect(answer).toMatch(/\r\n\r\nhello!$/);
    expect(answer).toMatch(/^content-encoding: gzip\r$/m);
  });

  it.each([
    ["NhCmhg==", 200],
    ["AAAAAA==", 400],
  ])("a trailing checksum is compared (%s)", async (checksum, status) => {
    const body = `5\r\nhello\r\n0\r\nx-amz-checksum-crc32:${checksum}\r\n\r\n`;
    const put = [
      "PUT /lookalike/trailing HTTP/1.1",
      HOST,
      "Content-Encoding: aws-chunked",
      "x-amz-content-sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER",
      "x-amz-trailer: x-amz-checksum-crc32",
      "x-amz-decoded-content-length: 5",
      "Transfer-Encoding: chunked",
    ];
    const answer = await raw(put, `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status}`));
    if (status === 400) expect(answer).toContain("<Code>BadDigest</Code>");
    else expect(answer).toMatch(/^x-amz-checksum-crc32: NhCmhg==\r$/m);
  });

  it("CRC64NVME is verified and returned", async () => {
    const put = (value: string) =>
      raw(
        ["PUT /lookalike/nvme HTTP/1.1", HOST, "Content-Length: 9", `x-amz-checksum-crc64nvme: ${value}`],
        "123456789",
      );
    const right = Buffer.from("ae8b14860a799888", "hex").toString("base64");
    expect(await put(right)).toMatch(/^HTTP\/1.1 200/);
    expect(await put(right.replace("r", "s"))).toContain("<Code>BadDigest</Code>");
    const answer = await raw(["GET /lookalike/nvme HTTP/1.1", HOST, "x-amz-checksum-mode: ENABLED"]);
    expect(answer).toContain(`x-amz-checksum-crc64nvme: ${right}`);
  });

  it("a client that asks first is told to go on", async () => {
    const put = ["PUT /lookalike/expect HTTP/1.1", HOST, "Expect: 100-continue", "Content-Length: 2"];
    expect(await raw(put, "ok")).toMatch(/^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 200 OK/);
  });

  it("the bucket may stand in the host's name", async () => {
    const put = ["PUT /virtual/key HTTP/1.1", "Host: lookalike.localhost:4566", "Content-Length: 2"];
    expect(await raw(put, "ok")).toMatch(/^HTTP\/1.1 200/);
    expect(await get("virtual/key")).toMatch(/\r\n\r\nok$/);
  });

  it("dots in a path belong to the key, and reach nothing outside", async () => {
    const put = ["PUT /lookalike/../../../escaped HTTP/1.1", HOST, "Content-Length: 2"];
    expect(await raw(put, "ok")).toMatch(/^HTTP\/1.1 200/);
    expect(await get("../../../escaped")).toMatch(/\r\n\r\nok$/);
    expect(await readdir(test.local!.root)).toEqual(["lookalike"]);
  });

  it.each([
    ["no length", [], "", 411, "MissingContentLength"],
    ["a length past 5 GiB", ["Content-Length: 5368709121"], "", 400, "EntityTooLarge"],
    [
      "less than it announces within chunks",
      [
        "x-amz-content-sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER",
        "x-amz-decoded-content-length: 9",
        "Content-Length: 15",
      ],
      "5\r\nhello\r\n0\r\n\r\n",
      400,
      "IncompleteBody",
    ],
    [
      "another SHA-256",
      ["Content-Length: 2", `x-amz-content-sha256: ${createHash("sha256").update("no").digest("hex")}`],
      "ok",
      400,
      "XAmzContentSHA256Mismatch",
    ],
    [
      "two checksums",
      ["Content-Length: 2", "x-amz-checksum-crc32: AAAAAA==", "x-amz-checksum-sha1: AA=="],
      "ok",
      400,
      "InvalidRequest",
    ],
    [
      "a promise that cannot be kept",
      ["Content-Length: 2", "x-amz-object-lock-mode: COMPLIANCE"],
      "ok",
      501,
      "NotImplemented",
    ],
    [
      "3 KB of metadata",
      ["Content-Length: 2", `x-amz-meta-big: ${"x".repeat(3000)}`],
      "ok",
      400,
      "MetadataTooLarge",
    ],
  ])("a put with %s is refused and leaves nothing", async (_, headers, body, status, code) => {
    const answer = await raw(["PUT /lookalike/refused HTTP/1.1", HOST, ...headers], body);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status}`));
    expect(answer).toContain(`<Code>${code}</Code>`);
    expect(await get("refused")).toContain("<Code>NoSuchKey</Code>");
    expect(await readdir(join(test.local!.root, "lookalike", "tmp"))).toEqual([]);
  });

  it("a client that leaves in the middle of a put leaves nothing", async () => {
    const { port } = new URL(test.local!.endpoint);
    const socket = connect(Number(port), "127.0.0.1");
    socket.write(`PUT /lookalike/left HTTP/1.1\r\n${HOST}\r\nContent-Length: 1000\r\n\r\nhalf`);
    const temps = () => readdir(join(test.local!.root, "lookalike", "tmp"));
    await expect.poll(async () => (await temps()).length).toBe(1);
    socket.destroy();
    await expect.poll(async () => (await temps()).length).toBe(0);
    expect(await get("left")).toContain("<Code>NoSuchKey</Code>");
  });

  it("an error names what was asked for, escaped", async () => {
    const answer = await get("%3Cb%3E%26none");
    expect(answer).toContain("<Key>&lt;b&gt;&amp;none</Key>");
    expect(answer).toMatch(/<RequestId>[0-9A-F]{16}<\/RequestId>/);
  });
});
