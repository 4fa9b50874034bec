import { Aws, type CfnResource, Duration, Fn, RemovalPolicy, Stack } from "aws-cdk-lib";
import { AttributeType, BillingMode, type ITable, Table } from "aws-cdk-lib/aws-dynamodb";
import { CfnCollection } from "aws-cdk-lib/aws-rekognition";
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type IBucket,
  ObjectOwnership,
} from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import { acknowledge } from "./acknowledgements.ts";
import type { LookalikeOptions } from "./options.ts";

/** Data that was paid for is kept when the stack is destroyed. A failed first deployment leaves nothing behind. */
const RETAIN = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;

type StorageOptions = Pick<
  LookalikeOptions,
  "bucket" | "table" | "collection" | "rejectedDays" | "noncurrentDays"
>;

/** Everything that holds data: made by this stack, or adopted as it is from an earlier one. */
export class Storage extends Construct {
  readonly bucket: Pick<IBucket, "bucketName" | "bucketArn" | "arnForObjects">;
  readonly table: Pick<ITable, "tableName" | "tableArn">;
  readonly collectionId: string;
  readonly collectionArn: string;

  constructor(scope: Construct, id: string, options: StorageOptions) {
    super(scope, id);
    const { bucket, table, collection } = options;
    this.bucket = bucket === "" ? newBucket(this, options) : Bucket.fromBucketName(this, "Bucket", bucket);
    this.table = table === "" ? newTable(this) : Table.fromTableName(this, "Table", table);
    this.collectionId = collection === "" ? newCollection(this) : collection;
    this.collectionArn = Stack.of(this).formatArn({
      service: "rekognition",
      resource: "collection",
      resourceName: this.collectionId,
    });
  }
}

function newBucket(
  scope: Construct,
  { rejectedDays, noncurrentDays }: Pick<StorageOptions, "rejectedDays" | "noncurrentDays">,
): Bucket {
  const bucket = new Bucket(scope, "Bucket", {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    // S3's own keys: with KMS keys an ETag would no longer be the MD5 of a photo's bytes.
    encryption: BucketEncryption.S3_MANAGED,
    versioned: true,
    removalPolicy: RETAIN,
    lifecycleRules: [
      { id: "incomplete-uploads", abortIncompleteMultipartUploadAfter: Duration.days(7) },
      {
        id: "noncurrent-versions",
        noncurrentVersionExpiration: Duration.days(noncurrentDays),
        expiredObjectDeleteMarker: true,
      },
      ...["rejected", "backfill"].map((folder) => ({
        id: folder,
        prefix: `${folder}/`,
        expiration: Duration.days(rejectedDays),
      })),
      { id: "query-results", prefix: "athena/", expiration: Duration.days(7) },
    ],
  });
  acknowledge(
    bucket,
    ["AwsSolutions-S1"],
    "Access logs would keep photos' names beyond an erasure; CloudTrail data events tell who read what, where wanted.",
  );
  // By `eventBridgeEnabled` the CDK would add a Lambda of its own that may change any bucket's notifications.
  (bucket.node.defaultChild as CfnResource).addPropertyOverride(
    "NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled",
    true,
  );
  // A bucket that is left goes on refusing what does not come over TLS, and is adopted with its policy.
  bucket.policy?.applyRemovalPolicy(RETAIN);
  return bucket;
}

function newTable(scope: Construct): Table {
  return new Table(scope, "Table", {
    partitionKey: { name: "Etag", type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    removalPolicy: RETAIN,
  });
}

/**
 * CloudFormation gives collections no name of its own choice; the stack's id makes one that a retained collection of an
 * earlier stack does not already have.
 */
function newCollection(scope: Construct): string {
  const collectionId = Fn.join("-", ["lookalike", stackUuid()]);
  new CfnCollection(scope, "Collection", { collectionId }).applyRemovalPolicy(RETAIN);
  return collectionId;
}

/** Of `arn:aws:cloudformation:eu-west-1:123456789012:stack/Lookalike/51af3dc0-da77-…` the last part. */
function stackUuid(): string {
  return Fn.select(2, Fn.split("/", Aws.STACK_ID));
}
