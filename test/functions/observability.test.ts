import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import sharp from "sharp";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { METRICS, METRICS_NAMESPACE } from "../../core/metrics.ts";
import { output } from "../../functions/log.ts";
import { observe } from "../../functions/observe.ts";
import { type Harness, openHarness, runStates, sample, variant } from "./harness.ts";

interface Line {
  _aws?: { Timestamp: number; CloudWatchMetrics: Directive[] };
  [field: string]: unknown;
}

interface Directive {
  Namespace: string;
  Dimensions: string[][];
  Metrics: { Name: string; Unit: string }[];
}

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());

let lines: Line[] = [];
beforeEach(() => {
  lines = [];
  vi.spyOn(output, "write").mockImplementation((line) => lines.push(JSON.parse(line)));
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

/** What CloudWatch makes of the lines: `Rejected{Stack=local,Reason=NoFaceError}`. */
function counted(): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const line of lines)
    for (const { Dimensions, Metrics } of line._aws?.CloudWatchMetrics ?? [])
      for (const dimensions of Dimensions)
        for (const { Name } of Metrics) {
          const key = `${Name}{${dimensions.map((name) => `${name}=${line[name]}`)}}`;
          sums[key] = (sums[key] ?? 0) + (line[Name] as number);
        }
  return sums;
}

let executions = 0;
async function run(photo: string, bytes: Buffer, event: object = {}): Promise<string> {
  return await runStates(
    harness.plain,
    { ...(await harness.upload(photo, bytes)), ...event },
    `execution-${++executions}`,
  );
}

const small = () => sharp(sample(1)).resize(720).jpeg().toBuffer();

describe("metrics", () => {
  it("count photos by what became of them, once each, and rejections by their reason", async () => {
    const [kept, gray] = await Promise.all([
      small().then(variant),
      sharp({ create: { width: 200, height: 200, channels: 3, background: "gray" } })
        .jpeg()
        .toBuffer(),
    ]);
    expect(await run("kept.jpg", kept)).toBe("DONE");
    expect(await run("gray.jpg", gray)).toBe("REJECTED");
    expect(await run("empty.jpg", Buffer.alloc(0))).toBe("REJECTED");
    expect(await run("again.jpg", kept)).toBe("DUPLICATE");
    expect(counted()).toEqual({
      "Kept{Stack=local}": 1,
      "Rejected{Stack=local}": 2,
      "Rejected{Stack=local,Reason=NoFaceError}": 1,
      "Rejected{Stack=local,Reason=EmptyFileError}": 1,
      "Duplicates{Stack=local}": 1,
    });
  });

  it("say how long a photo took from its upload, where the event says when that was", async () => {
    const time = new Date(Date.now() - 90_000).toISOString();
    await run("slow.jpg", Buffer.from("no photo"), { time });
    const seconds = counted()["SecondsToDone{Stack=local}"];
    expect(seconds).toBeGreaterThanOrEqual(90);
    expect(lines.at(-1)!._aws!.CloudWatchMetrics[1]!.Metrics.map(({ Name }) => Name)).toEqual(["Rejected"]);
  });

  it("count a fault", async () => {
    const services = harness.services((command, _input, call) =>
      command === "DetectFaces" ? Promise.reject(Object.assign(new Error("no"), { name: "Broken" })) : call(),
    );
    const event = await harness.upload("fault.jpg", variant(await small()));
    expect(await runStates(services, event)).toBe("FAILED");
    expect(counted()).toEqual({ "Failed{Stack=local}": 1 });
  });

  it("are in the embedded format's own shape", async () => {
    await run("shape.jpg", Buffer.from("no photo"));
    const { _aws: { Timestamp, CloudWatchMetrics } = { Timestamp: 0, CloudWatchMetrics: [] }, ...fields } =
      lines.at(-1)!;
    expect(Math.abs(Date.now() - Timestamp)).toBeLessThan(3_600_000);
    expect(CloudWatchMetrics.length).toBe(2);
    for (const { Namespace, Dimensions, Metrics } of CloudWatchMetrics) {
      expect(Namespace).toBe(METRICS_NAMESPACE);
      for (const { Name, Unit } of Metrics) {
        expect(METRICS).toHaveProperty(Name, Unit);
        expect(fields[Name]).toBeTypeOf("number");
      }
      for (const name of Dimensions.flat()) expect(fields[name]).toBeTypeOf("string");
    }
  });
});

describe("logs", () => {
  it("are objects with a level and a time, without anything about a face or the photo's name", async () => {
    await run("anna.jpg", variant(await small()));
    expect(lines.map(({ state }) => state)).toEqual(["DetectFaces", "AddToCollection", "Thumbnail"]);
    for (const line of lines) {
      expect(line.level).toBe("INFO");
      expect(new Date(line.timestamp as string).toISOString()).toBe(line.timestamp);
      expect(Object.values(line).every((value) => typeof value !== "string" || !value.startsWith("{"))).toBe(
        true,
      );
    }
    expect(JSON.stringify(lines)).not.toMatch(/BoundingBox|Landmark|AgeRange|anna/);
  });
});

