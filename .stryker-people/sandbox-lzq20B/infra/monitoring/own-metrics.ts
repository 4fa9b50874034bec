// @ts-nocheck
import { type Duration, Stack } from "aws-cdk-lib";
import { MathExpression, Metric, Stats } from "aws-cdk-lib/aws-cloudwatch";
import type { Construct } from "constructs";
import { METRICS_NAMESPACE, type MetricName, STACK_DIMENSION } from "../../core/metrics.ts";

/** A metric that this stack's functions write into their logs. */
export function ownMetric(
  scope: Construct,
  metricName: MetricName,
  period: Duration,
  { by = {}, label = metricName, statistic = Stats.SUM }: OwnMetricOptions = {},
): Metric {
  return new Metric({
    namespace: METRICS_NAMESPACE,
    metricName,
    dimensionsMap: { [STACK_DIMENSION]: Stack.of(scope).stackName, ...by },
    statistic,
    period,
    label,
  });
}

interface OwnMetricOptions {
  /** One more dimension. */
  by?: Record<string, string>;
  label?: string;
  statistic?: string;
}

/** Per cent of `part` in it and `rest`; 0 where both together are fewer than `least`, which would say nothing. */
export function shareOf(part: Metric, rest: Metric[], least: number, label: string, period: Duration) {
  const others = rest.map((_, i) => `FILL(rest${i}, 0)`);
  const all = ["FILL(part, 0)", ...others].join(" + ");
  return new MathExpression({
    label,
    expression: `IF(${all} >= ${least}, 100 * FILL(part, 0) / (${all}), 0)`,
    usingMetrics: { part, ...Object.fromEntries(rest.map((metric, i) => [`rest${i}`, metric])) },
    period,
  });
}
