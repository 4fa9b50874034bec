import { Duration } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { MetricName } from "../../core/metrics.ts";
import type { AlarmSpec } from "./alarms.ts";
import { PERIOD } from "./metrics.ts";
import { ownMetric, shareOf } from "./own-metrics.ts";

/** Shares of fewer photos than this say nothing. */
const LEAST_PHOTOS = 20;

/** Alarms on shares, not counts: single photos are rejected, refused or fail now and then. */
export function shareAlarms(scope: Construct): Record<string, AlarmSpec> {
  const metric = (name: MetricName, period: Duration) => ownMetric(scope, name, period);
  const hour = Duration.hours(1);
  const quarter = Duration.minutes(15);
  return {
    AllRejected: {
      metric: shareOf(
        metric("Rejected", hour),
        [metric("Kept", hour), metric("Failed", hour)],
        LEAST_PHOTOS,
        "Rejected, %",
        hour,
      ),
      threshold: 100,
      description:
        "Every photo of an hour was rejected. Look at the reasons on the dashboard: the requirements may be too strict, or these are no photos of faces.",
    },
    FailureRate: {
      metric: shareOf(
        metric("Failed", quarter),
        [metric("Kept", quarter), metric("Rejected", quarter)],
        LEAST_PHOTOS,
        "Failed, %",
        quarter,
      ),
      threshold: 5,
      description:
        "One photo in twenty fails: not the photos are to blame. Look at the log of ErrorDetected.",
    },
    RefusedRate: {
      metric: shareOf(
        metric("RefusedCalls", PERIOD),
        [metric("PaidCalls", PERIOD)],
        LEAST_PHOTOS,
        "Refused calls, %",
        PERIOD,
      ),
      threshold: 5,
      periods: 3,
      description:
        "Rekognition has refused one call in twenty for a quarter of an hour. Lower rekognitionRate, or look for others who use the same quota.",
    },
  };
}
