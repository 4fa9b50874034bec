import { request } from "node:http";
import { json } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AwsError } from "../../../local/gateway/aws-error.ts";
import { jsonService } from "../../../local/gateway/json-service.ts";
import { type Gateway, HEALTH_PATH, openGateway, PortTakenError } from "../../../local/gateway/server.ts";
import { stsHandler } from "../../../local/sts/server.ts";

const log: string[] = [];
const answering = (service: string) =>
  jsonService({
    version: "1.1",
    operations: {
      Who: () => ({ service }),
      Refuse: () => {
        throw new AwsError("NoSuchThingException", "There is none");
      },
      Break: () => {
        throw new TypeError("a bug");
      },
    },
    permissions: (operation) => [{ action: `${service}:${operation}`, resource: "*" }],
    log: (line) => log.push(line),
  });

let gateway: Gateway;
beforeAll(async () => {
  gateway = await openGateway(0, {
    health: () => ({ pid: process.pid }),
    s3: answering("s3"),
    dynamodb: answering("dynamodb"),
    stepFunctions: answering("states"),
    rekognition: answering("rekognition"),
    sqs: answering("sqs"),
    sts: stsHandler,
  });
});
afterAll(() => gateway.close());

interface Answer {
  status: number | undefined;
  body: unknown;
}

