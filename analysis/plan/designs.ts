import { type CostLine, fixedCosts, sumOf } from "./fixed-costs.ts";
import { originalOverhead, ownOverhead } from "./overhead.ts";
import { PAID_OPERATIONS, type PaidOperation, type Prices, pricesOf, tiered } from "./prices.ts";

/** The published 2020 system; this one as it is deployed by default; and with `economy: true`. */
export const DESIGNS = ["original", "default", "economy"] as const;
export type Design = (typeof DESIGNS)[number];

/** What the photos are like. The defaults are the recorded photos': 44 photos, 43 with faces, 41 faces kept in 40. */
export interface Volume {
  photos: number;
  /** Share of the photos on which a face is found. */
  withFaces: number;
  /** Share of the photos that meet the requirements. */
  kept: number;
  /** Faces kept per kept photo. */
  facesPerKept: number;
  megabytes: number;
}

export const TYPICAL: Omit<Volume, "photos"> = {
  withFaces: 43 / 44,
  kept: 40 / 44,
  facesPerKept: 41 / 40,
  megabytes: 2,
};

/** Seconds, estimated, and gigabytes of the Lambda steps; the thumbnail's is the largest, for it decodes the photo. */
const LAMBDA_GB_SECONDS = { DetectFaces: 1.2 * 0.5, AddToCollection: 1.5 * 0.5, Thumbnail: 1 * 1.73 };

/** Of S3 (a COPY is a PUT) and DynamoDB. */
export interface Requests {
  put: number;
  get: number;
  write: number;
  read: number;
}

/** Requests of a photo that is kept and of one that is rejected, but for its upload and a PUT per thumbnail. */
export const REQUESTS: Record<Design, { kept: Requests; rejected: Requests }> = {
  original: { kept: { put: 3, get: 2, write: 1, read: 1 }, rejected: { put: 1, get: 1, write: 1, read: 1 } },
  default: { kept: { put: 4, get: 5, write: 8, read: 0 }, rejected: { put: 3, get: 2, write: 5, read: 1 } },
  economy: { kept: { put: 4, get: 6, write: 9, read: 0 }, rejected: { put: 4, get: 6, write: 7, read: 1 } },
};

export interface Estimate {
  design: Design;
  region: string;
  /** Paid calls of Rekognition by operation. */
  calls: Partial<Record<PaidOperation, number>>;
  /** Once, for the photos. */
  lines: CostLine[];
  usd: number;
  /** Searching every kept face once, afterwards; optional. */
  searches: CostLine;
  /** What happens now and then, and what once of it costs. */
  each: CostLine[];
  /** What the result costs each month that it stays. */
  monthly: CostLine[];
  /** What the deployment costs each month, whether or not a photo comes. */
  standing: CostLine[];
}

