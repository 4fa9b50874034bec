// @ts-nocheck
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetObjectCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
import { expect, it } from "vitest";
import { uploadExport } from "../../analysis/export/upload-export.ts";
import { withWorkplace } from "./helpers/pipeline.ts";
import { runCommand, write } from "./load-helpers.ts";

const TABLES = [{ table: "faces" }, { table: "photos" }];

it("an export in the bucket is replaced by the next, and what is the same is not sent again", async () => {
  const folder = mkdtempSync(join(tmpdir(), "export-"));
  await withWorkplace({}, async ({ target }) => {
    const { s3, bucket: Bucket } = target;
    const keys = async () => {
      const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: "exports/" }));
      return Contents.map(({ Key }) => Key);
    };
    const put = (day: string, table: string, text: string) => {
      write(folder, `${table}/ingest_date=${day}/data.parquet`, "");
      writeFileSync(join(folder, table, `ingest_date=${day}`, "data.parquet"), text);
    };
    put("2026-01-01", "faces", "one");
    put("2026-01-02", "faces", "two");
    put("2026-01-01", "photos", "three");
    put("2026-01-01", "notes", "no table");
    expect(await uploadExport(target, folder, TABLES)).toEqual({ sent: 3, unchanged: 0, deleted: 0 });

    put("2026-01-01", "faces", "another one");
    rmSync(join(folder, "faces/ingest_date=2026-01-02"), { recursive: true });
    expect(await uploadExport(target, folder, TABLES)).toEqual({ sent: 1, unchanged: 1, deleted: 1 });
    expect(await keys()).toEqual([
      "exports/faces/ingest_date=2026-01-01/data.parquet",
      "exports/photos/ingest_date=2026-01-01/data.parquet",
    ]);
    const { Body } = await s3.send(
      new GetObjectCommand({ Bucket, Key: "exports/faces/ingest_date=2026-01-01/data.parquet" }),
    );
    expect(await Body?.transformToString()).toBe(
      readFileSync(join(folder, "faces/ingest_date=2026-01-01/data.parquet"), "utf8"),
    );
  });
  rmSync(folder, { recursive: true });
});

it("CSV is not what Athena reads, and is refused before anything is written", () => {
  const { status, stderr } = runCommand("analysis/export.ts", "nowhere", "--format", "csv", "--upload");
  expect(status).toBe(2);
  expect(stderr).toContain("--upload takes --format parquet only, not csv");
});
