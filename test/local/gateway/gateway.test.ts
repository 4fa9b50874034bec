import { request } from "node:http";
import { json } from "node:stream/consumers";
import { afterAll, beforeAll, expect, it } from "vitest";
import { AwsError } from "../../../local/gateway/aws-error.ts";
import { jsonService } from "../../../local/gateway/json-service.ts";
import { type Gateway, HEALTH_PATH, openGateway, PortTakenError } from "../../../local/gateway/server.ts";

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
    needs: (operation) => [{ action: `${service}:${operation}`, resource: "*" }],
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
