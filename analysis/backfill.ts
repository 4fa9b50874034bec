import { counted } from "../core/counted.ts";
import { UPLOADS } from "../core/key-layout.ts";
import { checkPrefix } from "./backfill/check-prefix.ts";
import { untilProcessed, untilSent } from "./backfill/follow.ts";
import { type Source, startDistributedMap } from "./backfill/start.ts";
import { takeUpRejected } from "./backfill/take-up-rejected.ts";
import { listObjects } from "./bucket/list-objects.ts";
import { estimate, TYPICAL } from "./plan/designs.ts";
import { aboutDollars, dollars, overBudget } from "./plan/prices.ts";
import { type Target, withTarget } from "./target/target.ts";
import { CommandError, command } from "./terminal/command.ts";
import { untilInterrupted } from "./terminal/interrupt.ts";
import { startProgress } from "./terminal/progress.ts";

command({
  usage: "[--bucket BUCKET] [--prefix PREFIX] [--rejected] --yes",
  summary:
    "Sends photos that are in a bucket already through the pipeline. Counts them and tells the price; starts with --yes.",
  options: {
    bucket: { type: "string", value: "BUCKET", help: "where the photos are (default the pipeline's own)" },
    prefix: { type: "string", value: "PREFIX", help: `what their keys begin with (default ${UPLOADS})` },
    rejected: {
      type: "boolean",
      help: "take up again the photos under rejected/ that the rules of now would keep",
    },
    "max-cost": { type: "string", value: "USD", help: "refuse to start what may cost more" },
    yes: { type: "boolean", help: "start it" },
  },
  run: async ({ yes, "max-cost": maxCost, bucket, prefix, rejected, ...options }) => {
    const limit = readLimit(maxCost);
    if (rejected && (bucket ?? prefix) !== undefined) {
      throw new CommandError(
        "--rejected goes with neither --bucket nor --prefix: rejected photos have a place of their own.",
      );
    }
    return await withTarget(options, async (target) => {
      if (rejected) return await takeUpRejected(target, { yes, limit });
      const source = sourceOf(target, bucket, prefix);
      const plan = await makePlan(target, source);
      console.log(plan.text);
      if (plan.usd > limit) {
        throw new CommandError(overBudget(plan.usd, limit));
      }
      if (plan.photos === 0) return 0;
      if (!yes) {
        console.log("Nothing was started. Start it with --yes.");
        return 0;
      }
      return await start(target, source, plan.photos);
    });
  },
});

function readLimit(text: string | undefined): number {
  const limit = text === undefined ? Number.POSITIVE_INFINITY : Number(text);
  if (text !== "" && limit >= 0) return limit;
  throw new CommandError(`Invalid --max-cost "${text}". Give dollars, such as 1.50.`);
}

function sourceOf(target: Pick<Target, "bucket">, bucket = target.bucket, prefix?: string): Source {
  // Another bucket is taken as a whole unless a prefix is given.
  const source = { bucket, prefix: prefix ?? (bucket === target.bucket ? UPLOADS : "") };
  if (bucket === target.bucket) checkPrefix(source.prefix);
  return source;
}

interface Plan {
  photos: number;
  /** What AWS may ask at most, with what the photos of the estimate are like. */
  usd: number;
  text: string;
}

/** Counts the objects, and what the pipeline would cost for that many. */
async function makePlan(
  target: Pick<Target, "s3" | "region" | "kind" | "economy">,
  source: Source,
): Promise<Plan> {
  const counting = startProgress("count", 0);
  let photos = 0;
  let bytes = 0;
  for await (const page of listObjects(target.s3, source.bucket, source.prefix)) {
    photos += page.length;
    bytes += page.reduce((sum, object) => sum + object.bytes, 0);
    counting.update(photos, photos);
  }
  counting.end();
  const where = `s3://${source.bucket}/${source.prefix}`;
  const objects = `${photos.toLocaleString("en-US")} objects in ${where}, ${(bytes / 1e6).toFixed(1)} MB`;
  if (target.kind === "local") return { photos, usd: 0, text: `${objects}. On this computer: no charge.` };
  const megabytes = photos === 0 ? 0 : bytes / photos / 1e6;
  const { lines, usd } = estimate(
    target.economy ? "economy" : "default",
    { photos, ...TYPICAL, megabytes },
    target.region,
    { backfill: true },
  );
  const rows = lines.map(({ what, units, usd: each }) => {
    return `  ${what.padEnd(20)} ${Math.round(units).toLocaleString("en-US").padStart(12)} ${dollars(each).padStart(12)}`;
  });
  const total = `In all ${aboutDollars(usd)}${target.economy ? " in economy" : ""}; next to nothing for photos that are done.`;
  return { photos, usd, text: [objects, ...rows, total].join("\n") };
}

async function start(target: Target, source: Source, photos: number): Promise<number> {
  const { backfillStateMachineArn } = target;
  if (backfillStateMachineArn === undefined) {
    throw new CommandError("This deployment has no backfill. Deploy again.");
  }
  const arn = await startDistributedMap(target, backfillStateMachineArn, source);
  if (target.kind === "aws") {
    console.log(`Started ${arn}\nIts progress: aws stepfunctions list-map-runs --execution-arn ${arn}`);
    return 0;
  }
  return await untilInterrupted((signal) => follow(target, arn, photos, signal));
}

/** The local AWS may end with this command, so it waits. */
async function follow(target: Target, arn: string, photos: number, signal: AbortSignal): Promise<number> {
  const sending = startProgress("send", photos);
  const { status, output, error, cause } = await untilSent(target, arn, {
    signal,
    onProgress: sending.update,
  });
  sending.end();
  if (output === undefined) {
    if (status !== "RUNNING") throw new CommandError(`The backfill ended ${status}: ${error}: ${cause}`);
    console.error(`${counted(photos, "photo")}: still being sent. ${GOES_ON}`);
    return 0;
  }
  const processing = startProgress("backfill", photos);
  const { succeeded, failed } = await untilProcessed(target, output, {
    signal,
    onProgress: processing.update,
  });
  const left = photos - succeeded - failed;
  const parts = [`${succeeded} done`, `${failed} failed`];
  if (left > 0) parts.push(`${left} still processing. ${GOES_ON}`);
  processing.end(`${counted(photos, "photo")}: ${parts.join(", ")}`);
  return failed > 0 ? 1 : 0;
}

const GOES_ON = "It goes on as soon as the local AWS runs again";
