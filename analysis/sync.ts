import { sync } from "./sync/sync-bucket.ts";
import { syncProgress } from "./sync/sync-progress.ts";
import { syncText } from "./sync/sync-text.ts";
import { withTarget } from "./target/target.ts";
import { command } from "./terminal/command.ts";

command({
  usage: "[--datas DIR] [--replace] [--dry-run]",
  summary:
    "Brings the results from the bucket to files and to the database: only what changed. What was deleted from the bucket is deleted from both.",
  options: {
    replace: {
      type: "boolean",
      help: "replace the results of another --state or --target in the data folder",
    },
    "dry-run": { type: "boolean", help: "say what would be done, change nothing" },
  },
  async run({ datas, state, target, stack, replace, "dry-run": dryRun }) {
    const summary = await withTarget({ target, stack, state }, async (connected) => {
      const { onProgress, end } = syncProgress();
      try {
        return await sync(connected, { datas, dryRun, replace, onProgress });
      } finally {
        end();
      }
    });
    console.log(syncText(summary));
    const isWhole = summary.failed.length === 0 && !summary.tables?.bad.length;
    return isWhole ? 0 : 1;
  },
});
