// @ts-nocheck
import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { executionName } from "../../core/execution-name.ts";

const object = { key: "uploads/a.jpg", etag: "e", sequencer: "01", "version-id": "v1" };
const event = (changes: Partial<typeof object> = {}, bucket = "b", id = "1") =>
  JSON.stringify({ id, detail: { bucket: { name: bucket }, object: { ...object, ...changes } } });

it("is the same for one write, however often it is told, and 40 hexadecimal digits", () => {
  expect(executionName(event({}, "b", "2"))).toBe(executionName(event()));
  expect(executionName(event())).toMatch(/^[0-9a-f]{40}$/);
});

it("is another for another bucket, key, content, version or write", () => {
  const { "version-id": _, ...unversioned } = object;
  const names = [
    event(),
    event({}, "c"),
    event({ key: "uploads/b.jpg" }),
    event({ etag: "f" }),
    event({ "version-id": "v2" }),
    event({ sequencer: "02" }),
    JSON.stringify({ detail: { bucket: { name: "b" }, object: unversioned } }),
  ].map(executionName);
  expect(new Set(names).size).toBe(names.length);
});

it("is that of the whole text where no write is told", () => {
  const bodies = [
    '{"detail":{"object":{"key":"a"}},"id":1}',
    '{"detail":{"object":{"key":"a"}},"id":2}',
    '{"detail":{"object":{"key":"a","sequencer":7}},"id":1}',
    '{"detail":{}}',
    "{}",
    "null",
    "no JSON",
  ];
  const digest = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 40);
  expect(bodies.map(executionName)).toEqual(bodies.map(digest));
});

it("is known of a write without a bucket", () => {
  expect(executionName('{"detail":{"object":{"sequencer":"1"}},"id":1}')).toBe(
    executionName('{"detail":{"object":{"sequencer":"1"}},"id":2}'),
  );
});
