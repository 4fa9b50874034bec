import { bucketArn } from "../common/names.ts";
import type { Permission } from "../iam/caller.ts";
import { type Call, header } from "./call.ts";
import type { OperationName } from "./route.ts";
import { findVersion, isObject } from "./store/versions.ts";
import { parseCopySource } from "./target.ts";

type PermissionsOf = (call: Call) => Permission[];

/**
 * The permissions that a call of S3 needs.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 */
export const PERMISSIONS: Record<OperationName, PermissionsOf> = {
  AbortMultipartUpload: onObject("s3:AbortMultipartUpload"),
  CompleteMultipartUpload: write,
  CopyObject: (call) => [...write(call), ...readSource(call), ...copyTags(call)],
  CreateBucket: onBucket("s3:CreateBucket"),
  CreateMultipartUpload: write,
  DeleteBucket: onBucket("s3:DeleteBucket"),
  DeleteObject: (call) => [...onVersion("s3:DeleteObject")(call), ...compare(call)],
  DeleteObjects: () => [], // Each key by itself, see there.
  DeleteObjectTagging: onVersion("s3:DeleteObjectTagging"),
  GetBucketAccelerateConfiguration: onBucket("s3:GetAccelerateConfiguration"),
  GetBucketAcl: onBucket("s3:GetBucketAcl"),
  GetBucketCors: onBucket("s3:GetBucketCORS"),
  GetBucketEncryption: onBucket("s3:GetEncryptionConfiguration"),
  GetBucketLifecycleConfiguration: onBucket("s3:GetLifecycleConfiguration"),
  GetBucketLocation: onBucket("s3:GetBucketLocation"),
  GetBucketLogging: onBucket("s3:GetBucketLogging"),
  GetBucketNotificationConfiguration: onBucket("s3:GetBucketNotification"),
  GetBucketOwnershipControls: onBucket("s3:GetBucketOwnershipControls"),
  GetBucketPolicy: onBucket("s3:GetBucketPolicy"),
  GetBucketPolicyStatus: onBucket("s3:GetBucketPolicyStatus"),
  GetBucketReplication: onBucket("s3:GetReplicationConfiguration"),
  GetBucketRequestPayment: onBucket("s3:GetBucketRequestPayment"),
  GetBucketTagging: onBucket("s3:GetBucketTagging"),
  GetBucketVersioning: onBucket("s3:GetBucketVersioning"),
  GetBucketWebsite: onBucket("s3:GetBucketWebsite"),
  GetObject: onVersion("s3:GetObject"),
  GetObjectAcl: onVersion("s3:GetObjectAcl"),
  GetObjectAttributes: (call) => [
    ...onVersion("s3:GetObject")(call),
    ...onVersion("s3:GetObjectAttributes")(call),
  ],
  GetObjectLockConfiguration: onBucket("s3:GetBucketObjectLockConfiguration"),
  GetObjectTagging: onVersion("s3:GetObjectTagging"),
  GetPublicAccessBlock: onBucket("s3:GetBucketPublicAccessBlock"),
  HeadBucket: list,
  HeadObject: onVersion("s3:GetObject"),
  ListBuckets: () => [{ action: "s3:ListAllMyBuckets", resource: "*" }],
  ListMultipartUploads: onBucket("s3:ListBucketMultipartUploads"),
  ListObjectVersions: onBucket("s3:ListBucketVersions"),
  ListObjects: list,
  ListObjectsV2: list,
  ListParts: onObject("s3:ListMultipartUploadParts"),
  PostObject: () => [], // The key is in the form, see there.
  PutBucketVersioning: onBucket("s3:PutBucketVersioning"),
  PutObject: write,
  PutObjectTagging: onVersion("s3:PutObjectTagging"),
  UploadPart: onObject("s3:PutObject"),
  UploadPartCopy: (call) => [...onObject("s3:PutObject")(call), ...readSource(call)],
};

export const objectArn = (bucket: string, key: string) => `${bucketArn(bucket)}/${key}`;

/** A caller who may list the bucket is told that a key is missing; others get AccessDenied. */
export const listPermission = (call: Call): Permission => ({
  action: "s3:ListBucket",
  resource: bucketArn(call.bucketName),
});

function onBucket(action: string): PermissionsOf {
  return ({ bucketName }) => [{ action, resource: bucketArn(bucketName) }];
}

function onObject(action: string): PermissionsOf {
  return ({ bucketName, key }) => [{ action, resource: objectArn(bucketName, key) }];
}

/** A version id in the request needs another permission than the current version. */
function onVersion(action: string): PermissionsOf {
  return (call) => onObject(call.versionId !== undefined ? versioned(action) : action)(call);
}

const versioned = (action: string) => action.replace("Object", "ObjectVersion");

function list(call: Call): Permission[] {
  const context = {
    "s3:prefix": call.query.get("prefix") ?? "",
    ...(call.query.has("delimiter") && { "s3:delimiter": call.query.get("delimiter")! }),
  };
  return [{ ...listPermission(call), context }];
}

function write(call: Call): Permission[] {
  const actions = ["s3:PutObject"];
  if (header(call, "x-amz-tagging")) actions.push("s3:PutObjectTagging");
  if (header(call, "x-amz-acl") !== undefined) actions.push("s3:PutObjectAcl");
  return [...actions.flatMap((action) => onObject(action)(call)), ...compare(call)];
}

/** A condition on the ETag needs the permission to read the object. */
function compare(call: Call): Permission[] {
  const etag = header(call, "if-match");
  return etag === undefined || etag === "*" ? [] : onObject("s3:GetObject")(call);
}

function readSource(call: Call): Permission[] {
  return onSource(call, "s3:GetObject");
}

function onSource(call: Call, action: string): Permission[] {
  const { bucket, key, versionId } = parseCopySource(header(call, "x-amz-copy-source") ?? "");
  const asked = versionId === undefined ? action : versioned(action);
  return [{ action: asked, resource: objectArn(bucket, key) }];
}

/** Tags go along with a copy unless others are given. Only an object that has some needs the rights for it. */
function copyTags(call: Call): Permission[] {
  if (header(call, "x-amz-tagging-directive") === "REPLACE") return [];
  const { bucket, key, versionId } = parseCopySource(header(call, "x-amz-copy-source") ?? "");
  const versions = call.store.bucket(bucket).index.get(key) ?? [];
  const source = versionId === undefined ? versions[0] : findVersion(versions, versionId);
  // If the source is missing, the copy itself reports it.
  if (!isObject(source) || !source.tagging) return [];
  return [...onSource(call, "s3:GetObjectTagging"), ...onObject("s3:PutObjectTagging")(call)];
}
