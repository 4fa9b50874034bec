// @ts-nocheck
import { shown, summaryText } from "../tables/load/summary.ts";
import type { SyncSummary } from "./sync-bucket.ts";

const LISTED = 20;

/** The summary as lines of text. */
export function syncText({ objects, refused, failed, tables, dryRun }: SyncSummary): string {
  const { fetched, alreadyThere, removed, unchanged, bytes } = objects;
  const would = dryRun ? "would be " : "";
  const there = alreadyThere > 0 ? `, ${alreadyThere} already there` : "";
  const lines = [
    `objects: ${fetched} ${would}fetched (${megabytes(bytes)})${there}, ${removed} ${would}removed, ${unchanged} unchanged`,
    ...refused.slice(0, LISTED).map(({ key, reason }) => `refused, it is ${reason}: ${shown(key)}`),
    ...more(refused.length),
    ...failed
      .slice(0, LISTED)
      .map(({ key, problem }) => `failed, tried again next time: ${shown(key)}: ${problem}`),
    ...more(failed.length),
  ];
  return [...lines, ...(tables ? [summaryText(tables)] : [])].join("\n");
}

const more = (count: number) => (count > LISTED ? [`… and ${count - LISTED} more`] : []);

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