describe("calls", () => {
  let daemon: Socket;
  const documents: string[] = [];
  beforeAll(async () => {
    daemon = createSocket("udp4", (message) => documents.push(message.toString()));
    daemon.bind(0, "127.0.0.1");
    await once(daemon, "listening");
  });
  afterAll(() => daemon.close());
  beforeEach(() => {
    documents.length = 0;
    vi.stubEnv("AWS_XRAY_DAEMON_ADDRESS", `127.0.0.1:${daemon.address().port}`);
    vi.stubEnv("_X_AMZN_TRACE_ID", "Root=1-5e1b4151-5ac6c58f;Parent=53995c3f42cd8ad8;Sampled=1");
  });

  async function observed(answer?: () => Promise<unknown>) {
    const services = harness.services((_command, _input, call) => call());
    observe(services.rekognition, "Rekognition");
    observe(services.dynamodb, "DynamoDB");
    if (answer)
      services.rekognition.middlewareStack.add(() => async () => (await answer()) as never, {
        step: "deserialize",
        priority: "high",
      });
    return services;
  }

  const received = async (count: number) => {
    await vi.waitFor(() => expect(documents.length).toBeGreaterThanOrEqual(count), 300_000);
    return documents.map((document) => JSON.parse(document.split("\n")[1]!));
  };

  it("that cost money are counted by operation, others are not", async () => {
    const event = await harness.upload("paid.jpg", variant(await small()));
    expect(await runStates(await observed(), event)).toBe("DONE");
    expect(counted()).toMatchObject({
      "PaidCalls{Stack=local}": 2,
      "PaidCalls{Stack=local,Operation=DetectFaces}": 1,
      "PaidCalls{Stack=local,Operation=IndexFaces}": 1,
    });
    expect(Object.keys(counted()).filter((name) => name.startsWith("RefusedCalls"))).toEqual([]);
  });

  it("that are throttled are counted as refused, with the error's name", async () => {
    const name = "ThrottlingException";
    const throttled = Object.assign(new Error("Rate exceeded"), { name, $metadata: { httpStatusCode: 400 } });
    const services = await observed(() => Promise.reject(throttled));
    const event = await harness.upload("throttled.jpg", variant(await small()));
    await runStates(services, event);
    expect(counted()).toMatchObject({ "RefusedCalls{Stack=local,Operation=DetectFaces}": 1 });
    expect(lines.find(({ RefusedCalls }) => RefusedCalls)).toMatchObject({ error: name });
    const [trace] = (await received(1)).filter((each) => each.name === "Rekognition");
    expect(trace).toMatchObject({ aws: { operation: "DetectFaces" }, error: true, throttle: true });
    expect(trace.http).toEqual({ response: { status: 400 } });
  });

  it("are subsegments of the invocation for X-Ray, and say nothing of what was asked", async () => {
    const { dynamodb } = await observed();
    await dynamodb.send(new GetCommand({ TableName: harness.aws.table, Key: { Etag: "secret" } }));
    const [trace] = await received(1);
    expect(trace).toMatchObject({
      trace_id: "1-5e1b4151-5ac6c58f",
      parent_id: "53995c3f42cd8ad8",
      type: "subsegment",
      name: "DynamoDB",
      namespace: "aws",
      aws: { operation: "GetItem" },
    });
    expect(trace.id).toMatch(/^[0-9a-f]{16}$/);
    expect(trace.end_time).toBeGreaterThanOrEqual(trace.start_time);
    expect(documents[0]).toMatch(/^{"format":"json","version":1}\n/);
    expect(documents[0]).not.toContain("secret");
  });

  it("are not traced where the invocation is not sampled, and where there is no daemon", async () => {
    const { dynamodb } = await observed();
    const get = () => dynamodb.send(new GetCommand({ TableName: harness.aws.table, Key: { Etag: "x" } }));
    vi.stubEnv("_X_AMZN_TRACE_ID", "Root=1-5e1b4151-5ac6c58f;Parent=53995c3f42cd8ad8;Sampled=0");
    await get();
    vi.stubEnv("_X_AMZN_TRACE_ID", "Root=1-aaaaaaaa-5ac6c58f;Parent=53995c3f42cd8ad8;Sampled=1");
    vi.stubEnv("AWS_XRAY_DAEMON_ADDRESS", undefined);
    await get();
    vi.stubEnv("AWS_XRAY_DAEMON_ADDRESS", `127.0.0.1:${daemon.address().port}`);
    vi.stubEnv("_X_AMZN_TRACE_ID", "Root=1-bbbbbbbb-5ac6c58f;Parent=53995c3f42cd8ad8;Sampled=1");
    await get();
    expect((await received(1)).map(({ trace_id: id }) => id)).toEqual(["1-bbbbbbbb-5ac6c58f"]);
  });
});
