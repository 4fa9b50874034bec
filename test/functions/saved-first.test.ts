import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { handler as addToCollection } from "../../functions/add-to-collection.ts";
import { handler as detectFaces } from "../../functions/detect-faces.ts";
import { readItem } from "../../functions/photo-table.ts";
import { type Harness, openHarness, people, runStates, variant } from "./harness.ts";
import type { Intercept } from "./watched-services.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());

/** Fails calls of a kind as AWS would, and counts those of every kind. */
function failing(command: string, name: string, status: number, times = Number.POSITIVE_INFINITY) {
  const calls: Record<string, number> = {};
  let left = times;
  const intercept: Intercept = async (called, _input, call) => {
    calls[called] = (calls[called] ?? 0) + 1;
    if (called !== command || left-- <= 0) return call();
    throw Object.assign(new Error(name), { name, $metadata: { httpStatusCode: status, attempts: 1 } });
  };
  return { calls, services: harness.services(intercept) };
}

describe("a refusal of IndexFaces", () => {
  it.each([
    "ThrottlingException",
    "ProvisionedThroughputExceededException",
    "AccessDeniedException",
    "InvalidImageFormatException",
  ])("makes no attempt look through the collection: %s", async (name) => {
    const event = await harness.upload(`${name}.jpg`, variant(people));
    const { calls, services } = failing("IndexFaces", name, 400, 3);
    const input = { execution: "a", event };
    await detectFaces(input, undefined, services);
    for (let i = 0; i < 3; i += 1) {
      await expect(addToCollection(input, undefined, services)).rejects.toThrow(name);
      expect((await readItem(harness.plain, event.detail.object.etag))?.Indexing).toBe(false);
    }
    await addToCollection(input, undefined, services);
    expect(calls).toMatchObject({ IndexFaces: 4 });
    expect(calls.ListFaces).toBeUndefined();
  });

  it("leaves the question open where an earlier attempt of the SDK was not refused", async () => {
    const event = await harness.upload("open.jpg", variant(people));
    const services = harness.services(async (command, _input, call) => {
      if (command !== "IndexFaces") return call();
      const $metadata = { httpStatusCode: 400, attempts: 2 };
      throw Object.assign(new Error("Slow down"), { name: "ThrottlingException", $metadata });
    });
    const input = { execution: "a", event };
    await detectFaces(input, undefined, services);
    await expect(addToCollection(input, undefined, services)).rejects.toThrow("Slow down");
    expect((await readItem(harness.plain, event.detail.object.etag))?.Indexing).toBe(true);
  });

  it("is none where the service itself failed: its faces may be there", async () => {
    const event = await harness.upload("unknown.jpg", variant(people));
    const { calls, services } = failing("IndexFaces", "InternalServerError", 500, 1);
    const input = { execution: "a", event };
    await detectFaces(input, undefined, services);
    await expect(addToCollection(input, undefined, services)).rejects.toThrow();
    await addToCollection(input, undefined, services);
    expect(calls.ListFaces).toBe(1);
  });
});

describe("an answer that was paid for", () => {
  it("is saved before the collection is looked through, which the SDK's second attempt calls for", async () => {
    const event = await harness.upload("retried.jpg", variant(people));
    const order: string[] = [];
    let throttles = true;
    const services = harness.services(async (command, input, call) => {
      order.push(`${command} ${input.Key ?? ""}`.trim());
      if (command === "ListFaces" && throttles) {
        throw Object.assign(new Error("Slow down"), { name: "InternalServerError" });
      }
      if (command !== "IndexFaces") return call();
      const answer = (await call()) as { output: { $metadata: { attempts: number } } };
      answer.output.$metadata.attempts = 2;
      return answer;
    });
    const input = { execution: "a", event };
    await detectFaces(input, undefined, services);
    await expect(addToCollection(input, undefined, services)).rejects.toThrow("Slow down");
    const next = order[order.indexOf("IndexFaces") + 1];
    expect(next).toBe("PutObject index-faces/retried.json");
    expect(await harness.list("index-faces/retried")).toHaveLength(1);
    // The rerun pays nothing, and still looks for what the first attempt may have left.
    throttles = false;
    order.length = 0;
    await addToCollection(input, undefined, services);
    expect(order).not.toContain("IndexFaces");
    expect(order).toContain("ListFaces");
  });

  it.each(["DetectFaces", "IndexFaces"])(
    "is saved before it is asked whether the photo is still the same: %s",
    async (paid) => {
      const event = await harness.upload(`head-${paid}.jpg`, variant(people));
      const order: string[] = [];
      const services = harness.services(async (command, input, call) => {
        order.push(`${command} ${input.Key ?? ""}`.trim());
        const isAfter = order.includes(paid) && command === "HeadObject";
        if (isAfter)
          throw Object.assign(new Error("no"), { name: "Unknown", $metadata: { httpStatusCode: 503 } });
        return call();
      });
      const input = { execution: "a", event };
      const run = async () => {
        await detectFaces(input, undefined, services);
        await addToCollection(input, undefined, services);
      };
      await expect(run()).rejects.toThrow("no");
      const folder = paid === "DetectFaces" ? "detect-faces" : "index-faces";
      expect(order[order.indexOf(paid) + 1]).toBe(`PutObject ${folder}/head-${paid}.json`);
      const calls: string[] = [];
      const again = harness.services((command, _input, call) => {
        calls.push(command);
        return call();
      });
      expect(await runStates(again, event, "a")).toBe("DONE");
      expect(calls).not.toContain(paid);
    },
  );

  it("about newer bytes is not taken for the photo's, however often it is asked", async () => {
    const event = await harness.upload("newer.jpg", variant(people));
    const services = harness.services(async (command, _input, call) => {
      if (command === "IndexFaces") await harness.upload("newer.jpg", variant(people));
      return call();
    });
    const input = { execution: "a", event };
    await detectFaces(input, undefined, services);
    await expect(addToCollection(input, undefined, services)).rejects.toThrow("was replaced");
    await expect(addToCollection(input, undefined, harness.plain)).rejects.toThrow("was replaced");
    expect(await runStates(harness.plain, event, "a")).toBe("SUPERSEDED");
    const { etag } = event.detail.object;
    expect((await harness.faces()).filter(({ ExternalImageId }) => ExternalImageId === etag)).toEqual([]);
  });
});
