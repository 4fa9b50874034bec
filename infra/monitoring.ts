import { Aws, Duration } from "aws-cdk-lib";
import {
  Alarm,
  ComparisonOperator,
  Dashboard,
  type IMetric,
  MathExpression,
  Metric,
  Stats,
  TreatMissingData,
} from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { admissionsPerSecond } from "../core/admission.ts";
import { commandLine } from "../core/command-line.ts";
import type { MetricName } from "../core/metrics.ts";
import { acknowledge } from "./acknowledgements.ts";
import type { Admission } from "./admission.ts";
import type { Backfill } from "./backfill.ts";
import { dashboardRows } from "./dashboard.ts";
import type { Functions } from "./functions.ts";
import type { LookalikeOptions } from "./options.ts";
import { ownMetric, shareOf } from "./own-metrics.ts";
import type { PhotoQueue } from "./photo-queue.ts";
import type { Pipeline } from "./pipeline.ts";

const PERIOD = Duration.minutes(5);

/** A photo takes seconds; only one that meets throttling or another execution again and again takes this long. */
const SLOW = Duration.minutes(15);

/** The queue keeps photos for two weeks. */
const LONG_WAIT = Duration.days(1);

/** Shares of fewer photos than this say nothing. */
const LEAST_PHOTOS = 20;

export interface MonitoringProps {
  options: LookalikeOptions;
  waiting: PhotoQueue;
  admission: Admission;
  pipeline: Pipeline;
  functions: Functions;
  backfill: Backfill;
}

interface AlarmSpec {
  metric: IMetric;
  /** What it means and what to do, for the one who is woken by it. */
  description: string;
  threshold?: number;
  /** How many periods on end. */
  periods?: number;
}

/** What wakes somebody up, and one page to look at then. */
export class Monitoring extends Construct {
  constructor(scope: Construct, id: string, props: MonitoringProps) {
    super(scope, id);
    const { options, waiting, admission, pipeline, functions, backfill } = props;
    const { stateMachine, deadLetters } = pipeline;
    const lambdas = [...Object.values(functions.byName), admission.lambda];
    const executions = {
      failed: stateMachine.metricFailed({ period: PERIOD }),
      timedOut: stateMachine.metricTimedOut({ period: PERIOD }),
      aborted: stateMachine.metricAborted({ period: PERIOD }),
      succeeded: stateMachine.metricSucceeded({ period: PERIOD }),
      started: stateMachine.metricStarted({ period: PERIOD }),
    };
    const duration = stateMachine.metricTime({ period: PERIOD, statistic: Stats.MAXIMUM });
    const deadLetterCount = sum(
      "Dead letters",
      [deadLetters, waiting.deadLetters].map((queue) => depthOf(queue)),
    );
    const backlog = depthOf(waiting.queue);
    const oldest = ageOf(waiting.queue);
    const lambdaThrottles = sum(
      "Lambda throttles",
      lambdas.map((lambda) => lambda.metricThrottles({ period: PERIOD })),
    );
    const rekognitionThrottles = sum(
      "Rekognition throttles",
      ["DetectFaces", "IndexFaces"].map((operation) => rekognition("ThrottledCount", operation)),
    );

    const alarms = this.createAlarms(options.alarmEmail, {
      ExecutionsFailed: {
        metric: executions.failed,
        description: `A photo met a fault, not a rejection. Once that is gone, ${commandLine("doctor")} --fix --paid starts it again.`,
      },
      ExecutionsTimedOut: {
        metric: executions.timedOut,
        description: `A photo was not finished within the state machine's own limit. ${commandLine("doctor")} --fix --paid starts it again.`,
      },
      DeadLetters: {
        metric: deadLetterCount,
        description:
          "An uploaded photo could not be handed over, to the queue or to the state machine. Start it by a backfill.",
      },
      Throttles: {
        metric: sum("Throttles", [lambdaThrottles, rekognitionThrottles]),
        description:
          "Rekognition or Lambda has throttled for a quarter of an hour. Lower rekognitionRate or ask for a higher quota.",
        periods: 3,
      },
      AdmissionStalled: {
        metric: new MathExpression({
          label: "Photos wait, and none starts",
          expression: "IF(FILL(waiting, 0) > 0 AND FILL(started, 0) == 0, 1, 0)",
          usingMetrics: { waiting: backlog, started: executions.started },
          period: PERIOD,
        }),
        description:
          "Photos wait in the queue, and none has been let in for a quarter of an hour. Look at the log of the function Admit.",
        periods: 3,
      },
      OldestWaiting: {
        metric: oldest,
        threshold: LONG_WAIT.toSeconds(),
        description:
          "A photo has waited for its turn for a day: more come than the quota lets through. Ask for a higher one and raise rekognitionRate.",
      },
      ...this.rates(),
      // Step Functions has no metric for the age of what is still running. The longest of those that ended shows that
      // photos get slow; one that never ends is stopped by the state machine's limit, and then ExecutionsTimedOut tells.
      SlowPhotos: {
        metric: duration,
        threshold: SLOW.toMilliseconds(),
        description:
          "A photo took more than a quarter of an hour. Look for throttling, or for photos that wait for each other.",
      },
      OldestDeadLetter: {
        metric: new MathExpression({
          label: "Oldest dead letter, s",
          expression: "MAX([FILL(a, 0), FILL(b, 0)])",
          usingMetrics: { a: ageOf(deadLetters), b: ageOf(waiting.deadLetters) },
          period: PERIOD,
        }),
        threshold: Duration.days(7).toSeconds(),
        description: "A photo has waited among the dead letters for a week; after two it is forgotten.",
      },
      BackfillFailed: {
        metric: sum("Backfills", [
          backfill.stateMachine.metricFailed({ period: PERIOD }),
          backfill.stateMachine.metricTimedOut({ period: PERIOD }),
        ]),
        description:
          "A backfill ended early: more than 5 % of its photos did not get into the queue. Redrive it once the cause is gone.",
      },
    });

    const widgets = dashboardRows(this, {
      alarms,
      backlog,
      oldest,
      rate: admissionsPerSecond(options.rekognitionRate),
      duration,
      deadLetters: deadLetterCount,
      throttles: [lambdaThrottles, rekognitionThrottles],
      errors: lambdas.map((lambda) => lambda.metricErrors({ period: PERIOD })),
    });
    new Dashboard(this, "Dashboard", { widgets });
  }

