// @ts-nocheck
import { type Progress, startProgress } from "../terminal/progress.ts";
import type { SyncPhase } from "./sync-bucket.ts";

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
