// @ts-nocheck
import { describe, expect, it } from "vitest";
import { objectCreated, photoOfEvent, photoOfMalformed, type StateInput } from "../../core/photo-event.ts";

const object = { bucket: "b", key: "archive/a b+c.jpg", etag: "0123" };

it("says of an object what S3's own event says, with its raw key", () => {
  expect(objectCreated({ ...object, size: 7, versionId: "v1" })).toEqual({
    detail: {
      bucket: { name: "b" },
      object: { key: "archive/a b+c.jpg", etag: "0123", size: 7, "version-id": "v1" },
    },
  });
});

it("names no version in a bucket without versions", () => {
  expect(objectCreated({ ...object, versionId: "null" }).detail.object).toEqual({
    key: "archive/a b+c.jpg",
    etag: "0123",
  });
});

it("is read by the pipeline as the photo that it was built from", () => {
  const event = objectCreated({ ...object, size: 7, versionId: "v1" });
  expect(photoOfEvent({ execution: "e", event }, "b")).toMatchObject({ ...object, size: 7, versionId: "v1" });
});

it("says neither size nor version where it knows none", () => {
  expect(objectCreated(object).detail.object).toEqual({ key: "archive/a b+c.jpg", etag: "0123" });
});

describe("the photo of an event", () => {
  const photoOf = (changes: object, event: object = {}, bucket = "b") =>
    photoOfEvent(
      {
        execution: "e",
        event: {
          ...event,
          detail: { bucket: { name: bucket }, object: { key: "uploads/a.jpg", etag: "e", ...changes } },
        },
      },
      "b",
    );

  it("is an upload in the pipeline's own bucket, and nowhere else", () => {
    expect(photoOf({ etag: '"e"' })).toEqual({
      execution: "e",
      bucket: "b",
      key: "uploads/a.jpg",
      etag: "e",
      photo: "a.jpg",
      name: "a",
      uploaded: true,
    });
    expect(photoOf({ key: "archive/a.jpg" })).toMatchObject({ photo: "archive/a.jpg", uploaded: false });
    expect(photoOf({}, {}, "other")).toMatchObject({ photo: "@other/uploads/a.jpg", uploaded: false });
  });

  it("was uploaded when the event says so", () => {
    expect(photoOf({}, { time: "2026-01-02T03:04:05Z" }).uploadedAt).toBe(Date.UTC(2026, 0, 2, 3, 4, 5));
    expect(photoOf({}, { time: "yesterday" })).not.toHaveProperty("uploadedAt");
  });

  it("may be empty", () => {
    expect(photoOf({ size: 0 }).size).toBe(0);
  });
});

describe("what is no event of an object", () => {
  const detail = { bucket: { name: "b" }, object: { key: "k", etag: "e" } };
  const changed = (changes: object) => ({ detail: { ...detail, object: { ...detail.object, ...changes } } });
  it.each<[string, unknown, string]>([
    ["nothing", null, "detail.bucket.name of the event should be a text, is missing"],
    ["an empty one", {}, "detail.bucket.name of the event should be a text, is missing"],
    [
      "no bucket",
      { detail: { object: detail.object } },
      "detail.bucket.name of the event should be a text, is missing",
    ],
    [
      "no object",
      { detail: { bucket: detail.bucket } },
      "detail.object.key of the event should be a text, is missing",
    ],
    ["an empty key", changed({ key: "" }), 'detail.object.key of the event should be a text, is ""'],
    ["another ETag", changed({ etag: 7 }), "detail.object.etag of the event should be a text, is 7"],
    [
      "a negative size",
      changed({ size: -1 }),
      "detail.object.size of the event should be a number of bytes, is -1",
    ],
    [
      "half a byte",
      changed({ size: 0.5 }),
      "detail.object.size of the event should be a number of bytes, is 0.5",
    ],
    [
      "a size in words",
      changed({ size: "7" }),
      'detail.object.size of the event should be a number of bytes, is "7"',
    ],
    [
      "a version by number",
      changed({ "version-id": 1 }),
      "detail.object.version-id of the event should be a text, is 1",
    ],
  ])("is refused: %s", (_, event, message) => {
    const input = { execution: "e", event } as StateInput;
    expect(() => photoOfEvent(input, "b")).toThrow(
      expect.objectContaining({ name: "MalformedEventError", message }),
    );
  });

  it("has a record all the same, under the execution's name", () => {
    expect(photoOfMalformed("arn:aws:states:x:1:execution:m:abc")).toEqual({
      execution: "arn:aws:states:x:1:execution:m:abc",
      bucket: "",
      key: "",
      etag: "",
      photo: "@/malformed/abc",
      name: "@/malformed/abc",
      uploaded: false,
    });
  });
});
