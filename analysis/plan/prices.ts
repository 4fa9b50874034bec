import { PAID_CALL_USD } from "../../core/call-price.ts";

/**
 * AWS list prices in US dollars, without tax, discounts or free tiers: the only place where prices stand.
 * `npx lookalike plan DIR` and the ledger count with them. Prices change: compare with the pages in
 * {@link SOURCES} before a large run.
 */

/**
 * When the prices below were noted. Rekognition's first tier, face storage, Step Functions, Lambda, S3 requests and
 * DynamoDB in us-east-1 agree with what others have published of AWS's lists; Rekognition's upper tiers, DynamoDB in
 * eu-west-1, EventBridge (counted at the dearest reading), SQS, CloudWatch and X-Ray could not be compared with anything.
 */
export const PRICES_NOTED_ON = "2026-11-25";

/** AWS's own pages, one per service. */
export const SOURCES = {
  rekognition: "https://aws.amazon.com/rekognition/pricing/",
  stepFunctions: "https://aws.amazon.com/step-functions/pricing/",
  lambda: "https://aws.amazon.com/lambda/pricing/",
  s3: "https://aws.amazon.com/s3/pricing/",
  dynamodb: "https://aws.amazon.com/dynamodb/pricing/on-demand/",
  eventBridge: "https://aws.amazon.com/eventbridge/pricing/",
  sqs: "https://aws.amazon.com/sqs/pricing/",
  cloudWatch: "https://aws.amazon.com/cloudwatch/pricing/",
  xray: "https://aws.amazon.com/xray/pricing/",
} as const;

export type PriceRegion = "eu-west-1" | "us-east-1";

/** Units up to `upTo` in a month cost `usd` each; the last tier has no end. */
export interface Tier {
  upTo: number;
  usd: number;
}

export interface Prices {
  /** Rekognition Image, per call, by monthly volume of the group. */
  rekognitionGroup1: Tier[];
  rekognitionGroup2: Tier[];
  /**
   * One stored face vector for one month. A user vector (`people publish`) is counted the same: the price page has one
   * price for face metadata, and AWS's release notes of 2023-06-12 call a user vector "new face metadata that can be
   * stored" (https://github.com/aws/aws-sdk-go/releases/tag/v1.44.281). No bill was compared.
   */
  faceMonth: number;
  /** One state transition of a Standard workflow; every retry is one more. */
  stateTransition: number;
  lambdaRequest: number;
  /** One gigabyte-second on arm64, first tier. */
  lambdaGbSecond: number;
  /** One PUT, COPY, POST or LIST. */
  s3Put: number;
  s3Get: number;
  s3GbMonth: number;
  dynamodbWrite: number;
  /** One strongly consistent read of up to 4 KB. */
  dynamodbRead: number;
  /** One "Object Created" event; counted as an opt-in service event, though some accounts are not charged for it. */
  eventBridgeEvent: number;
  /** One request to a FIFO queue; up to ten messages are one request. */
  sqsFifoRequest: number;
  /** One GB of logs taken in, with a month's storage of it. */
  logGb: number;
  /** One trace recorded. */
  trace: number;
  /** One metric of our own for one month; charged by the hour in which it is written. */
  metricMonth: number;
  /** One metric in an alarm for one month. */
  alarmMetricMonth: number;
  dashboardMonth: number;
}

const MILLION = 1_000_000;

