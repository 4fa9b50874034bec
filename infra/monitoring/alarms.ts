import { Aws } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { Construct } from "constructs";
import { acknowledge } from "../acknowledgements.ts";

export interface AlarmSpec {
  metric: IMetric;
  /** What it means and what to do, for whoever gets the alarm. */
  description: string;
  threshold?: number;
  /** How many periods on end. */
  periods?: number;
}

/** The alarms, with a mail to `email` for each; nobody is told where that is empty. */
export function createAlarms(scope: Construct, email: string, specs: Record<string, AlarmSpec>): Alarm[] {
  const alarms = Object.entries(specs).map(
    ([name, { metric, description, threshold = 1, periods = 1 }]) =>
      new Alarm(scope, name, {
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
    const topic = new Topic(scope, "Topic", { enforceSSL: true });
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
