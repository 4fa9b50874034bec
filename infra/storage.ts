import { Aws, type CfnResource, Duration, Fn, RemovalPolicy, Stack } from "aws-cdk-lib";
import { AttributeType, BillingMode, Table } from "aws-cdk-lib/aws-dynamodb";
import { CfnCollection } from "aws-cdk-lib/aws-rekognition";
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import { acknowledge } from "./acknowledgements.ts";
import type { LookalikeOptions } from "./options.ts";

/** Everything that holds data. It was paid for, so it stays when the stack is destroyed. */
export class Storage extends Construct {
  readonly bucket: Bucket;
  readonly table: Table;
  readonly collectionId: string;
  readonly collectionArn: string;

  constructor(
    scope: Construct,
    id: string,
    { rejectedDays, noncurrentDays }: Pick<LookalikeOptions, "rejectedDays" | "noncurrentDays">,
  ) {
    super(scope, id);
    this.bucket = new Bucket(this, "Bucket", {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      // S3's own keys: with KMS keys an ETag would no longer be the MD5 of a photo's bytes.
      encryption: BucketEncryption.S3_MANAGED,
      versioned: true,
      removalPolicy: RemovalPolicy.RETAIN,
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
      this.bucket,
      ["AwsSolutions-S1"],
      "Access logs would keep photos' names beyond an erasure; CloudTrail data events tell who read what, where wanted.",
    );
    // By `eventBridgeEnabled` the CDK would add a Lambda of its own that may change any bucket's notifications.
    (this.bucket.node.defaultChild as CfnResource).addPropertyOverride(
      "NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled",
      true,
    );

    this.table = new Table(this, "Table", {
      partitionKey: { name: "Etag", type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: RemovalPolicy.RETAIN,
    });

    // CloudFormation gives collections no name of its own choice; the stack's id makes one that a retained
    // collection of an earlier stack does not already have.
    this.collectionId = Fn.join("-", ["lookalike", stackUuid()]);
    const collection = new CfnCollection(this, "Collection", { collectionId: this.collectionId });
    collection.applyRemovalPolicy(RemovalPolicy.RETAIN);
    this.collectionArn = Stack.of(this).formatArn({
      service: "rekognition",
      resource: "collection",
      resourceName: this.collectionId,
    });
  }
}

/** Of `arn:aws:cloudformation:eu-west-1:123456789012:stack/Lookalike/51af3dc0-da77-…` the last part. */
function stackUuid(): string {
  return Fn.select(2, Fn.split("/", Aws.STACK_ID));
}
