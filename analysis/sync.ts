import { COMMON_OPTIONS, command } from "./command.ts";
import { type Progress, startProgress } from "./progress.ts";
import { type SyncPhase, sync } from "./sync/sync-bucket.ts";
import { syncText } from "./sync/sync-text.ts";
import { withTarget } from "./target.ts";

export { type SyncOptions, type SyncPhase, type SyncSummary, sync } from "./sync/sync-bucket.ts";

/** One bar after the other, for the phases of a sync. */
export function syncProgress(): {
  onProgress: (done: number, total: number, phase: SyncPhase) => void;
  end(): void;
} {
  let current: { phase: SyncPhase; bar: Progress } | undefined;
  return {
    onProgress(done, total, phase) {
      if (current?.phase !== phase) {
        current?.bar.end();
        current = { phase, bar: startProgress(phase, total) };
      }
      current.bar.update(done, total || done);
    },
    end: () => current?.bar.end(),
  };
}

await command(import.meta.url, {
  usage: "[--datas DIR] [--dry-run]",
  summary:
    "Brings the results from the bucket to files and to the database: only what changed. What is gone from the bucket goes from both.",
  options: {
    ...COMMON_OPTIONS,
    "dry-run": { type: "boolean", help: "say what would be done, change nothing" },
  },
  async run({ datas, state, target, "dry-run": dryRun }) {
    const summary = await withTarget({ target, state }, async (connected) => {
      const { onProgress, end } = syncProgress();
      try {
        return await sync(connected, { datas, dryRun, onProgress });
      } finally {
        end();
      }
    });
    console.log(syncText(summary));
    const isWhole = summary.failed.length === 0 && !summary.tables?.bad.length;
    return isWhole ? 0 : 1;
  },
});
