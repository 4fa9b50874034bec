import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { photoName, photoRecordKey } from "../../core/key-layout.ts";
import type { PhotoRecord } from "../../core/photo-record.ts";
import { handler as detectFaces } from "../../functions/detect-faces.ts";
import { handler as errorDetected } from "../../functions/error-detected.ts";
import { readItem } from "../../functions/photo-table.ts";
import { type Event, type Harness, openHarness, people, runStates, variant } from "./harness.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());

const recordOf = (photo: string) => harness.read<PhotoRecord>(photoRecordKey(photoName(photo)));
const facesOf = async ({ detail }: Event) =>
  (await harness.faces()).filter(({ ExternalImageId }) => ExternalImageId === detail.object.etag).length;

describe("a photo whose original is overwritten", () => {
  /** Sees what the functions put in the queue. */
  function listening() {
    const sent: Event[] = [];
    const services = harness.services((command, input, call) => {
      if (command === "SendMessage") sent.push(JSON.parse(String(input.MessageBody)) as Event);
      return call();
    });
    return { sent, services };
  }

  it("is analysed then: the faces belong to it", async () => {
    const X = variant(people);
    const a = await harness.upload("a.jpg", X);
    expect(await runStates(harness.plain, a, "1")).toBe("DONE");
    const b = await harness.upload("b.jpg", X);
    expect(await runStates(harness.plain, b, "2")).toBe("DUPLICATE");
    expect(await runStates(harness.plain, b, "2, again")).toBe("DUPLICATE");

    const Y = await harness.upload("a.jpg", variant(people));
    const { sent, services } = listening();
    expect(await runStates(services, Y, "3")).toBe("DONE");
    expect(await facesOf(a)).toBe(0);
    expect(sent.map(({ detail }) => detail)).toEqual([b.detail]);
    expect(await runStates(harness.plain, sent[0]!, "4")).toBe("DONE");
    expect(await recordOf("b.jpg")).toMatchObject({ outcome: "DONE", keptFaces: 2 });
    expect((await readItem(harness.plain, a.detail.object.etag))?.Photo).toBe("b.jpg");
    expect([await facesOf(b), await facesOf(Y)]).toEqual([2, 2]);
  });

  it("takes over also where its turn comes before the original has quite gone", async () => {
    const X = variant(people);
    const a = await harness.upload("early-a.jpg", X);
    const b = await harness.upload("early-b.jpg", X);
    expect(await runStates(harness.plain, a, "1")).toBe("DONE");
    expect(await runStates(harness.plain, b, "2")).toBe("DUPLICATE");
    const Y = await harness.upload("early-a.jpg", variant(people));
    const services = harness.services(async (command, input, call) => {
      const answer = await call();
      if (command === "SendMessage") {
        const event = JSON.parse(String(input.MessageBody)) as Event;
        expect(await runStates(harness.plain, event, "4")).toBe("DONE");
      }
      return answer;
    });
    // Its item was taken over meanwhile: the state machine tries again.
    await expect(detectFaces({ execution: "3", event: Y }, undefined, services)).rejects.toThrow(
      "just claimed",
    );
    expect(await runStates(harness.plain, Y, "3")).toBe("DONE");
    expect([await facesOf(b), await facesOf(Y)]).toEqual([2, 2]);
    expect(await recordOf("early-b.jpg")).toMatchObject({ outcome: "DONE" });
  });

  it("is left alone where it was overwritten itself since", async () => {
    const X = variant(people);
    const a = await harness.upload("both-a.jpg", X);
    const b = await harness.upload("both-b.jpg", X);
    await runStates(harness.plain, a, "1");
    await runStates(harness.plain, b, "2");
    const Z = await harness.upload("both-b.jpg", variant(people));
    expect(await runStates(harness.plain, Z, "3")).toBe("DONE");
    const { sent, services } = listening();
    expect(await runStates(services, await harness.upload("both-a.jpg", variant(people)), "4")).toBe("DONE");
    expect(await runStates(harness.plain, sent[0]!, "5")).toBe("SUPERSEDED");
    expect(await facesOf(Z)).toBe(2);
    expect(await recordOf("both-b.jpg")).toMatchObject({ outcome: "DONE", etag: Z.detail.object.etag });
  });
});

