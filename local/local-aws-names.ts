import { DEFAULT_REQUIREMENTS, rulesVersion } from "../core/requirements.ts";
import { ACCOUNT, BACKFILL, NAME, queueUrl, REGION, stateMachineArn } from "./common/names.ts";
import type { Deployment } from "./deployment/deployment.ts";
import type { LocalAws, LocalAwsOptions } from "./local-aws-options.ts";

/** The names and addresses that a running local AWS tells other programs. */
export const localAwsNames = (
  endpoint: string,
  { sources }: Pick<Deployment, "sources">,
  env: LocalAwsOptions["env"] = {},
): Omit<LocalAws, "close"> => ({
  endpoint,
  bucket: NAME,
  table: NAME,
  collection: NAME,
  stateMachineArn: stateMachineArn(),
  backfillStateMachineArn: stateMachineArn(BACKFILL),
  queueUrl: queueUrl(endpoint),
  rulesVersion: rulesVersion({
    minAge: Number(env.MIN_AGE ?? DEFAULT_REQUIREMENTS.minAge),
    minBrightness: Number(env.MIN_BRIGHTNESS ?? DEFAULT_REQUIREMENTS.minBrightness),
    minSharpness: Number(env.MIN_SHARPNESS ?? DEFAULT_REQUIREMENTS.minSharpness),
    minConfidence: Number(env.MIN_CONFIDENCE ?? DEFAULT_REQUIREMENTS.minConfidence),
    minFace: Number(env.MIN_FACE ?? DEFAULT_REQUIREMENTS.minFace),
  }),
  sources,
  accountId: ACCOUNT,
  regionName: REGION,
});
