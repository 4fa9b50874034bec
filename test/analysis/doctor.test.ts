import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import {
  CreateCollectionCommand,
  CreateUserCommand,
  DeleteFacesCommand,
  IndexFacesCommand,
} from "@aws-sdk/client-rekognition";
import { DeleteObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { DeleteCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { findDrift, type PhotoItemView, type Stores } from "../../analysis/doctor/findings.ts";
import { otherCollectionLines, otherCollections } from "../../analysis/doctor/other-collections.ts";
import { readStores } from "../../analysis/doctor/read-stores.ts";
import { isFree, repair } from "../../analysis/doctor/repair.ts";
import { rows, withDatabase } from "../../analysis/tables/database.ts";
import { putItem } from "../../core/table/photo-items.ts";
import { photoFolder } from "./helpers/photos.ts";
import { withWorkplace } from "./helpers/pipeline.ts";

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
  duplicates: [],
  kept: new Map([["face-a", "a.jpg"]]),
  database: new Set(["face-a"]),
  now: NOW,
});
const AGAIN = { fix: "start the photo again", key: "uploads/a.jpg" } as const;
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

  it("is not what a photo lacks that is still processing", () => {
    const stores = { ...healthy(), kept: new Map(), database: new Set<string>() };
    stores.items = [item("INDEXED", NOW / 1000 + 60)];
    expect(findDrift(stores)).toEqual([]);
  });

  it("is a kept face that the collection lost, with the price of indexing it again", () => {
    const stores = { ...healthy(), collection: new Map<string, string>() };
    expect(findDrift(stores)).toEqual([
      {
        kind: "missing face",
        where: "a.jpg face-a",
        fix: "index the photo again",
        key: "uploads/a.jpg",
        costs: { IndexFaces: 1 },
      },
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
    expect(findDrift(stores)).toEqual([{ kind: "stuck photo", where: "a.jpg", ...AGAIN, costs: {} }]);
    stores.bucket.delete("index-faces/a.json");
    // The answer can be restored as long as the collection has the faces.
    const costs = () => findDrift(stores).find(({ kind }) => kind === "stuck photo")!.costs;
    expect(costs()).toEqual({});
    stores.collection.clear();
    expect(costs()).toEqual({ IndexFaces: 1 });
    stores.bucket.delete("detect-faces/a.json");
    expect(costs()).toEqual({ DetectFaces: 1, IndexFaces: 1 });
  });

  it("has no way to start a photo again whose picture is gone", () => {
    const stores = { ...healthy(), items: [item("INDEXED")] };
    stores.bucket.delete("uploads/a.jpg");
    expect(findDrift(stores)).toEqual([{ kind: "stuck photo", where: "a.jpg" }]);
    stores.items = [item("CLAIMED")];
    expect(findDrift(stores)).toEqual([{ kind: "stuck photo", where: "a.jpg" }]);
    stores.items = [item("DONE")];
    expect(findDrift(stores)).toEqual([{ kind: "missing picture", where: "uploads/a.jpg" }]);
  });

  it("is a claim that nothing came of and whose picture is gone, to be deleted", () => {
    const stores = { ...healthy(), items: [item("CLAIMED")] };
    stores.bucket.clear();
    stores.collection.clear();
    stores.kept.clear();
    stores.database.clear();
    const stuck = { kind: "stuck photo", where: "a.jpg" };
    expect(findDrift(stores)).toEqual([{ ...stuck, fix: "delete the claim" }]);
    stores.items = [item("DETECTED")];
    expect(findDrift(stores)).toEqual([stuck]);
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

  it("is a database whose faces come from another place, which no repair may empty", () => {
    const empty = { ...healthy(), items: [], bucket: new Set<string>(), kept: new Map<string, string>() };
    const stores = { ...empty, collection: new Map<string, string>(), database: new Set(["f1", "f2"]) };
    expect(findDrift(stores)).toEqual([{ kind: "results from elsewhere", where: "2 faces" }]);
  });

  it("does not take the faces of a photo for orphans whose document was lost", () => {
    const stores = { ...healthy(), kept: new Map<string, string>() };
    stores.bucket.delete("keep-faces/a.json");
    expect(kinds(stores)).toEqual(["missing document"]);
  });

  it("is a duplicate whose original is no more, and none whose original is there or still processing", () => {
    const duplicate = { key: "uploads/copy.jpg", etag: "etag-a" };
    const stores = healthy();
    stores.bucket.add("uploads/copy.jpg").add("photos/copy.json");
    for (const status of ["DONE", "CLAIMED"]) {
      expect(kinds({ ...stores, items: [item(status)], duplicates: [duplicate] })).not.toContain(
        "lost duplicate",
      );
    }
    expect(findDrift({ ...stores, duplicates: [{ ...duplicate, etag: "gone" }] })).toEqual([
      {
        kind: "lost duplicate",
        where: "uploads/copy.jpg",
        fix: "start the photo again",
        key: "uploads/copy.jpg",
        costs: { DetectFaces: 1, IndexFaces: 1 },
      },
    ]);
  });

  it("is a photo that failed by a fault", () => {
    expect(kinds({ ...healthy(), items: [item("FAILED")] })).toEqual(["failed photo"]);
  });
});

describe("repairing", () => {
  it("indexes a photo again whose face the collection lost, once it may pay", async () => {
    const { folder, remove } = await photoFolder({ "one.jpg": { sample: 2 } });
    await withWorkplace({}, async ({ target, datas, analyse }) => {
      await analyse(folder);
      const whole = await readStores(target, datas);
      const [lost] = whole.collection.keys();
      await target.rekognition.send(
        new DeleteFacesCommand({ CollectionId: target.collection, FaceIds: [lost!] }),
      );
      const stores = await readStores(target, datas);
      const findings = findDrift(stores);
      expect(findings.map(({ kind }) => kind)).toEqual(["missing face"]);
      expect(findings.filter(isFree)).toEqual([]);
      await repair(target, findings, { datas, stores });
      const after = await readStores(target, datas);
      expect(findDrift(after)).toEqual([]);
      expect(after.collection.size).toBe(whole.collection.size);

      expect(await otherCollections(target)).toEqual([]);
      const CollectionId = "archive";
      await target.rekognition.send(new CreateCollectionCommand({ CollectionId }));
      const Image = { S3Object: { Bucket: target.bucket, Name: "uploads/one.jpg" } };
      await target.rekognition.send(new IndexFacesCommand({ CollectionId, Image }));
      const [other] = (await otherCollections(target))!;
      expect(other).toEqual({ id: "archive", faces: 2, users: 0, usdPerMonth: 0.00002 });
      expect(otherCollectionLines([other!]).at(-1)).toBe("  archive: 2 faces, under $0.01 a month");
      await target.rekognition.send(new CreateUserCommand({ CollectionId, UserId: "anna" }));
      const [withUser] = (await otherCollections(target))!;
      expect(withUser!.usdPerMonth).toBeCloseTo(0.00003);
      expect(otherCollectionLines([withUser!]).at(-1)).toBe(
        "  archive: 2 faces, 1 user, under $0.01 a month",
      );
    });
    await remove();
  });

  it("gives photos back what they lack, and pays for nothing that is saved", async () => {
    const { folder, remove } = await photoFolder({ "one.jpg": { sample: 1 }, "two.jpg": { sample: 2 } });
    await withWorkplace({}, async ({ target, datas, analyse }) => {
      await analyse(folder);
      const whole = await readStores(target, datas);
      expect(findDrift(whole)).toEqual([]);
      const lost = [[...whole.bucket].find((key) => key.startsWith("thumbnails/"))!];
      lost.push("index-faces/two.json", "keep-faces/two.json", "photos/two.json");
      for (const Key of lost) await target.s3.send(new DeleteObjectCommand({ Bucket: target.bucket, Key }));
      // Claimed, and its picture was removed before anything came of it.
      const gone = { Photo: "gone.jpg", Name: "gone", Key: "uploads/gone.jpg" };
      await putItem(target, { Etag: "gone", ...gone, Status: "CLAIMED", Owner: "nobody", LeaseUntil: 1 });

      const stores = await readStores(target, datas);
      const findings = findDrift(stores);
      const repaired = await repair(target, findings.filter(isFree), { datas, stores });
      expect(repaired).toEqual(findings);
      expect(findings.map(({ fix }) => fix)).toContain("delete the claim");
      const after = await readStores(target, datas);
      expect(findDrift(after)).toEqual([]);
      expect([...after.bucket].sort()).toEqual([...whole.bucket].sort());
      expect(after.collection).toEqual(whole.collection);
      const spent = await withDatabase(join(datas, "faces.duckdb"), { readOnly: true }, (connection) =>
        rows(
          connection,
          "SELECT operation, sum(calls)::INTEGER AS calls FROM api_calls GROUP BY ALL ORDER BY ALL",
        ),
      );
      expect(spent).toEqual([
        { operation: "DetectFaces", calls: 2 },
        { operation: "IndexFaces", calls: 2 },
      ]);
    });
    await remove();
  });

  it("says of a photo that failed again, and of a duplicate that has its faces now, what is so", async () => {
    const { folder, remove } = await photoFolder({ "bad.jpg": { sample: 1 }, "one.jpg": { sample: 2 } });
    await withWorkplace({}, async ({ target, datas, analyse, sync }) => {
      await copyFile(join(folder, "one.jpg"), join(folder, "two.jpg"));
      await analyse(folder);
      const { s3, bucket: Bucket, dynamodb, table: TableName } = target;
      const whole = await readStores(target, datas);
      expect(whole.duplicates).toHaveLength(1);
      const etagOf = (name: string) => whole.items.find((each) => each.name === name)!;
      // An answer that nobody can read fails the photo whenever it is started.
      const bad = etagOf("bad");
      const Metadata = { etag: bad.etag };
      await s3.send(new PutObjectCommand({ Bucket, Key: "detect-faces/bad.json", Body: "{", Metadata }));
      await dynamodb.send(
        new UpdateCommand({
          TableName,
          Key: { Etag: bad.etag },
          UpdateExpression: "SET #status = :failed",
          ExpressionAttributeNames: { "#status": "Status" },
          ExpressionAttributeValues: { ":failed": "FAILED" },
        }),
      );
      // The duplicate's original is gone, and with it the faces.
      const [duplicate] = whole.duplicates;
      const original = whole.items.find(({ etag }) => etag === duplicate!.etag)!;
      await dynamodb.send(new DeleteCommand({ TableName, Key: { Etag: original.etag } }));
      await s3.send(new DeleteObjectCommand({ Bucket, Key: original.key }));
      for (const kind of ["detect", "index", "keep"]) {
        await s3.send(new DeleteObjectCommand({ Bucket, Key: `${kind}-faces/${original.name}.json` }));
      }
      await s3.send(new DeleteObjectCommand({ Bucket, Key: `photos/${original.name}.json` }));
      await sync();

      const stores = await readStores(target, datas);
      const findings = findDrift(stores).filter(({ kind }) => /^(failed photo|lost duplicate)$/.test(kind));
      expect(findings.map(({ kind }) => kind).sort()).toEqual(["failed photo", "lost duplicate"]);
      const repaired = await repair(target, findings, { datas, stores });
      expect(repaired.map(({ kind }) => kind)).toEqual(["lost duplicate"]);
      const after = await readStores(target, datas);
      expect(after.items.find(({ etag }) => etag === duplicate!.etag)).toMatchObject({ status: "DONE" });
    });
    await remove();
  });
});
