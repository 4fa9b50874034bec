import { readFile } from "node:fs/promises";
import { S3Client } from "@aws-sdk/client-s3";
import { SQSClient } from "@aws-sdk/client-sqs";
import { MESSAGE_GROUP } from "../core/admission.ts";
import { BACKFILL, NAME, queueUrl, REGION, stateMachineArn } from "./common/names.ts";
import type { Deployment } from "./deployment/deployment.ts";
import { type Callers, inRole } from "./iam/caller.ts";
import { INTEGRATIONS } from "./step-functions/integrations.ts";
import { readJsonataDefinition } from "./step-functions/jsonata/definition.ts";

const ASL = new URL("../infra/backfill.asl.json", import.meta.url);

export interface BackfillOptions {
  deployment: Deployment;
  callers: Callers;
  endpoint(): string;
  /** Called with each call that the role does not allow. */
  log(line: string): void;
}

/** The deployed backfill: its state machine, and clients with the rights of its role. */
export async function deployedBackfill({ deployment, callers, endpoint, log }: BackfillOptions) {
  const definition = readJsonataDefinition(
    await readFile(ASL, "utf8"),
    { Bucket: NAME, QueueUrl: queueUrl(`https://sqs.${REGION}.amazonaws.com`), MessageGroup: MESSAGE_GROUP },
    INTEGRATIONS,
  );
  const caller = inRole(deployment.roleOfStateMachine(stateMachineArn(BACKFILL)), BACKFILL, log);
  const credentials = callers.issue(caller);
  let clients: { s3: S3Client; sqs: SQSClient } | undefined;
  return {
    definition,
    caller,
    clients() {
      // The state machine's own Retry is patient enough.
      const config = { endpoint: endpoint(), region: REGION, credentials, maxAttempts: 1 };
      clients ??= {
        s3: new S3Client({ ...config, forcePathStyle: true }),
        sqs: new SQSClient({ ...config, useQueueUrlAsEndpoint: false }),
      };
      return clients;
    },
    close() {
      clients?.s3.destroy();
      clients?.sqs.destroy();
    },
  };
}
