// @ts-nocheck
import type { Target } from "./target.ts";

/** Reads of a bucket's settings that this server does not have: all are answered as of a bucket without any. */
export type SettingName =
  | "GetBucketAccelerateConfiguration"
  | "GetBucketAcl"
  | "GetBucketCors"
  | "GetBucketEncryption"
  | "GetBucketLifecycleConfiguration"
  | "GetBucketLogging"
  | "GetBucketNotificationConfiguration"
  | "GetBucketOwnershipControls"
  | "GetBucketPolicy"
  | "GetBucketPolicyStatus"
  | "GetBucketReplication"
  | "GetBucketRequestPayment"
  | "GetBucketTagging"
  | "GetBucketWebsite"
  | "GetObjectLockConfiguration"
  | "GetPublicAccessBlock";

export type OperationName =
  | SettingName
  | "AbortMultipartUpload"
  | "CompleteMultipartUpload"
  | "CopyObject"
  | "CreateBucket"
  | "CreateMultipartUpload"
  | "DeleteBucket"
  | "DeleteObject"
  | "DeleteObjects"
  | "DeleteObjectTagging"
  | "GetBucketLocation"
  | "GetBucketVersioning"
  | "GetObject"
  | "GetObjectAcl"
  | "GetObjectAttributes"
  | "GetObjectTagging"
  | "HeadBucket"
  | "HeadObject"
  | "ListBuckets"
  | "ListMultipartUploads"
  | "ListObjectVersions"
  | "ListObjects"
  | "ListObjectsV2"
  | "ListParts"
  | "PutBucketVersioning"
  | "PostObject"
  | "PutObject"
  | "PutObjectTagging"
  | "UploadPart"
  | "UploadPartCopy";

// The query parameters by which S3 tells one operation from another on the same resource.
const SUBRESOURCES = new Set(
  (
    "abac accelerate acl analytics append attributes cors delete encryption intelligent-tiering inventory legal-hold " +
    "lifecycle location logging metadataConfiguration metadataInventoryTable metadataJournalTable metadataTable " +
    "metrics notification object-lock ownershipControls policy policyStatus publicAccessBlock renameObject " +
    "replication requestPayment restore retention select session tagging torrent uploadId uploads versioning " +
    "versions website"
  ).split(" "),
);

const SERVICE: Record<string, OperationName> = { GET: "ListBuckets" };

const BUCKET: Record<string, OperationName> = {
  GET: "ListObjects",
  HEAD: "HeadBucket",
  PUT: "CreateBucket",
  DELETE: "DeleteBucket",
  POST: "PostObject",
  "GET accelerate": "GetBucketAccelerateConfiguration",
  "GET acl": "GetBucketAcl",
  "GET cors": "GetBucketCors",
  "GET encryption": "GetBucketEncryption",
  "GET lifecycle": "GetBucketLifecycleConfiguration",
  "GET location": "GetBucketLocation",
  "GET logging": "GetBucketLogging",
  "GET notification": "GetBucketNotificationConfiguration",
  "GET object-lock": "GetObjectLockConfiguration",
  "GET ownershipControls": "GetBucketOwnershipControls",
  "GET policy": "GetBucketPolicy",
  "GET policyStatus": "GetBucketPolicyStatus",
  "GET publicAccessBlock": "GetPublicAccessBlock",
  "GET replication": "GetBucketReplication",
  "GET requestPayment": "GetBucketRequestPayment",
  "GET tagging": "GetBucketTagging",
  "GET uploads": "ListMultipartUploads",
  "GET versioning": "GetBucketVersioning",
  "GET versions": "ListObjectVersions",
  "GET website": "GetBucketWebsite",
  "POST delete": "DeleteObjects",
  "PUT versioning": "PutBucketVersioning",
};

const OBJECT: Record<string, OperationName> = {
  GET: "GetObject",
  HEAD: "HeadObject",
  PUT: "PutObject",
  DELETE: "DeleteObject",
  "GET acl": "GetObjectAcl",
  "GET attributes": "GetObjectAttributes",
  "GET tagging": "GetObjectTagging",
  "PUT tagging": "PutObjectTagging",
  "DELETE tagging": "DeleteObjectTagging",
  "GET uploadId": "ListParts",
  "PUT uploadId": "UploadPart",
  "POST uploads": "CreateMultipartUpload",
  "POST uploadId": "CompleteMultipartUpload",
  "DELETE uploadId": "AbortMultipartUpload",
};

/** The operation a request asks for; undefined where this server has none. */
export function route(method: string, target: Target, isCopy: boolean): OperationName | undefined {
  const subresources = [...target.query.keys()].filter((name) => SUBRESOURCES.has(name));
  if (subresources.length > 1) return undefined;
  const wanted = [method, ...subresources].join(" ");
  if (target.bucket === undefined) return SERVICE[wanted];
  const name = (target.key === undefined ? BUCKET : OBJECT)[wanted];
  if (name === "ListObjects" && target.query.get("list-type") === "2") return "ListObjectsV2";
  if (isCopy && name === "PutObject") return "CopyObject";
  if (isCopy && name === "UploadPart") return "UploadPartCopy";
  return name;
}
