import { S3Client } from "@aws-sdk/client-s3";
import { type SyncPhase, sync } from "../../analysis/sync/sync-bucket.ts";

/** `sync-child.ts ENDPOINT DATAS`: one sync in a process of its own; prints when each phase began, milliseconds. */
const [endpoint, datas] = process.argv.slice(2);
if (!endpoint || !datas) throw new Error("Usage: sync-child.ts ENDPOINT FOLDER");
const credentials = { accessKeyId: "local", secretAccessKey: "local" };
const s3 = new S3Client({ region: "eu-west-1", endpoint, forcePathStyle: true, credentials });
const began: Partial<Record<SyncPhase, number>> = {};
const started = performance.now();
const { objects, failed, tables } = await sync(
  { s3, bucket: "lookalike" },
  {
    datas,
    onProgress: (_done, _total, phase) => {
      began[phase] ??= Math.round(performance.now() - started);
    },
  },
);
const ended = Math.round(performance.now() - started);
console.log(JSON.stringify({ objects, failed: failed.length, photos: tables?.photos, began, ended }));