/** Calls and dollars of running photos through one design, in a month without other calls. */
export function estimate(
  design: Design,
  volume: Volume,
  region: string,
  { backfill = false }: { backfill?: boolean } = {},
): Estimate {
  const price = pricesOf(region);
  const { photos } = volume;
  const kept = Math.round(photos * volume.kept);
  const faces = Math.round(kept * volume.facesPerKept);
  const calls = callsOf(design, volume, kept);
  const rejected = photos - kept;
  const lambdas = 3 * kept + 2 * rejected;
  const gbSeconds =
    photos * LAMBDA_GB_SECONDS.DetectFaces +
    kept * (LAMBDA_GB_SECONDS.AddToCollection + LAMBDA_GB_SECONDS.Thumbnail);

  const requests = (kind: keyof Requests) =>
    kept * REQUESTS[design].kept[kind] + rejected * REQUESTS[design].rejected[kind];
  // A backfill's photos lie in a bucket already.
  const puts = (backfill ? 0 : photos) + faces + requests("put");
  const [gets, writes, reads] = [requests("get"), requests("write"), requests("read")];
  const overhead =
    design === "original" ? originalOverhead(photos) : ownOverhead(puts + rejected, photos, backfill);

  const searchesBefore = calls.IndexFaces ?? 0;
  const line = (what: string, units: number, each: number): CostLine => ({ what, units, usd: units * each });
  const lines: CostLine[] = [
    ...Object.entries(calls).map(([operation, units]) => ({
      what: operation,
      units,
      usd: tiered(price[PAID_OPERATIONS[operation as PaidOperation]], units),
    })),
    line("State transitions", overhead.transitions, price.stateTransition),
    {
      what: "Lambda requests",
      units: lambdas,
      usd: lambdas * price.lambdaRequest + gbSeconds * price.lambdaGbSecond,
    },
    { what: "S3 requests", units: puts + gets, usd: puts * price.s3Put + gets * price.s3Get },
    {
      what: "DynamoDB requests",
      units: writes + reads,
      usd: writes * price.dynamodbWrite + reads * price.dynamodbRead,
    },
    line("EventBridge events", overhead.events, price.eventBridgeEvent),
    line("SQS requests", overhead.messages, price.sqsFifoRequest),
    line("Logs, GB", overhead.logBytes / 1e9, price.logGb),
    line("X-Ray traces", overhead.traces, price.trace),
  ].filter(({ units }) => units > 0);
  const gigabytes = (photos * volume.megabytes) / 1000;
  return {
    design,
    region,
    calls,
    lines,
    usd: sumOf(lines),
    searches: {
      what: "SearchFaces",
      units: faces,
      usd: tiered(price.rekognitionGroup1, faces, searchesBefore),
    },
    each: eachOf(price),
    monthly: [
      line("Face vectors", faces, price.faceMonth),
      line("S3 storage, GB", gigabytes, price.s3GbMonth),
    ],
    standing: design === "original" ? [] : fixedCosts(price),
  };
}

/** A duplicate makes these and no paid call: as a run counts them. */
export const DUPLICATE: Requests = { put: 1, get: 0, write: 4, read: 2 };

function eachOf(price: Prices): CostLine[] {
  const { put, get, write, read } = DUPLICATE;
  const overhead = ownOverhead(1 + put, 1, false);
  const duplicate =
    overhead.transitions * price.stateTransition +
    2 * price.lambdaRequest +
    LAMBDA_GB_SECONDS.DetectFaces * price.lambdaGbSecond +
    (1 + put) * price.s3Put +
    get * price.s3Get +
    write * price.dynamodbWrite +
    read * price.dynamodbRead +
    overhead.events * price.eventBridgeEvent +
    overhead.messages * price.sqsFifoRequest;
  const retry =
    price.stateTransition + price.lambdaRequest + LAMBDA_GB_SECONDS.AddToCollection * price.lambdaGbSecond;
  return [
    { what: "duplicate", units: 1, usd: duplicate },
    { what: "retry of a refused call", units: 1, usd: retry },
    { what: "search", units: 1, usd: tiered(price.rekognitionGroup1, 1) },
    { what: "published person, a month", units: 1, usd: price.faceMonth },
  ];
}

/**
 * Economy skips DetectFaces; IndexFaces then sees every photo, since only its answer tells whether there is a face.
 * The others pay for both where a face meets the requirements.
 */
function callsOf(design: Design, volume: Volume, kept: number): Estimate["calls"] {
  if (design === "economy") return { IndexFaces: volume.photos };
  return { DetectFaces: volume.photos, IndexFaces: kept };
}

/** What photos like the recorded ones cost, for each of these numbers of photos: the README's table. */
export function costTable(
  photos: number[],
  region = "eu-west-1",
): { photos: number; usd: Record<Design, number>; searches: number; monthly: number; standing: number }[] {
  return photos.map((count) => {
    const of = (design: Design) => estimate(design, { photos: count, ...TYPICAL }, region);
    const byDefault = of("default");
    return {
      photos: count,
      usd: { original: of("original").usd, default: byDefault.usd, economy: of("economy").usd },
      searches: byDefault.searches.usd,
      monthly: sumOf(byDefault.monthly),
      standing: sumOf(byDefault.standing),
    };
  });
}
