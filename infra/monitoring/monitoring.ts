import { Dashboard } from "aws-cdk-lib/aws-cloudwatch";
import { Construct } from "constructs";
import { admissionsPerSecond } from "../../core/admission.ts";
import { createAlarms } from "./alarms.ts";
import { dashboardRows } from "./dashboard.ts";
import { pipelineAlarms } from "./pipeline-alarms.ts";
import { type MonitoringProps, pipelineMetrics } from "./pipeline-metrics.ts";

/** The alarms, and one page to look at when one goes off. */
export class Monitoring extends Construct {
  constructor(scope: Construct, id: string, props: MonitoringProps) {
    super(scope, id);
    const { alarmEmail, rekognitionRate } = props.options;
    const metrics = pipelineMetrics(props);
    const alarms = createAlarms(this, alarmEmail, pipelineAlarms(this, metrics));
    const rate = admissionsPerSecond(rekognitionRate);
    new Dashboard(this, "Dashboard", { widgets: dashboardRows(this, { ...metrics, alarms, rate }) });
  }
}