/** Plain HTTP, since fetch lets nobody choose a Host. */
function call(headers: Record<string, string>, { path = "/", body = "{}" } = {}): Promise<Answer> {
  const { port } = new URL(gateway.endpoint);
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, path, method: "POST", headers }, async (response) => {
      resolve({ status: response.statusCode, body: await json(response).catch(() => undefined) });
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

it.each([
  ["RekognitionService.Who", "rekognition"],
  ["AWSStepFunctions.Who", "states"],
  ["DynamoDB_20120810.Who", "dynamodb"],
])("passes %s to its service", async (target, service) => {
  expect(await call({ "x-amz-target": target })).toEqual({ status: 200, body: { service } });
});

it("answers an error by its type and message", async () => {
  expect(await call({ "x-amz-target": "AWSStepFunctions.Refuse" })).toEqual({
    status: 400,
    body: { __type: "NoSuchThingException", message: "There is none" },
  });
});

it("answers a bug as a service fault and logs its stack", async () => {
  const { status, body } = await call({ "x-amz-target": "AWSStepFunctions.Break" });
  expect({ status, body }).toEqual({
    status: 500,
    body: { __type: "InternalServerError", message: "a bug" },
  });
  expect(log.at(-1)).toContain("gateway.test.ts");
});

it.each(["Nonsense", "constructor", "toString"])("knows no operation %s", async (name) => {
  const { body } = await call({ "x-amz-target": `RekognitionService.${name}` });
  expect(body).toMatchObject({ __type: "UnknownOperationException" });
});

it.each(["[]", "null", "{", "1"])("refuses the body %s", async (body) => {
  const answer = await call({ "x-amz-target": "RekognitionService.Who" }, { body });
  expect(answer).toMatchObject({ status: 400, body: { __type: "SerializationException" } });
});

it.each([
  { host: "evil.example" },
  { host: "127.0.0.1.evil.example" },
  { host: "localhost.evil.example:4566" },
  { origin: "https://evil.example" },
  { origin: "null" },
  { origin: "http://localhost:8888" },
  { "sec-fetch-site": "cross-site" },
])("answers no web page: %o", async (headers: Record<string, string>) => {
  const target = { "x-amz-target": "RekognitionService.Who" };
  expect((await call({ ...target, ...headers })).status).toBe(403);
  expect((await call(headers, { path: HEALTH_PATH })).status).toBe(403);
});

it.each(["localhost:4566", "127.0.0.1", "[::1]:1", "lookalike.s3.localhost:4566"])(
  "answers as %s",
  async (host) => {
    expect((await call({ host, "x-amz-target": "RekognitionService.Who" })).status).toBe(200);
  },
);

it("says how it is", async () => {
  expect(await call({}, { path: HEALTH_PATH })).toEqual({ status: 200, body: { pid: process.pid } });
});

it("listens on the loopback interface only, and says so when the port is taken", async () => {
  expect(new URL(gateway.endpoint).hostname).toBe("127.0.0.1");
  const port = Number(new URL(gateway.endpoint).port);
  const second = openGateway(port, {} as Parameters<typeof openGateway>[1]);
  await expect(second).rejects.toThrow(PortTakenError);
});

describe("a service that is not here", () => {
  const signed = (service: string) =>
    `AWS4-HMAC-SHA256 Credential=local/20260101/eu-west-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;
  const FORM = "application/x-www-form-urlencoded; charset=utf-8";

  async function ask(headers: Record<string, string>, path = "/") {
    const response = await fetch(`${gateway.endpoint}${path}`, { method: "POST", headers, body: "Action=X" });
    return {
      status: response.status,
      type: response.headers.get("content-type"),
      text: await response.text(),
    };
  }

  it.each([
    [
      "kms",
      { "x-amz-target": "TrentService.Encrypt", "content-type": "application/x-amz-json-1.1" },
      /^{"__type":/,
    ],
    ["cloudformation", { "content-type": FORM }, /^<ErrorResponse><Error><Type>Sender<\/Type><Code>/],
    ["ec2", { "content-type": FORM }, /^<Response><Errors><Error><Code>/],
    ["route53", {}, /^<ErrorResponse><Error><Type>/],
    ["lambda", {}, /^{"__type":/],
    // A map of two texts, of which the first is six bytes long.
    [
      "monitoring",
      { "smithy-protocol": "rpc-v2-cbor", "content-type": "application/cbor" },
      /^\ufffdf__type/,
    ],
  ])(
    "is refused as %s refuses, and says which are",
    async (service, headers: Record<string, string>, shape) => {
      const { status, text } = await ask({ ...headers, authorization: signed(service) });
      expect(status).toBe(400);
      expect(text).toMatch(shape);
      expect(text).toContain(`has no ${service}: it serves S3, DynamoDB, Step Functions, SQS, Rekognition`);
      expect(text).toContain("unset AWS_ENDPOINT_URL");
      const { status: refused, text: reason } = await ask({
        ...headers,
        authorization: signed(service),
        origin: "https://evil.example",
      });
      expect([refused, shape.test(reason), reason.includes("AccessDenied")]).toEqual([403, true, true]);
    },
  );

  it("is told from S3 by its signature alone, also in a link", async () => {
    const scope = "local%2F20260101%2Feu-west-1%2Fs3%2Faws4_request";
    for (const [headers, path] of [
      [{ authorization: signed("s3") }, "/"],
      [{ authorization: "AWS key:signature" }, "/"],
      [{}, `/?X-Amz-Credential=${scope}`],
      [{}, "/"],
    ] as const)
      expect((await ask(headers, path)).text).toContain("SerializationException");
    const link = `/?X-Amz-Credential=${scope.replace("s3", "lambda")}`;
    expect((await ask({}, link)).text).toContain("has no lambda");
  });

  it("does not keep STS from saying who calls", async () => {
    const post = (body: string) =>
      fetch(gateway.endpoint, {
        method: "POST",
        headers: { authorization: signed("sts"), "content-type": FORM },
        body,
      }).then((response) => response.text());
    const who = await post("Action=GetCallerIdentity&Version=2011-06-15");
    expect(who).toContain("<Arn>arn:aws:iam::000000000000:root</Arn>");
    expect(who).toContain("<Account>000000000000</Account>");
    const other = await post("Action=AssumeRole&Version=2011-06-15");
    expect(other).toContain("<Code>InvalidAction</Code>");
  });
});

it("answers a request of more than 16 MB before it looks at it", async () => {
  const body = JSON.stringify({ Bytes: "A".repeat(17 * 1024 * 1024) });
  const answer = await call({ "x-amz-target": "AmazonSQS.Who" }, { body });
  expect(answer).toMatchObject({ status: 413, body: { __type: "RequestEntityTooLargeException" } });
});
