import { UPLOADS } from "../core/key-layout.ts";
import { CREDENTIALS } from "./common/names.ts";
import type { LocalAws } from "./local-aws-options.ts";

/** What to paste into another shell to use the local AWS. */
export function instructions({
  endpoint,
  regionName,
  bucket,
  table,
  collection,
  stateMachineArn,
}: LocalAws): string {
  return `The local AWS is running. In another shell:

  export AWS_ENDPOINT_URL=${endpoint} AWS_REGION=${regionName} AWS_DEFAULT_REGION=${regionName}
  export AWS_ACCESS_KEY_ID=${CREDENTIALS.accessKeyId} AWS_SECRET_ACCESS_KEY=${CREDENTIALS.secretAccessKey}

  aws s3 cp photo.jpg s3://${bucket}/${UPLOADS}
  aws stepfunctions list-executions --state-machine-arn ${stateMachineArn}
  aws rekognition search-faces-by-image --collection-id ${collection} --image '{"S3Object":{"Bucket":"${bucket}","Name":"${UPLOADS}photo.jpg"}}'
  aws dynamodb scan --table-name ${table}

Ctrl-C stops it; photos that are still processing go on at the next start.
`;
}
