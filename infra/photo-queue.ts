import { Duration } from "aws-cdk-lib";
import { Queue, QueueEncryption, type QueueProps } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { acknowledge } from "./acknowledgements.ts";

/** A batch takes 10 s at the slowest rate that can be chosen; the rest is for starts that are throttled. */
export const ADMIT_TIMEOUT = Duration.seconds(25);

/**
 * How long a batch waits whose function died, and all behind it. Lambda's documentation advises six times the
 * function's own limit, for functions that many batches compete for; this one has one batch at a time.
 */
const VISIBILITY = Duration.seconds(4 * ADMIT_TIMEOUT.toSeconds());

/**
 * Every message can be started, whatever it says, so a message that comes back again and again means an outage. A photo
 * goes to the dead letters after nearly three hours of that; until then the order is kept.
 */
const MAX_RECEIVE_COUNT = 100;

const FIFO: QueueProps = {
  fifo: true,
  encryption: QueueEncryption.SQS_MANAGED,
  enforceSSL: true,
  retentionPeriod: Duration.days(14),
};

/**
 * Where photos wait to be let into the state machine.
 *
 * Why a FIFO queue with one message group: Lambda runs one batch of a group at a time, so one function's pace is the
 * pace of all. A standard queue would have two batches under way at least (the smallest `MaximumConcurrency`), which
 * know nothing of each other's pace. One group carries about a hundred photos a second, twice the highest default
 * quota. EventBridge gives a message no deduplication id of its own: a FIFO target needs content-based deduplication.
 * SQS's own keys encrypt the queue, so that EventBridge needs no right on a KMS key.
 *
 * Idle, it costs about $0.30 a month: Lambda asks an empty queue some 650,000 times ($0.50 a million; the first
 * million each month is free). A photo costs 1.2 requests and 0.2 s of the function: less than a thousandth of a cent.
 */
export class PhotoQueue extends Construct {
  readonly queue: Queue;
  /** Photos that could not be let in for hours, for 14 days. A FIFO queue's have to be a FIFO queue too. */
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.deadLetters = new Queue(this, "DeadLetters", FIFO);
    acknowledge(
      this.deadLetters,
      ["AwsSolutions-SQS3", "Serverless-SQSRedrivePolicy"],
      "It is the dead-letter queue itself.",
    );
    this.queue = new Queue(this, "Queue", {
      ...FIFO,
      contentBasedDeduplication: true,
      visibilityTimeout: VISIBILITY,
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: MAX_RECEIVE_COUNT },
    });
  }
}
