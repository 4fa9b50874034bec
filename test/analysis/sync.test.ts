import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PutBucketVersioningCommand } from "@aws-sdk/client-s3";
import { beforeEach, describe, expect, test } from "vitest";
import { sync } from "../../analysis/sync/sync-bucket.ts";
import { rows, withDatabase } from "../../analysis/tables/database.ts";
import { photoDocuments } from "../../bench/synthetic-results.ts";
import { contents, temporaryFolder, withLoaded, write } from "./load-helpers.ts";
import { type Bucket, openBucket } from "./sync-helpers.ts";

let bucket: Bucket;
let datas: string;
beforeEach(async () => {
  bucket = await openBucket();
  datas = join(temporaryFolder(), "datas");
});

const putPhotos = async (count: number, first = 0) => {
  let objects = 0;
  for (let n = first; n < first + count; n++) {
    for (const [key, content] of photoDocuments(n)) {
      await bucket.put(key, content);
      objects++;
    }
  }
  return objects;
};
const files = () =>
  readdirSync(datas, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(join(datas, name)).isFile() && !name.startsWith("faces.duckdb"))
    .sort();
const gets = () => bucket.requests.filter((line) => line.startsWith("GET ") && !line.includes("list-type=2"));
const tables = (folder = datas) => withDatabase(join(folder, "faces.duckdb"), { readOnly: true }, contents);

