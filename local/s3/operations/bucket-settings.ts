import { ACCOUNT } from "../../common/account.ts";
import type { Operation } from "../call.ts";
import { S3Error, type S3ErrorCode } from "../errors.ts";
import { sendXml } from "../respond.ts";
import type { SettingName } from "../route.ts";
import { tag } from "../xml.ts";

type Answer = { root: string; content: string } | { none: S3ErrorCode };

const grantee = `<Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="CanonicalUser">${tag("ID", ACCOUNT)}</Grantee>`;
const acl = {
  root: "AccessControlPolicy",
  content:
    `<Owner>${tag("ID", ACCOUNT)}</Owner>` +
    `<AccessControlList><Grant>${grantee}${tag("Permission", "FULL_CONTROL")}</Grant></AccessControlList>`,
};

/** S3's answers for a bucket without configuration, or the error that S3 answers then. */
const ANSWERS: Record<SettingName, Answer> = {
  GetBucketAccelerateConfiguration: { root: "AccelerateConfiguration", content: "" },
  GetBucketAcl: acl,
  GetBucketCors: { none: "NoSuchCORSConfiguration" },
  // Not S3's AES256 of today: nothing is encrypted here.
  GetBucketEncryption: { none: "ServerSideEncryptionConfigurationNotFoundError" },
  GetBucketLifecycleConfiguration: { none: "NoSuchLifecycleConfiguration" },
  GetBucketLogging: { root: "BucketLoggingStatus", content: "" },
  GetBucketNotificationConfiguration: {
    root: "NotificationConfiguration",
    content: "<EventBridgeConfiguration></EventBridgeConfiguration>",
  },
  GetBucketOwnershipControls: {
    root: "OwnershipControls",
    content: `<Rule>${tag("ObjectOwnership", "BucketOwnerEnforced")}</Rule>`,
  },
  GetBucketPolicy: { none: "NoSuchBucketPolicy" },
  GetBucketPolicyStatus: { none: "NoSuchBucketPolicy" },
  GetBucketReplication: { none: "ReplicationConfigurationNotFoundError" },
  GetBucketRequestPayment: { root: "RequestPaymentConfiguration", content: tag("Payer", "BucketOwner") },
  GetBucketTagging: { none: "NoSuchTagSet" },
  GetBucketWebsite: { none: "NoSuchWebsiteConfiguration" },
  GetObjectLockConfiguration: { none: "ObjectLockConfigurationNotFoundError" },
  GetPublicAccessBlock: {
    root: "PublicAccessBlockConfiguration",
    content: ["BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"]
      .map((name) => tag(name, true))
      .join(""),
  },
};

function answering(answer: Answer): Operation {
  return (call) => {
    const { name } = call.bucket();
    if ("none" in answer) throw new S3Error(answer.none, { details: { BucketName: name } });
    sendXml(call.response, answer.root, answer.content);
  };
}

export const bucketSettings = Object.fromEntries(
  Object.entries(ANSWERS).map(([name, answer]) => [name, answering(answer)]),
) as Record<SettingName, Operation>;

export const getObjectAcl: Operation = (call) => {
  call.bucket().object(call.key, call.versionId);
  sendXml(call.response, acl.root, acl.content);
};
