import { REJECTIONS } from "../../core/errors.ts";
import { METRICS } from "../../core/metrics.ts";
import type { Prices } from "./prices.ts";

export interface CostLine {
  what: string;
  units: number;
  usd: number;
}

export const sumOf = (lines: CostLine[]) => lines.reduce((sum, { usd }) => sum + usd, 0);

/** Metrics in the alarms of a deployment; a test counts them in the template. */
export const ALARM_METRICS = 27;

/** Lambda asks an empty queue about every four seconds. */
const IDLE_REQUESTS = 650_000;

/** What a deployment costs each month, whether or not a photo comes. */
export function fixedCosts(price: Prices): CostLine[] {
  return [
    { what: "Alarms, metrics", units: ALARM_METRICS, usd: ALARM_METRICS * price.alarmMetricMonth },
    { what: "Dashboard", units: 1, usd: price.dashboardMonth },
    { what: "Idle queue, requests", units: IDLE_REQUESTS, usd: IDLE_REQUESTS * price.sqsFifoRequest },
    // Only in the hours in which photos come.
    { what: "Own metrics, at most", units: OWN_METRICS, usd: OWN_METRICS * price.metricMonth },
  ];
}

/** Each name once, and rejections by reason, paid and refused calls by operation. */
const OWN_METRICS = Object.keys(METRICS).length + REJECTIONS.length + 2 * 2;