  /** What is alarming as a share only: single photos are rejected, refused and fail now and then. */
  private rates(): Record<string, AlarmSpec> {
    const metric = (name: MetricName, period: Duration) => ownMetric(this, name, period);
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

  private createAlarms(email: string, specs: Record<string, AlarmSpec>): Alarm[] {
    const alarms = Object.entries(specs).map(
      ([name, { metric, description, threshold = 1, periods = 1 }]) =>
        new Alarm(this, name, {
          metric,
          alarmDescription: description,
          threshold,
          evaluationPeriods: periods,
          comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
          // No photos, no data, no trouble.
          treatMissingData: TreatMissingData.NOT_BREACHING,
        }),
    );
    if (email !== "") {
      const topic = new Topic(this, "Topic", { enforceSSL: true });
      topic.addSubscription(new EmailSubscription(email));
      // The topic has a policy of its own, for TLS, and with it alone not even the account's alarms may publish.
      topic.addToResourcePolicy(
        new PolicyStatement({
          principals: [new ServicePrincipal("cloudwatch.amazonaws.com")],
          actions: ["sns:Publish"],
          resources: [topic.topicArn],
          conditions: { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } },
        }),
      );
      acknowledge(
        topic,
        ["Serverless-SNSRedrivePolicy"],
        "A mail that cannot be delivered is no loss: the alarm stays on the dashboard until its cause is gone.",
      );
      for (const alarm of alarms) alarm.addAlarmAction(new SnsAction(topic));
    }
    return alarms;
  }
}

function depthOf(queue: Queue): Metric {
  return queue.metricApproximateNumberOfMessagesVisible({ period: PERIOD, statistic: Stats.MAXIMUM });
}

function ageOf(queue: Queue): Metric {
  return queue.metricApproximateAgeOfOldestMessage({ period: PERIOD, statistic: Stats.MAXIMUM });
}

function rekognition(metricName: string, operation: string): Metric {
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
function sum(label: string, metrics: IMetric[]): MathExpression {
  const usingMetrics = Object.fromEntries(metrics.map((metric, i) => [`m${label.length}x${i}`, metric]));
  const expression = Object.keys(usingMetrics)
    .map((id) => `FILL(${id}, 0)`)
    .join(" + ");
  return new MathExpression({ label, expression, usingMetrics, period: PERIOD });
}