describe("bringing what changed", () => {
  test("files and tables have what the bucket has, and a second sync fetches nothing", async () => {
    const objects = await putPhotos(30);
    await bucket.put("uploads/photo1.jpg", "not a result");
    const first = await sync(bucket, { datas });
    expect(first.objects).toMatchObject({ fetched: objects, removed: 0, unchanged: 0 });
    expect(first.tables).toMatchObject({ photos: 30, bad: [] });
    expect(files()).toHaveLength(objects);
    for (const [key, content] of photoDocuments(7)) {
      expect(readFileSync(join(datas, key))).toEqual(Buffer.from(content as string));
    }
    const before = gets().length;
    const second = await sync(bucket, { datas });
    expect(second.objects).toEqual({ fetched: 0, alreadyThere: 0, removed: 0, unchanged: objects, bytes: 0 });
    expect(second.tables!.files).toMatchObject({ new: 0, changed: 0, gone: 0 });
    expect(gets().length).toBe(before);
  });

  test("results of another bucket are replaced only where that is asked for", async () => {
    await putPhotos(3);
    await sync(bucket, { datas });
    const before = files();
    const other = await openBucket();
    for (const [key, content] of photoDocuments(7)) await other.put(key, content);
    await expect(sync(other, { datas })).rejects.toThrow(
      /^The bucket has none of the \d+ results in .*another --state or --target\. .*sync --replace makes the data folder/,
    );
    await expect(sync(await openBucket(), { datas })).rejects.toThrow(/^The bucket has none of the/);
    expect(files()).toEqual(before);
    const { objects, tables } = await sync(other, { datas, replace: true });
    expect([objects.removed, tables!.photos]).toEqual([before.length, 1]);
    // Sharing one with it is being the same one.
    await putPhotos(1, 7);
    expect((await sync(bucket, { datas })).tables!.photos).toBe(4);
  });

  test("a bucket that was emptied empties files and tables", async () => {
    await bucket.s3.send(
      new PutBucketVersioningCommand({
        Bucket: bucket.bucket,
        VersioningConfiguration: { Status: "Enabled" },
      }),
    );
    await putPhotos(1);
    await sync(bucket, { datas });
    for (const [key] of photoDocuments(0)) await bucket.remove(key);
    expect((await sync(bucket, { datas })).tables!.photos).toBe(0);
    expect(files()).toEqual([]);
  });

  test("only what is new, changed or gone is touched", async () => {
    await putPhotos(10);
    await sync(bucket, { datas });
    const before = gets().length;
    const old = files().length;
    await bucket.put("detect-faces/photo3.json", { FaceDetails: [] });
    await bucket.put("detect-faces/new.json", { FaceDetails: [] });
    await bucket.remove("photos/photo5.json");
    await bucket.remove("detect-faces/photo5.json");
    const { objects } = await sync(bucket, { datas });
    expect(objects).toMatchObject({ fetched: 2, removed: 2, unchanged: old - 3 });
    expect(gets().slice(before).sort()).toEqual([
      "GET /lookalike/detect-faces/new.json",
      "GET /lookalike/detect-faces/photo3.json",
    ]);
    expect(existsSync(join(datas, "photos/photo5.json"))).toBe(false);
    const fresh = join(temporaryFolder(), "datas");
    await sync(bucket, { datas: fresh });
    expect(await tables()).toEqual(await tables(fresh));
  });

  test("a same-sized change within the same second is noticed", async () => {
    await bucket.put("detect-faces/x.json", '{"FaceDetails":[]} ');
    await sync(bucket, { datas });
    await bucket.put("detect-faces/x.json", ' {"FaceDetails":[]}');
    const { objects, tables: loaded } = await sync(bucket, { datas });
    expect([objects.fetched, loaded!.files.changed]).toEqual([1, 1]);
    expect(readFileSync(join(datas, "detect-faces/x.json"), "utf8")).toBe(' {"FaceDetails":[]}');
  });

  test("a file that was lost or edited here comes back as it is in the bucket", async () => {
    await putPhotos(3);
    await sync(bucket, { datas });
    const before = await tables();
    rmSync(join(datas, "detect-faces/photo1.json"));
    writeFileSync(join(datas, "detect-faces/photo2.json"), '{"FaceDetails":[]}');
    const { objects } = await sync(bucket, { datas });
    expect(objects.fetched).toBe(2);
    expect(await tables()).toEqual(before);
  });

  test("when only the database is lost, it is made again without fetching", async () => {
    const objects = await putPhotos(5);
    await sync(bucket, { datas });
    const before = await tables();
    rmSync(join(datas, "faces.duckdb"));
    const again = await sync(bucket, { datas });
    expect(again.objects).toMatchObject({ fetched: 0, alreadyThere: objects });
    expect(await tables()).toEqual(before);
  });

  test("what the user put into the folder stays, and is loaded", async () => {
    write(datas, "detect-faces/own.json", { FaceDetails: [] });
    await putPhotos(2);
    const { tables: loaded } = await sync(bucket, { datas });
    expect(loaded!.photos).toBe(3);
    await sync(bucket, { datas });
    expect(existsSync(join(datas, "detect-faces/own.json"))).toBe(true);
  });

  test("a dry run says what would happen and changes nothing", async () => {
    const objects = await putPhotos(4);
    const empty = await sync(bucket, { datas, dryRun: true });
    expect(empty).toMatchObject({
      dryRun: true,
      objects: { fetched: objects, unchanged: 0 },
      tables: undefined,
    });
    expect(existsSync(datas)).toBe(false);
    await sync(bucket, { datas });
    const before = [files(), await tables()];
    await bucket.remove("photos/photo0.json");
    await bucket.put("photos/photo1.json", "{}");
    const changed = await sync(bucket, { datas, dryRun: true });
    expect(changed.objects).toMatchObject({ fetched: 1, removed: 1, unchanged: objects - 2 });
    expect([files(), await tables()]).toEqual(before);
  });

  test("another bucket's results are not mixed in, nor taken for deletions", async () => {
    await putPhotos(1);
    await sync(bucket, { datas });
    const before = files();
    await fetch(`${bucket.endpoint}/other`, { method: "PUT" });
    await expect(sync({ s3: bucket.s3, bucket: "other" }, { datas })).rejects.toThrow(
      / holds the results of the bucket lookalike, not of other/,
    );
    expect(files()).toEqual(before);
  });

  test("a bucket that is not there removes nothing", async () => {
    await putPhotos(1);
    await sync(bucket, { datas });
    const before = files();
    await expect(sync({ s3: bucket.s3, bucket: "missing" }, { datas })).rejects.toThrow(
      expect.objectContaining({ name: "NoSuchBucket" }),
    );
    expect(files()).toEqual(before);
  });
});

