import { PAID_OPERATIONS, type PaidOperation, pricesOf, tiered } from "./prices.ts";

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

/** Requests of a photo that is kept and of one that is turned away, but for its upload and a PUT per thumbnail. */
export const REQUESTS: Record<Design, { kept: Requests; rejected: Requests }> = {
  original: { kept: { put: 3, get: 2, write: 1, read: 1 }, rejected: { put: 1, get: 1, write: 1, read: 1 } },
  default: { kept: { put: 4, get: 5, write: 8, read: 0 }, rejected: { put: 3, get: 2, write: 5, read: 1 } },
  economy: { kept: { put: 4, get: 6, write: 9, read: 0 }, rejected: { put: 4, get: 6, write: 6, read: 1 } },
};

export interface Line {
  what: string;
  units: number;
  usd: number;
}

export interface Estimate {
  design: Design;
  region: string;
  /** Paid calls of Rekognition by operation. */
  calls: Partial<Record<PaidOperation, number>>;
  /** Once, for the photos. */
  lines: Line[];
  usd: number;
  /** Searching every kept face once, afterwards; optional. */
  searches: Line;
  /** What the result costs each month that it stays. */
  monthly: Line[];
}

/** Calls and dollars of running photos through one design, in a month without other calls. */
export function estimate(design: Design, volume: Volume, region: string): Estimate {
  const price = pricesOf(region);
  const kept = Math.round(volume.photos * volume.kept);
  const faces = Math.round(kept * volume.facesPerKept);
  const calls = callsOf(design, volume, kept);

  // Start and end are counted as transitions too, as in AWS's own examples. Ours has a Succeed state more.
  const states = design === "original" ? 3 : 4;
  const transitions = volume.photos * (states + 2);
  const rejected = volume.photos - kept;
  const lambdas = 3 * kept + 2 * rejected;
  const gbSeconds =
    volume.photos * LAMBDA_GB_SECONDS.DetectFaces +
    kept * (LAMBDA_GB_SECONDS.AddToCollection + LAMBDA_GB_SECONDS.Thumbnail);

  const requests = (kind: keyof Requests) =>
    kept * REQUESTS[design].kept[kind] + rejected * REQUESTS[design].rejected[kind];
  const puts = volume.photos + faces + requests("put");
  const [gets, writes, reads] = [requests("get"), requests("write"), requests("read")];

  const searchesBefore = calls.IndexFaces ?? 0;
  const lines: Line[] = [
    ...Object.entries(calls).map(([operation, units]) => ({
      what: operation,
      units,
      usd: tiered(price[PAID_OPERATIONS[operation as PaidOperation]], units),
    })),
    { what: "State transitions", units: transitions, usd: transitions * price.stateTransition },
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
    { what: "EventBridge events", units: volume.photos, usd: volume.photos * price.eventBridgeEvent },
  ];
  const gigabytes = (volume.photos * volume.megabytes) / 1000;
  return {
    design,
    region,
    calls,
    lines,
    usd: lines.reduce((sum, line) => sum + line.usd, 0),
    searches: {
      what: "SearchFaces",
      units: faces,
      usd: tiered(price.rekognitionGroup1, faces, searchesBefore),
    },
    monthly: [
      { what: "Face vectors", units: faces, usd: faces * price.faceMonth },
      { what: "S3 storage, GB", units: gigabytes, usd: gigabytes * price.s3GbMonth },
    ],
  };
}

/**
 * Economy skips DetectFaces; IndexFaces then sees every photo, since only its answer tells whether there is a face.
 * The others pay for both where a face meets the requirements.
 */
function callsOf(design: Design, volume: Volume, kept: number): Estimate["calls"] {
  if (design === "economy") return { IndexFaces: volume.photos };
  return { DetectFaces: volume.photos, IndexFaces: kept };
}

/** Once for the photos, of 1,000 or 1,000,000 or any number like the recorded ones: the README's table. */
export function costTable(
  photos: number[],
  region = "eu-west-1",
): { photos: number; usd: Record<Design, number>; searches: number; monthly: number }[] {
  return photos.map((count) => {
    const of = (design: Design) => estimate(design, { photos: count, ...TYPICAL }, region);
    const byDefault = of("default");
    return {
      photos: count,
      usd: { original: of("original").usd, default: byDefault.usd, economy: of("economy").usd },
      searches: byDefault.searches.usd,
      monthly: byDefault.monthly.reduce((sum, line) => sum + line.usd, 0),
    };
  });
}
