import { expect, it } from "vitest";
import { objectCreated, photoOfEvent } from "../../core/photo-event.ts";

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