const US_EAST_1: Prices = {
  rekognitionGroup1: [
    { upTo: 1 * MILLION, usd: PAID_CALL_USD },
    { upTo: 5 * MILLION, usd: 0.0008 },
    { upTo: 35 * MILLION, usd: 0.0006 },
    { upTo: Number.POSITIVE_INFINITY, usd: 0.0004 },
  ],
  rekognitionGroup2: [
    { upTo: 1 * MILLION, usd: PAID_CALL_USD },
    { upTo: 5 * MILLION, usd: 0.0008 },
    { upTo: 35 * MILLION, usd: 0.0006 },
    { upTo: Number.POSITIVE_INFINITY, usd: 0.00025 },
  ],
  faceMonth: 0.00001,
  stateTransition: 0.025 / 1000,
  lambdaRequest: 0.2 / MILLION,
  lambdaGbSecond: 0.0000133334,
  s3Put: 0.005 / 1000,
  s3Get: 0.0004 / 1000,
  s3GbMonth: 0.023,
  dynamodbWrite: 0.625 / MILLION,
  dynamodbRead: 0.125 / MILLION,
  eventBridgeEvent: 1 / MILLION,
  sqsFifoRequest: 0.5 / MILLION,
  logGb: 0.5 + 0.03,
  trace: 5 / MILLION,
  metricMonth: 0.3,
  alarmMetricMonth: 0.1,
  dashboardMonth: 3,
};

export const PRICES: Record<PriceRegion, Prices> = {
  "us-east-1": US_EAST_1,
  // Ireland differs from Virginia in DynamoDB and logs alone.
  "eu-west-1": {
    ...US_EAST_1,
    dynamodbWrite: 0.705 / MILLION,
    dynamodbRead: 0.141 / MILLION,
    logGb: 0.57 + 0.03,
  },
};

/** What AWS gives a new account for nothing; never subtracted, so that no estimate is too low. */
export const FREE_TIER =
  "New accounts get a free allowance (Rekognition: 1,000 calls of each group a month for 12 months; always: " +
  "4,000 state transitions and 1,000,000 Lambda requests a month). It is not subtracted here.";

/** The paid operations of Rekognition that this project calls, by price group. All others are free. */
export const PAID_OPERATIONS = {
  IndexFaces: "rekognitionGroup1",
  SearchFaces: "rekognitionGroup1",
  SearchFacesByImage: "rekognitionGroup1",
  CompareFaces: "rekognitionGroup1",
  AssociateFaces: "rekognitionGroup1",
  DisassociateFaces: "rekognitionGroup1",
  SearchUsers: "rekognitionGroup1",
  SearchUsersByImage: "rekognitionGroup1",
  DetectFaces: "rekognitionGroup2",
} as const;
export type PaidOperation = keyof typeof PAID_OPERATIONS;

export function isPaidOperation(operation: string): operation is PaidOperation {
  return Object.hasOwn(PAID_OPERATIONS, operation);
}

/** The prices of a region; of Ireland where the region's own are not in the table. */
export function pricesOf(region: string): Prices {
  return PRICES[region as PriceRegion] ?? PRICES["eu-west-1"];
}

/** Dollars for `units` that follow `before` others in the same month. */
export function tiered(tiers: Tier[], units: number, before = 0): number {
  let usd = 0;
  let from = before;
  let left = units;
  for (const tier of tiers) {
    const inTier = Math.min(left, Math.max(0, tier.upTo - from));
    usd += inTier * tier.usd;
    from += inTier;
    left -= inTier;
  }
  return usd;
}

/** Dollars for calls of one operation, 0 for an operation that is free; `before`: calls of its group this month. */
export function callsUsd(operation: string, calls: number, region: string, before = 0): number {
  if (!isPaidOperation(operation)) return 0;
  return tiered(pricesOf(region)[PAID_OPERATIONS[operation]], calls, before);
}

/** For people: `$1,234.50`. What is less than a cent is `under $0.01`: as `$0.00` it would read as free. */
export function dollars(usd: number): string {
  if (usd > 0 && usd < 0.01) return "under $0.01";
  return `$${usd.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}

/** For an estimate in a sentence: `about $1.20`, or `under $0.01`. */
export const aboutDollars = (usd: number): string =>
  `${usd > 0 && usd < 0.01 ? "" : "about "}${dollars(usd)}`;

/** What a run that --max-cost does not allow ends with. The limit is repeated as it was given. */
export const overBudget = (usd: number, limit: number): string =>
  `This would cost ${dollars(usd)}, more than --max-cost ${limit} allows. Raise --max-cost.`;
