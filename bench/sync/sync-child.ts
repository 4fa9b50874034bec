import { S3Client } from "@aws-sdk/client-s3";
import { type SyncPhase, sync } from "../../analysis/sync/sync-bucket.ts";

/**
 * `sync-child.ts ENDPOINT DATAS [compare]`: one sync in a process of its own, or only its comparison; prints when each
 * phase began, milliseconds, and what the process took.
 */
const [endpoint, datas, compare] = process.argv.slice(2);
if (!endpoint || !datas) throw new Error("Usage: sync-child.ts ENDPOINT FOLDER [compare]");
const credentials = { accessKeyId: "local", secretAccessKey: "local" };
const s3 = new S3Client({ region: "eu-west-1", endpoint, forcePathStyle: true, credentials });
const began: Partial<Record<SyncPhase, number>> = {};
const started = performance.now();
const { objects, failed, tables } = await sync(
  { s3, bucket: "lookalike" },
  {
    datas,
    dryRun: compare !== undefined,
    onProgress: (_done, _total, phase) => {
      began[phase] ??= Math.round(performance.now() - started);
    },
  },
);
const ended = Math.round(performance.now() - started);
const { user, system } = process.cpuUsage();
const cpuSeconds = (user + system) / 1e6;
const megabytes = process.resourceUsage().maxRSS / 1000;
const done = { objects, failed: failed.length, photos: tables?.photos };
console.log(JSON.stringify({ ...done, began, ended, cpuSeconds, megabytes }));
