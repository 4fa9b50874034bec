// @ts-nocheck
import { Duration } from "aws-cdk-lib";
import {
  type Alarm,
  AlarmStatusWidget,
  GraphWidget,
  type IMetric,
  type IWidget,
  MathExpression,
  SingleValueWidget,
  Stats,
  TextWidget,
} from "aws-cdk-lib/aws-cloudwatch";
import type { Construct } from "constructs";
import { PAID_CALL_USD } from "../../core/call-price.ts";
import { commandLine } from "../../core/command-line.ts";
import { REJECTIONS } from "../../core/errors.ts";
import { PERIOD } from "./metrics.ts";
import { ownMetric } from "./own-metrics.ts";

const DAY = Duration.days(1);

export interface Watched {
  alarms: Alarm[];
  /** Photos in the queue, and seconds that the first of them has waited. */
  backlog: IMetric;
  oldest: IMetric;
  /** Photos let in per second. */
  rate: number;
  duration: IMetric;
  deadLetters: IMetric;
  throttles: IMetric[];
  errors: IMetric[];
}

/** One page that answers, from the top: is it working, how far is it, what did it cost today. */
export function dashboardRows(scope: Construct, watched: Watched): IWidget[][] {
  return [...isItWorking(scope, watched), ...howFarIsIt(scope, watched), ...whatDidItCost(scope)];
}

function isItWorking(
  scope: Construct,
  { alarms, duration, deadLetters, throttles, errors }: Watched,
): IWidget[][] {
  const outcomes = (["Kept", "Rejected", "Duplicates", "Failed"] as const).map((name) =>
    ownMetric(scope, name, PERIOD),
  );
  const reasons = REJECTIONS.map((Reason) =>
    ownMetric(scope, "Rejected", PERIOD, { by: { Reason }, label: Reason }),
  );
  return [
    title("Is it working?"),
    [new AlarmStatusWidget({ title: "Alarms", alarms, width: 24, height: 3 })],
    [
      graph("Photos, by what became of them", outcomes),
      graph("Rejected, by reason", reasons),
      graph("Dead letters", [deadLetters]),
    ],
    [graph("Longest photo, ms", [duration]), graph("Throttles", throttles), graph("Function errors", errors)],
  ];
}

function howFarIsIt(scope: Construct, { backlog, oldest, rate }: Watched): IWidget[][] {
  const minutes = new MathExpression({
    label: "Minutes until the queue is empty, if no more come",
    expression: `FILL(waiting, 0) / ${rate * 60}`,
    usingMetrics: { waiting: backlog },
    period: PERIOD,
  });
  const seconds = [Stats.percentile(50), Stats.percentile(95)].map((statistic) =>
    ownMetric(scope, "SecondsToDone", PERIOD, { statistic, label: statistic }),
  );
  return [
    title("How far is it?"),
    [
      new SingleValueWidget({ title: "Now", metrics: [backlog, minutes], width: 8, height: 6 }),
      graph("Oldest photo in the queue, s", [oldest]),
      graph("Seconds from upload to done", seconds),
    ],
  ];
}

function whatDidItCost(scope: Construct): IWidget[][] {
  const paid = ownMetric(scope, "PaidCalls", DAY, { label: "Paid calls" });
  const dollars = new MathExpression({
    label: "Rekognition, $",
    expression: `FILL(paid, 0) * ${PAID_CALL_USD}`,
    usingMetrics: { paid },
    period: DAY,
  });
  const byOperation = ["DetectFaces", "IndexFaces"].map((Operation) =>
    ownMetric(scope, "PaidCalls", PERIOD, { by: { Operation }, label: Operation }),
  );
  const today = [dollars, paid, ownMetric(scope, "RefusedCalls", DAY), ownMetric(scope, "Kept", DAY)];
  return [
    title("What did it cost today?"),
    [
      new SingleValueWidget({ title: "Today (UTC)", metrics: today, width: 8, height: 6, start: "-P1D" }),
      graph("Paid calls", byOperation),
      graph("Refused calls (free)", [ownMetric(scope, "RefusedCalls", PERIOD)]),
    ],
    [
      new TextWidget({
        width: 24,
        height: 2,
        markdown: `Dollars at the list price of a month's first million calls, searches not counted. What comes on top (Step Functions, Lambda and others): \`${commandLine("plan")}\`.`,
      }),
    ],
  ];
}

const title = (text: string): IWidget[] => [new TextWidget({ width: 24, height: 1, markdown: `## ${text}` })];

function graph(name: string, left: IMetric[]): GraphWidget {
  return new GraphWidget({ title: name, left, width: 8, height: 6 });
}
