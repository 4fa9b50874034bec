// @ts-nocheck
import { embeddedMetrics, type MetricName } from "../core/metrics.ts";
import type { Photo } from "../core/photo-event.ts";
import type { PhotoOutcome } from "../core/photo-record.ts";
import { stackName } from "./environment.ts";

/**
 * Where lines go: straight to standard output. By `console` Lambda would wrap the line in JSON of its own, as text
 * nobody can query, and CloudWatch would see no metrics in it.
 */
export const output = { write: (line: string): unknown => process.stdout.write(line) };

type Level = "INFO" | "ERROR";

/** One line of JSON. Lambda filters by `level`, and takes it for a line of its own where `timestamp` is there too. */
export function writeLine(level: Level, fields: Record<string, unknown>): void {
  const timestamp = new Date().toISOString();
  output.write(`${JSON.stringify({ timestamp, level, ...fields })}\n`);
}

/** One JSON line per state. Ids and counts only: no names, boxes, landmarks or anything else that describes a face. */
export function log(state: string, photo: Photo, counts: Record<string, unknown>): void {
  writeLine("INFO", { state, execution: photo.execution, etag: photo.etag, ...counts });
}

export type Ending = PhotoOutcome | "SUPERSEDED";

const METRIC_OF: Record<Ending, MetricName> = {
  DONE: "Kept",
  REJECTED: "Rejected",
  DUPLICATE: "Duplicates",
  SUPERSEDED: "Superseded",
  FAILED: "Failed",
};

/** The line of a photo's last state, which CloudWatch counts. */
export function logEnd(
  state: string,
  photo: Photo,
  outcome: Ending,
  facts: Record<string, string | number>,
): void {
  const seconds = photo.uploadedAt === undefined ? undefined : (Date.now() - photo.uploadedAt) / 1000;
  const values = { [METRIC_OF[outcome]]: 1, ...(seconds !== undefined && { SecondsToDone: seconds }) };
  const by = outcome === "REJECTED" ? { Reason: `${facts.reason}` } : {};
  log(state, photo, { outcome, ...facts, ...embeddedMetrics(stackName, values, by) });
}
