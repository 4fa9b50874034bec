import { Aws, CfnOutput, Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { UPLOADS } from "../core/key-layout.ts";
import { rulesVersion } from "../core/requirements.ts";
import { Admission } from "./admission.ts";
import { Backfill } from "./backfill.ts";
import type { FunctionCode } from "./bundle.ts";
import { Catalog } from "./catalog.ts";
import { Functions } from "./functions.ts";
import { Monitoring } from "./monitoring/monitoring.ts";
import type { LookalikeOptions } from "./options.ts";
import { PhotoQueue } from "./photo-queue.ts";
import { Pipeline } from "./pipeline.ts";
import { Storage } from "./storage.ts";

export interface LookalikeStackProps extends StackProps {
  options: LookalikeOptions;
  code: FunctionCode;
}

/** Everything that is deployed. The commands in `analysis/` find it by the outputs. */
export class LookalikeStack extends Stack {
  constructor(scope: Construct, id: string, { options, code, ...props }: LookalikeStackProps) {
    super(scope, id, { description: "Find the same face across thousands of photos", ...props });
    const storage = new Storage(this, "Storage", options);
    const waiting = new PhotoQueue(this, "Waiting");
    const functions = new Functions(this, "Functions", { options, code, storage, waiting });
    const pipeline = new Pipeline(this, "Pipeline", { options, storage, functions, waiting });
    const { stateMachine } = pipeline;
    const admission = new Admission(this, "Admission", { options, code, storage, waiting, stateMachine });
    const backfill = new Backfill(this, "Backfill", { options, storage, waiting });
    const catalog = new Catalog(this, "Catalog", { options, storage });
    new Monitoring(this, "Monitoring", { options, waiting, admission, pipeline, functions, backfill });

    const outputs = {
      Region: Aws.REGION,
      Bucket: storage.bucket.bucketName,
      Table: storage.table.tableName,
      Collection: storage.collectionId,
      StateMachineArn: pipeline.stateMachine.stateMachineArn,
      QueueUrl: waiting.queue.queueUrl,
      RulesVersion: rulesVersion(options),
      // Never empty, for CloudFormation takes no empty output.
      Sources: JSON.stringify([UPLOADS, ...options.sources]),
      BackfillStateMachineArn: backfill.stateMachine.stateMachineArn,
      Economy: `${options.economy}`,
      Workgroup: catalog.workgroup,
      GlueDatabase: catalog.database,
    };
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}
