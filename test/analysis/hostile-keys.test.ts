import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { expect, it } from "vitest";
import { findDrift } from "../../analysis/doctor/findings.ts";
import { readStores } from "../../analysis/doctor/read-stores.ts";
import { sync } from "../../analysis/sync/sync-bucket.ts";
import { rows, withDatabase } from "../../analysis/tables/database.ts";
import { waitForOutcomes } from "../../analysis/upload/wait-for-outcomes.ts";
import { withWorkplace } from "./helpers/pipeline.ts";

const photo = readFileSync(createRequire(import.meta.url).resolve("@vladmandic/face-api/demo/sample1.jpg"));

it("photos under keys that other clients write are rejected, synced, shown, and no drift", async () => {
  await withWorkplace({}, async ({ target, datas }) => {
    const names = ["/a.jpg", "../b.jpg", `${"long/".repeat(202)}a.jpg`];
    const sent = await Promise.all(
      names.map(async (name, i) => {
        const Body = Buffer.concat([photo, Buffer.from(`${i}`)]);
        const Key = `uploads/${name}`;
        const { ETag } = await target.s3.send(new PutObjectCommand({ Bucket: target.bucket, Key, Body }));
        return { photo: name, etag: ETag!.replaceAll('"', "") };
      }),
    );
    expect(await waitForOutcomes(target, sent)).toMatchObject({ left: [], failed: [] });
    const { refused, failed } = await sync(target, { datas });
    expect([refused, failed]).toEqual([[], []]);
    const shown = await withDatabase(join(datas, "faces.duckdb"), { readOnly: true }, (connection) =>
      rows(connection, "SELECT key, status, reason FROM photos"),
    );
    const expected = names.map((name) => ({
      key: `uploads/${name}`,
      status: "REJECTED",
      reason: "UnusableKeyError",
    }));
    expect(shown).toHaveLength(names.length);
    expect(shown).toEqual(expect.arrayContaining(expected));
    expect(findDrift(await readStores(target, datas))).toEqual([]);
  });
});
