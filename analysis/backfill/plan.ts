import { isMissing } from "../../core/s3-errors.ts";
import { listObjects } from "../bucket/list-objects.ts";
import { estimate, TYPICAL } from "../plan/designs.ts";
import { aboutDollars, dollars } from "../plan/prices.ts";
import type { Target } from "../target/target.ts";
import { CommandError } from "../terminal/command.ts";
import { startProgress } from "../terminal/progress.ts";
import type { Source } from "./source.ts";

export interface Plan {
  photos: number;
  /** The most that AWS can charge, and what the estimate assumes of the photos. */
  usd: number;
  text: string;
}

/** Counts the objects, and what the pipeline would cost for that many. */
export async function makePlan(
  target: Pick<Target, "s3" | "bucket" | "region" | "kind" | "economy">,
  source: Source,
): Promise<Plan> {
  const counting = startProgress("count", 0);
  let photos = 0;
  let bytes = 0;
  try {
    for await (const page of listObjects(target.s3, source.bucket, source.prefix)) {
      photos += page.length;
      bytes += page.reduce((sum, object) => sum + object.bytes, 0);
      counting.update(photos, photos);
    }
  } catch (error) {
    if (!isMissing(error) || source.bucket === target.bucket) throw error;
    throw new CommandError(`No bucket ${source.bucket}. Give --bucket the name of one that is there.`);
  } finally {
    counting.end();
  }
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
