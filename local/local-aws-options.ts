import type { LocalAwsError } from "./common/local-aws-error.ts";
import type { Deployment } from "./deployment/deployment.ts";
import type { Handlers } from "./pipeline-functions.ts";

export interface LocalAwsOptions {
  /** Folder that keeps everything; made if missing. */
  state: string;
  /** Default 0: any that is free. */
  port?: number;
  /** Folder of recorded answers, preferred to the models'. Kept in the state folder for the next start. */
  replay?: string;
  /** Photos without a recorded answer are refused. */
  replayOnly?: boolean;
  /** ONNX file of a face network to use instead of the engine's. Kept in the state folder for the next start. */
  descriptor?: string;
  /** Executions under way at once. Default: two more than there are cores. */
  concurrency?: number;
  /** More of the functions' environment: requirements, `REJECTED`, `ECONOMY`. */
  env?: Record<string, string>;
  /** Other code for the functions, such as what is deployed. */
  handlers?: Handlers;
  /** Permissions, and the rule that starts the pipeline. Default: those of the template in `infra/`. */
  deployment?: Deployment;
  /** An image indexed again gets other FaceIds: Rekognition may do either. For tests. */
  freshFaceIds?: boolean;
  /** Start the models at once rather than at the first photo, while everything else is answered already. */
  warm?: boolean;
  /** The models cannot be started: no photo can be analysed by them. */
  onModelsFailed?: (error: LocalAwsError) => void;
  log?: (line: string) => void;
}

export interface LocalAws {
  endpoint: string;
  bucket: string;
  table: string;
  collection: string;
  stateMachineArn: string;
  backfillStateMachineArn: string;
  queueUrl: string;
  /** The rules version by which faces are kept (see `core/requirements.ts`). */
  rulesVersion: string;
  /** Where the functions may read photos (see {@link Deployment.sources}). */
  sources: readonly string[];
  accountId: string;
  regionName: "eu-west-1";
  /** Stops it. Photos that are still processing continue at the next start. */
  close(): Promise<void>;
}
