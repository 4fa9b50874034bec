/** The metrics that the functions write to CloudWatch and that dashboard and alarms read, named here only. */
export const METRICS_NAMESPACE = "Lookalike";

/** Every metric has it; two stacks of an account are never added up. */
export const STACK_DIMENSION = "Stack";

/** By name the unit, in CloudWatch's words. */
export const METRICS = {
  Kept: "Count",
  /** Also by `Reason`. */
  Rejected: "Count",
  Duplicates: "Count",
  /** Ended because another execution or a newer photo took its place. */
  Superseded: "Count",
  Failed: "Count",
  /** Calls that Rekognition answered and charges; also by `Operation`. */
  PaidCalls: "Count",
  /** Paid calls that Rekognition did not carry out, throttled mostly; also by `Operation`. Nothing is charged. */
  RefusedCalls: "Count",
  /** From the upload until the photo was processed, whatever came of it. */
  SecondsToDone: "Seconds",
} as const satisfies Record<string, "Count" | "Seconds">;
export type MetricName = keyof typeof METRICS;

/**
 * CloudWatch's embedded metric format: put into a line of the log, it makes metrics of the line's own fields. `by` is
 * one more dimension: what is counted is counted with it, and without it.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function embeddedMetrics(
  stack: string,
  values: Partial<Record<MetricName, number>>,
  by: Record<string, string> = {},
): Record<string, unknown> {
  const names = Object.keys(values) as MetricName[];
  const directive = (Dimensions: string[][], included: MetricName[]) => ({
    Namespace: METRICS_NAMESPACE,
    Dimensions,
    Metrics: included.map((Name) => ({ Name, Unit: METRICS[Name] })),
  });
  const counts = names.filter((name) => METRICS[name] === "Count");
  const CloudWatchMetrics = [
    directive([[STACK_DIMENSION]], names),
    ...(Object.keys(by).length > 0 ? [directive([[STACK_DIMENSION, ...Object.keys(by)]], counts)] : []),
  ];
  return { _aws: { Timestamp: Date.now(), CloudWatchMetrics }, [STACK_DIMENSION]: stack, ...by, ...values };
}
