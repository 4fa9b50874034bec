// @ts-nocheck
import { Duration } from "aws-cdk-lib";
import { MathExpression } from "aws-cdk-lib/aws-cloudwatch";
import type { Construct } from "constructs";
import { commandLine } from "../../core/command-line.ts";
import type { AlarmSpec } from "./alarms.ts";
import { PERIOD, sum } from "./metrics.ts";
import type { PipelineMetrics } from "./pipeline-metrics.ts";
import { shareAlarms } from "./share-alarms.ts";

/** A photo takes seconds; only one that meets throttling or another execution again and again takes this long. */
const SLOW = Duration.minutes(15);

/** The queue keeps photos for two weeks. */
const LONG_WAIT = Duration.days(1);

/** What wakes somebody up. */
export function pipelineAlarms(scope: Construct, metrics: PipelineMetrics): Record<string, AlarmSpec> {
  return {
    ExecutionsFailed: {
      metric: metrics.failed,
      description: `A photo met a fault, not a rejection. Once that is gone, ${commandLine("doctor")} --fix --paid starts it again.`,
    },
    ExecutionsTimedOut: {
      metric: metrics.timedOut,
      description: `A photo was not finished within the state machine's own limit. ${commandLine("doctor")} --fix --paid starts it again.`,
    },
    DeadLetters: {
      metric: metrics.deadLetters,
      description:
        "An uploaded photo could not be handed over, to the queue or to the state machine. Start it by a backfill.",
    },
    Throttles: {
      metric: sum("Throttles", metrics.throttles),
      description:
        "Rekognition or Lambda has throttled for a quarter of an hour. Lower rekognitionRate or ask for a higher quota.",
      periods: 3,
    },
    AdmissionStalled: {
      metric: new MathExpression({
        label: "Photos wait, and none starts",
        expression: "IF(FILL(waiting, 0) > 0 AND FILL(started, 0) == 0, 1, 0)",
        usingMetrics: { waiting: metrics.backlog, started: metrics.started },
        period: PERIOD,
      }),
      description:
        "Photos wait in the queue, and none has been let in for a quarter of an hour. Look at the log of the function Admit.",
      periods: 3,
    },
    OldestWaiting: {
      metric: metrics.oldest,
      threshold: LONG_WAIT.toSeconds(),
      description:
        "A photo has waited for its turn for a day: more come than the quota lets through. Ask for a higher one and raise rekognitionRate.",
    },
    ...shareAlarms(scope),
    // Step Functions has no metric for the age of what is still running. The longest of those that ended shows that
    // photos get slow; one that never ends is stopped by the state machine's limit, and then ExecutionsTimedOut tells.
    SlowPhotos: {
      metric: metrics.duration,
      threshold: SLOW.toMilliseconds(),
      description:
        "A photo took more than a quarter of an hour. Look for throttling, or for photos that wait for each other.",
    },
    OldestDeadLetter: {
      metric: new MathExpression({
        label: "Oldest dead letter, s",
        expression: "MAX([FILL(a, 0), FILL(b, 0)])",
        usingMetrics: metrics.oldestDeadLetters,
        period: PERIOD,
      }),
      threshold: Duration.days(7).toSeconds(),
      description: "A photo has waited among the dead letters for a week; after two it is forgotten.",
    },
    BackfillFailed: {
      metric: sum("Backfills", metrics.backfillsFailed),
      description:
        "A backfill ended early: more than 5 % of its photos did not get into the queue. Redrive it once the cause is gone.",
    },
  };
}
