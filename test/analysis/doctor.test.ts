import { describe, expect, it } from "vitest";
import { findDrift, type PhotoItemView, type Stores } from "../../analysis/doctor/findings.ts";

const NOW = Date.parse("2026-01-01T12:00:00Z");
const item = (status: string, leaseUntil = NOW / 1000 - 1): PhotoItemView => ({
  etag: "etag-a",
  status,
  photo: "a.jpg",
  name: "a",
  key: "uploads/a.jpg",
  leaseUntil,
});
/** A photo that went through the pipeline, in four stores that agree. */
const healthy = (): Stores => ({
  collection: new Map([["face-a", "etag-a"]]),
  bucket: new Set([
    "uploads/a.jpg",
    "detect-faces/a.json",
    "index-faces/a.json",
    "keep-faces/a.json",
    "photos/a.json",
    "thumbnails/face-a.jpg",
  ]),
  items: [item("DONE")],
  kept: new Map([["face-a", "a.jpg"]]),
  database: new Set(["face-a"]),
  now: NOW,
});
const kinds = (stores: Stores) => findDrift(stores).map(({ kind }) => kind);

describe("drift between the stores", () => {
  it("is none where they agree", () => {
    expect(findDrift(healthy())).toEqual([]);
  });

  it("is a face of the collection that no document keeps", () => {
    const stores = healthy();
    stores.collection.set("excluded", "etag-a");
    expect(findDrift(stores)).toEqual([{ kind: "orphan face", where: "excluded", fix: "delete the face" }]);
  });

  it("is not what a photo lacks that is on its way", () => {
    const stores = { ...healthy(), kept: new Map(), database: new Set<string>() };
    stores.items = [item("INDEXED", NOW / 1000 + 60)];
    expect(findDrift(stores)).toEqual([]);
  });

  it("is a kept face that the collection lost, with the price of indexing it again", () => {
    const stores = { ...healthy(), collection: new Map<string, string>() };
    expect(findDrift(stores)).toEqual([
      { kind: "missing face", where: "a.jpg face-a", costs: { IndexFaces: 1 } },
    ]);
  });

  it("is a thumbnail too few or too many", () => {
    const stores = healthy();
    stores.bucket.delete("thumbnails/face-a.jpg");
    stores.bucket.add("thumbnails/gone.jpg");
    expect(kinds(stores).sort()).toEqual(["missing thumbnail", "orphan thumbnail"]);
  });

  it("is a photo whose claim ran out, free to start again once its answers are saved", () => {
    const stores = { ...healthy(), items: [item("INDEXED")] };
    expect(findDrift(stores)).toEqual([
      { kind: "stuck photo", where: "a.jpg", fix: "start the photo again", costs: {} },
    ]);
    stores.bucket.delete("index-faces/a.json");
    expect(findDrift(stores)[0]!.costs).toEqual({ IndexFaces: 1 });
  });

  it("is an upload that nothing is known of, unless it was found to be a duplicate", () => {
    const stores = healthy();
    stores.bucket
      .add("uploads/new.jpg")
      .add("uploads/copy.jpg")
      .add("photos/copy.json")
      .add("uploads/folder/");
    expect(findDrift(stores).map(({ kind, where }) => [kind, where])).toEqual([
      ["unprocessed upload", "uploads/new.jpg"],
    ]);
  });

  it("is a document that should be there, and a database that was not synced", () => {
    const stores = { ...healthy(), database: new Set(["other"]) };
    stores.bucket.delete("index-faces/a.json");
    expect(kinds(stores)).toEqual(["missing document", "stale table row"]);
  });

  it("does not take the faces of a photo for orphans whose document was lost", () => {
    const stores = { ...healthy(), kept: new Map<string, string>() };
    stores.bucket.delete("keep-faces/a.json");
    expect(kinds(stores)).toEqual(["missing document"]);
  });

  it("is a photo that failed by a fault", () => {
    expect(kinds({ ...healthy(), items: [item("FAILED")] })).toEqual(["failed photo"]);
  });
});
