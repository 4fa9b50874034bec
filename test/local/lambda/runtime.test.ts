import { writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Lambda, openLambda } from "../../../local/lambda/runtime.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const module = new URL("./handlers.ts", import.meta.url).href;
const env = { TABLE: "t" };
const exported = (name: string) => ({ module, export: name, env });
const functions = {
  Echo: { module, env },
  Environment: exported("environment"),
  OtherEnvironment: { ...exported("environment"), env: { AWS_ACCESS_KEY_ID: "its own" } },
  Fails: exported("fails"),
  Waits: exported("waits"),
  WaitsOrDies: exported("waitsOrDies"),
  Nothing: exported("answersNothing"),
  Missing: exported("nobody"),
  Prints: exported("prints"),
};

let lambda: Lambda;
beforeAll(() => {
  process.env.ONLY_HERE = "secret";
  lambda = openLambda({ functions });
});
afterAll(async () => {
  delete process.env.ONLY_HERE;
  await lambda.close();
});

it("gives the handler its event and loads its module once", async () => {
  const first = (await lambda.invoke("Echo", { a: [1, "é"] })) as { calls: number };
  const second = (await lambda.invoke("Echo", null)) as { calls: number };
  expect(first).toMatchObject({ event: { a: [1, "é"] }, context: { functionName: "Echo" } });
  expect(second.calls).toBe(first.calls + 1);
});

it("shows the function its own environment only", async () => {
  expect(await lambda.invoke("Environment", {})).toEqual({ TABLE: "t" });
  expect(await lambda.invoke("OtherEnvironment", {})).toEqual({ AWS_ACCESS_KEY_ID: "its own" });
});

it("keeps an error's name and message", async () => {
  const event = { name: "FaceRequirementError", message: "too young" };
  await expect(lambda.invoke("Fails", event)).rejects.toMatchObject({
    ...event,
    failure: { errorType: event.name, errorMessage: event.message },
  });
});

it("answers null where the handler answers nothing", async () => {
  expect(await lambda.invoke("Nothing", {})).toBeNull();
});

it("names a handler that the module does not export", async () => {
  await expect(lambda.invoke("Missing", {})).rejects.toMatchObject({
    name: "Runtime.HandlerNotFound",
    message: expect.stringContaining("nobody"),
  });
});

it("runs several invocations at once in one thread", async () => {
  const spans = (await Promise.all([1, 2, 3].map(() => lambda.invoke("Waits", { milliseconds: 200 })))) as {
    from: number;
    to: number;
  }[];
  expect(Math.max(...spans.map(({ from }) => from))).toBeLessThan(Math.min(...spans.map(({ to }) => to)));
});

it("fails what ran in a thread that dies, worth a retry, and replaces the thread", async () => {
  const bystander = lambda.invoke("WaitsOrDies", { milliseconds: 60_000 });
  const other = lambda.invoke("Waits", { milliseconds: 300 });
  const results = await Promise.allSettled([bystander, lambda.invoke("WaitsOrDies", {})]);
  for (const result of results) {
    expect(result).toMatchObject({
      reason: { name: "Lambda.Unknown", message: expect.stringContaining("code 3") },
    });
  }
  await expect(lambda.invoke("WaitsOrDies", { milliseconds: 1 })).resolves.toBeDefined();
  await expect(other, "another function's thread").resolves.toBeDefined();
});

it("ends what takes too long: what it asked for and what it asks later reaches nobody, and the thread goes on", async () => {
  const asked: string[] = [];
  const server = createServer((request) => void asked.push(request.url!));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const output = new PassThrough();
  const printed: string[] = [];
  output.on("data", (chunk) => printed.push(String(chunk)));
  const AsksInTurn = { ...exported("asksInTurn"), timeoutSeconds: 2 };
  const Waits = { ...exported("waits"), timeoutSeconds: 60 };
  const other = openLambda({ functions: { AsksInTurn, Waits }, output });
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    // Not while the thread still loads the function.
    const isLoaded = () =>
      other.invoke("AsksInTurn", { paths: [] }).then(
        () => true,
        () => false,
      );
    await expect.poll(isLoaded).toBe(true);
    printed.length = 0;
    await expect(other.invoke("AsksInTurn", { url, paths: ["first", "second"] })).rejects.toMatchObject({
      name: "Sandbox.Timedout",
      message: "Task timed out after 2.00 seconds",
    });
    await expect
      .poll(() => printed.join(""))
      .toContain("first: socket hang up\nsecond: The invocation has ended\n");
    expect(asked).toEqual(["/first"]);
    await expect(other.invoke("Waits", { milliseconds: 1 })).resolves.toBeDefined();
  } finally {
    await other.close();
    server.closeAllConnections();
    server.close();
  }
});

it("runs plain JavaScript modules too", async () => {
  const file = join(await temporaryFolder(), "index.mjs");
  await writeFile(file, "export const handler = async ({ n }) => n + 1;\n");
  const other = openLambda({ functions: { Add: { module: file, env: {} } } });
  expect(await other.invoke("Add", { n: 1 })).toBe(2);
  await other.close();
});

it("passes on what functions print", async () => {
  const output = new PassThrough();
  const other = openLambda({ functions, output });
  await other.invoke("Prints", {});
  await other.close();
  output.end();
  expect(await text(output)).toContain("printed by the function");
});
