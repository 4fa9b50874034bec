/** What was deployed, and where. */
export interface Names {
  kind: "local" | "aws";
  region: string;
  bucket: string;
  table: string;
  collection: string;
  stateMachineArn: string;
  /** Where photos wait to be let into the pipeline. */
  queueUrl: string;
  /** By which faces are kept (see `core/requirements.ts`). */
  rulesVersion: string;
  /** Where the pipeline may read photos: `uploads/`, `archive/`, `s3://bucket/prefix/`; earlier deployments do not tell. */
  sources?: readonly string[];
  /** The Distributed Map over an existing bucket; earlier deployments have none. */
  backfillStateMachineArn?: string;
  /** Deployed only: one paid call per photo instead of two. */
  economy?: boolean;
}
