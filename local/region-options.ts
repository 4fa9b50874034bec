import type { Deployment } from "./deployment/deployment.ts";
import type { Handlers } from "./pipeline-functions.ts";

export interface RegionOptions {
  /** Folder that keeps everything; made if missing. */
  state: string;
  /** Default 0: any that is free. */
  port?: number;
  /** Folder of recorded answers, which go before the models'. Remembered in the state. */
  replay?: string;
  /** Photos without a recorded answer are refused. */
  replayOnly?: boolean;
  /** ONNX file of a face descriptor of one's own, in place of the engine's. Remembered in the state. */
  descriptor?: string;
  /** Executions under way at once. Default: two more than there are cores. */
  concurrency?: number;
  /** More of the functions' environment: requirements, `REJECTED`, `ECONOMY`. */
  env?: Record<string, string>;
  /** Other code for the functions, such as what is deployed. */
  handlers?: Handlers;
  /** Who may do what, and what starts a photo. Default: as the template in `infra/` has it. */
  deployment?: Deployment;
  /** An image indexed again gets other FaceIds: Rekognition may do either. For tests. */
  freshFaceIds?: boolean;
  /** Start the models at once rather than at the first photo, while everything else is answered already. */
  warm?: boolean;
  log?: (line: string) => void;
}

export interface Region {
  endpoint: string;
  bucket: string;
  table: string;
  collection: string;
  stateMachineArn: string;
  backfillStateMachineArn: string;
  queueUrl: string;
  /** By which faces are kept (see `core/requirements.ts`). */
  rulesVersion: string;
  accountId: string;
  regionName: "eu-west-1";
  /** Ends it. Photos that are still processing go on at the next start. */
  close(): Promise<void>;
}