describe("keys", () => {
  test("paths that lead elsewhere are refused and reported; nothing is written outside the folder", async () => {
    const root = temporaryFolder();
    datas = join(root, "a/b/datas");
    const hostile = [
      "detect-faces/../../../x.json",
      "detect-faces//etc/x.json",
      "photos/./y.json",
      "photos/..",
    ];
    for (const key of hostile) await bucket.put(key, { FaceDetails: [] });
    await bucket.put("detect-faces/good.json", { FaceDetails: [] });
    const { refused, objects } = await sync(bucket, { datas });
    expect(refused.map(({ key }) => key).sort()).toEqual([...hostile].sort());
    expect(objects.fetched).toBe(1);
    expect(files()).toEqual(["detect-faces/good.json"]);
    expect(
      readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) => /[xy]\.json/.test(name)),
    ).toEqual([]);
  });

  test("control characters, quotes, HTML, Unicode forms, long names and a/b beside a arrive as they are", async () => {
    const names = [
      "a\u0001b\u001f",
      `'"<img src=x onerror=alert(1)>`,
      "\u00e9",
      "e\u0301",
      "A",
      "a",
      "a/b",
      "a+b c%20d",
      "x".repeat(1000),
      "trailing/",
      "日本/写真",
      "back\\slash",
    ];
    for (const name of names) await bucket.put(`detect-faces/${name}.json`, { FaceDetails: [] });
    const { tables: loaded, refused } = await sync(bucket, { datas });
    expect([refused, loaded!.photos, loaded!.bad]).toEqual([[], names.length, []]);
    const found = await withLoaded(join(datas, "faces.duckdb"), datas, ({ query }) =>
      query<{ name: string }>("SELECT name FROM photos"),
    );
    expect(found.map(({ name }) => name).sort()).toEqual([...names].sort());
    expect((await sync(bucket, { datas })).objects.unchanged).toBe(names.length);
  });
});

describe("trouble", () => {
  test("an object that fails at first is fetched after all", async () => {
    await putPhotos(3);
    const isDetect = (line = "") => line.includes("/detect-faces/");
    bucket.failWith(503, ({ url }) => isDetect(url), 2);
    bucket.failWith("hang up", ({ url }) => url!.includes("/photos/photo"), 1);
    const { failed, tables: loaded } = await sync(bucket, { datas });
    expect([failed, loaded!.photos]).toEqual([[], 3]);
  });

  test("an object that cannot be fetched is named, the others come, and the next sync tries again", async () => {
    const objects = await putPhotos(3);
    // Once for the plain request, once for the SDK's.
    bucket.failWith(403, ({ url }) => url!.startsWith("/lookalike/photos/photo1.json"), 2);
    const { failed, objects: done } = await sync(bucket, { datas });
    expect(failed).toEqual([{ key: "photos/photo1.json", problem: expect.any(String) }]);
    expect(done.fetched).toBe(objects - 1);
    const again = await sync(bucket, { datas });
    expect(again).toMatchObject({ failed: [], objects: { fetched: 1 } });
  });

  test("an object that is deleted between listing and reading is no failure", async () => {
    await putPhotos(2);
    bucket.failWith(404, ({ url }) => url === "/lookalike/photos/photo1.json");
    const { failed } = await sync(bucket, { datas });
    expect(failed).toEqual([]);
    expect(existsSync(join(datas, "photos/photo1.json"))).toBe(false);
    expect((await sync(bucket, { datas })).objects.fetched).toBe(1);
  });

  test("corrupt JSON in the bucket is named, the rest is loaded, and it is loaded once it is repaired", async () => {
    await putPhotos(3);
    await bucket.put("detect-faces/broken.json", "{");
    expect((await sync(bucket, { datas })).tables!.bad).toEqual([
      { path: "detect-faces/broken.json", problem: expect.stringContaining("not JSON") },
    ]);
    expect((await sync(bucket, { datas })).tables!.bad).toHaveLength(1);
    await bucket.put("detect-faces/broken.json", { FaceDetails: [] });
    expect((await sync(bucket, { datas })).tables).toMatchObject({ photos: 4, bad: [] });
  });
});

test("notes of what came from the bucket name bucket, key and ETag", async () => {
  await bucket.put("detect-faces/x y.json", { FaceDetails: [] });
  await sync(bucket, { datas });
  const noted = await withDatabase(join(datas, "faces.duckdb"), { readOnly: true }, (connection) =>
    rows(connection, "SELECT path, bucket, key, etag IS NOT NULL AS is_there FROM objects"),
  );
  expect(noted).toEqual([
    { path: "detect-faces/x y.json", bucket: "lookalike", key: "detect-faces/x y.json", is_there: true },
  ]);
});
