// @ts-nocheck
import { Aws, Duration } from "aws-cdk-lib";
import { type IMetric, MathExpression, Metric, Stats } from "aws-cdk-lib/aws-cloudwatch";
import type { Queue } from "aws-cdk-lib/aws-sqs";

export const PERIOD = Duration.minutes(5);

/** Messages that wait. */
export function depthOf(queue: Queue): Metric {
  return queue.metricApproximateNumberOfMessagesVisible({ period: PERIOD, statistic: Stats.MAXIMUM });
}

/** Seconds that the first of them has waited. */
export function ageOf(queue: Queue): Metric {
  return queue.metricApproximateAgeOfOldestMessage({ period: PERIOD, statistic: Stats.MAXIMUM });
}

export function rekognition(metricName: string, operation: string): Metric {
  return new Metric({
    namespace: "AWS/Rekognition",
    metricName,
    dimensionsMap: { Operation: operation },
    statistic: Stats.SUM,
    period: PERIOD,
    label: `${operation} ${metricName}`,
    region: Aws.REGION,
  });
}

/** A metric without data in a period counts as 0, so that one silent part does not silence the sum. */
export function sum(label: string, metrics: IMetric[]): MathExpression {
  const usingMetrics = Object.fromEntries(metrics.map((metric, i) => [`m${label.length}x${i}`, metric]));
  const expression = Object.keys(usingMetrics)
    .map((id) => `FILL(${id}, 0)`)
    .join(" + ");
  return new MathExpression({ label, expression, usingMetrics, period: PERIOD });
}