describe("a fault without a name of its own", () => {
  const ASL = readFileSync(new URL("../../infra/face-pipeline.asl.json", import.meta.url), "utf8");
  const { States } = JSON.parse(ASL) as { States: Record<string, { Retry?: { ErrorEquals: string[] }[] }> };
  const retried = new Set(States.DetectFaces!.Retry!.flatMap(({ ErrorEquals }) => ErrorEquals));

  it.each([
    ["a HEAD answered 503", { name: "Unknown", $metadata: { httpStatusCode: 503 } }],
    ["a HEAD answered 500", { name: "UnknownError", $metadata: { httpStatusCode: 500 } }],
    ["a connection reset", { name: "Error", code: "ECONNRESET" }],
  ])("is given one that the state machine retries: %s", async (_, fault) => {
    const event = await harness.upload(`${fault.name}.jpg`, variant(people));
    let isFirst = true;
    const services = harness.services((command, _input, call) => {
      if (command !== "HeadObject" || !isFirst) return call();
      isFirst = false;
      return Promise.reject(Object.assign(new Error("broke"), fault));
    });
    const error = await detectFaces({ execution: "a", event }, undefined, services).catch((e: Error) => e);
    expect(retried).toContain((error as Error).name);
    expect(await runStates(services, event, "a")).toBe("DONE");
  });

  it("is found in a body that breaks off, too", async () => {
    const event = await harness.upload("body.jpg", variant(people));
    const services = harness.services(async (command, _input, call) => {
      const answer = (await call()) as { output: { Body?: { transformToByteArray(): Promise<never> } } };
      if (command === "GetObject" && answer.output.Body) {
        answer.output.Body.transformToByteArray = () =>
          Promise.reject(Object.assign(new Error("aborted"), { code: "ECONNRESET" }));
      }
      return answer;
    });
    const run = detectFaces({ execution: "a", event }, undefined, services);
    await expect(run).rejects.toMatchObject({ name: "TransientError", message: "aborted" });
  });

  it("is no excuse for what will not pass", async () => {
    const event = await harness.upload("denied.jpg", variant(people));
    const services = harness.services((command, _input, call) => {
      if (command !== "HeadObject") return call();
      return Promise.reject(
        Object.assign(new Error("no"), { name: "Unknown", $metadata: { httpStatusCode: 403 } }),
      );
    });
    const run = detectFaces({ execution: "a", event }, undefined, services);
    await expect(run).rejects.toMatchObject({ name: "Unknown" });
  });
});

describe("what is no photo's event", () => {
  it.each([
    ["nothing", {}],
    ["null", null],
    ["a text", "photo.jpg"],
    ["a list", [1]],
    ["no key", { detail: { bucket: { name: "b" }, object: { etag: "e" } } }],
    ["an empty ETag", { detail: { bucket: { name: "b" }, object: { key: "k", etag: "" } } }],
    [
      "a size that is none",
      { detail: { bucket: { name: "b" }, object: { key: "k", etag: "e", size: "9" } } },
    ],
  ])("ends FAILED with a record: %s", async (name, event) => {
    const execution = `arn:aws:states:eu-west-1:000000000000:execution:lookalike:${name.replaceAll(" ", "-")}`;
    expect(await runStates(harness.plain, event as never, execution)).toBe("FAILED");
    const record = await harness.read<PhotoRecord>(`photos/@/malformed/${name.replaceAll(" ", "-")}.json`);
    expect(record).toMatchObject({ outcome: "FAILED", reason: "MalformedEventError" });
    expect(record.message).toMatch(/ of the event should be /);
  });

  it("does not crash ErrorDetected, whatever it was that failed", async () => {
    const error = { Error: "States.Runtime", Cause: "no JSON" };
    const ended = await errorDetected(
      { execution: "x:y", event: undefined as never, error },
      undefined,
      harness.plain,
    );
    expect(ended).toEqual({ outcome: "FAILED", reason: "States.Runtime" });
  });
});

describe("a key that is not to be spread further", () => {
  const LONG = `${`${"a".repeat(200)}/`.repeat(5).slice(0, 1012)}.jpg`;

  it.each(["/a.jpg", "../b.jpg", "x/./y.jpg", "x//y.jpg", "..", LONG])(
    "is rejected before anything is paid, moved under a name that is safe, and recorded: %s",
    async (photo) => {
      const event = await harness.upload(photo, variant(people));
      const calls: string[] = [];
      const services = harness.services((command, _input, call) => {
        calls.push(command);
        return call();
      });
      expect(await runStates(services, event, "a")).toBe("REJECTED");
      expect(calls.filter((command) => /Faces$/.test(command))).toEqual([]);
      const record = await recordOf(photo);
      // A sync takes this key, whatever the photo was called.
      expect(photoRecordKey(photoName(photo))).toMatch(/^photos\/@\/[0-9a-f]{64}\.json$/);
      expect(record).toMatchObject({
        photo,
        key: `uploads/${photo}`,
        outcome: "REJECTED",
        reason: "UnusableKeyError",
      });
      expect(record.movedTo).toMatch(/^rejected\/UnusableKeyError\/[0-9a-f]{64}$/);
      expect(await harness.list(record.movedTo!)).toHaveLength(1);
      expect(await harness.list(`uploads/${photo}`)).toEqual([]);
      expect(await readItem(harness.plain, event.detail.object.etag)).toBeUndefined();
    },
  );

  it("gives each such photo a record of its own, and does not stand in the way of the same bytes elsewhere", async () => {
    const names = ["/a.jpg", "//a.jpg", "./a.jpg", "a/../a.jpg", LONG].map(photoName);
    expect(new Set(names).size).toBe(names.length);
    const bytes = variant(people);
    expect(await runStates(harness.plain, await harness.upload("../same.jpg", bytes), "a")).toBe("REJECTED");
    expect(await runStates(harness.plain, await harness.upload("same.jpg", bytes), "b")).toBe("DONE");
  });
});
