// @ts-nocheck
import { type IMetric, Stats } from "aws-cdk-lib/aws-cloudwatch";
import type { Admission } from "../admission.ts";
import type { Backfill } from "../backfill.ts";
import type { Functions } from "../functions.ts";
import type { LookalikeOptions } from "../options.ts";
import type { PhotoQueue } from "../photo-queue.ts";
import type { Pipeline } from "../pipeline.ts";
import { ageOf, depthOf, PERIOD, rekognition, sum } from "./metrics.ts";

export interface MonitoringProps {
  options: LookalikeOptions;
  waiting: PhotoQueue;
  admission: Admission;
  pipeline: Pipeline;
  functions: Functions;
  backfill: Backfill;
}

export type PipelineMetrics = ReturnType<typeof pipelineMetrics>;

/** What the services themselves measure of the pipeline. */
export function pipelineMetrics({ waiting, admission, pipeline, functions, backfill }: MonitoringProps) {
  const { stateMachine, deadLetters } = pipeline;
  const lambdas = [...Object.values(functions.byName), admission.lambda];
  const throttles: IMetric[] = [
    sum(
      "Lambda throttles",
      lambdas.map((lambda) => lambda.metricThrottles({ period: PERIOD })),
    ),
    sum(
      "Rekognition throttles",
      ["DetectFaces", "IndexFaces"].map((operation) => rekognition("ThrottledCount", operation)),
    ),
  ];
  return {
    failed: stateMachine.metricFailed({ period: PERIOD }),
    timedOut: stateMachine.metricTimedOut({ period: PERIOD }),
    started: stateMachine.metricStarted({ period: PERIOD }),
    duration: stateMachine.metricTime({ period: PERIOD, statistic: Stats.MAXIMUM }),
    deadLetters: sum("Dead letters", [deadLetters, waiting.deadLetters].map(depthOf)),
    oldestDeadLetters: { a: ageOf(deadLetters), b: ageOf(waiting.deadLetters) },
    backlog: depthOf(waiting.queue),
    oldest: ageOf(waiting.queue),
    throttles,
    errors: lambdas.map((lambda) => lambda.metricErrors({ period: PERIOD })),
    backfillsFailed: [
      backfill.stateMachine.metricFailed({ period: PERIOD }),
      backfill.stateMachine.metricTimedOut({ period: PERIOD }),
    ],
  };
}
