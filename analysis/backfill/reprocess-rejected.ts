import pMap from "p-map";
import { counted } from "../../core/counted.ts";
import { aboutDollars, callsUsd, overBudget } from "../plan/prices.ts";
import type { Target } from "../target/target.ts";
import { CommandError } from "../terminal/command.ts";
import { untilInterrupted } from "../terminal/interrupt.ts";
import { printable } from "../terminal/printable.ts";
import { startProgress } from "../terminal/progress.ts";
import { waitForOutcomes } from "../upload/wait-for-outcomes.ts";
import { checkRejected, type RejectedPhotos, reprocess } from "./rejected.ts";

const AT_ONCE = 8;

export interface ReprocessOptions {
  yes: boolean;
  /** Dollars. */
  limit: number;
}

/** Sends photos again that earlier, stricter rules rejected: says what that costs, and does it. */
export async function reprocessRejected(target: Target, { yes, limit }: ReprocessOptions): Promise<number> {
  const looking = startProgress("look", 0);
  const found = await checkRejected(target, (done) => looking.update(done, done));
  looking.end();
  const usd = target.kind === "aws" ? costOf(found, target.region) : 0;
  console.log(planText(target, found, usd));
  if (usd > limit) throw new CommandError(overBudget(usd, limit));
  if (found.photos.length === 0) return 0;
  if (!yes) {
    console.log("Nothing was started. Start it with --yes.");
    return 0;
  }
  return await untilInterrupted(async (signal) => {
    const taken = await pMap(
      found.photos,
      (photo) => (signal.aborted ? undefined : reprocess(target, photo)),
      {
        concurrency: AT_ONCE,
      },
    );
    const started = taken.filter((photo) => photo !== undefined);
    const progress = startProgress("analyse", started.length);
    const { left, failed } = await waitForOutcomes(target, started, { signal, onProgress: progress.update });
    const parts = [`${started.length - left.length} processed`];
    if (left.length > 0) parts.push(`${left.length} still processing`);
    const skipped = taken.length - started.length;
    if (skipped > 0) parts.push(`${skipped} skipped (another photo has the name)`);
    progress.end(`${counted(taken.length, "photo")}: ${parts.join(", ")}`);
    for (const { photo, message } of failed) {
      console.error(`${printable(photo)}: processing failed: ${printable(message)}`);
    }
    return failed.length > 0 ? 1 : 0;
  });
}

function callsOf({ photos }: RejectedPhotos) {
  return { DetectFaces: photos.filter(({ isDetected }) => !isDetected).length, IndexFaces: photos.length };
}

const costOf = (found: RejectedPhotos, region: string) =>
  Object.entries(callsOf(found)).reduce((sum, [name, count]) => sum + callsUsd(name, count, region), 0);

function planText({ kind, rulesVersion }: Target, found: RejectedPhotos, usd: number): string {
  const { DetectFaces, IndexFaces } = callsOf(found);
  const calls = `${counted(IndexFaces, "IndexFaces call")}, ${counted(DetectFaces, "DetectFaces call")}`;
  const price = kind === "aws" ? `${calls}: ${aboutDollars(usd)}` : `${calls}. On this computer: no charge`;
  return [
    `Rules now: ${rulesVersion.replace(/^1:/, "")}`,
    `${counted(found.photos.length, "photo")} rejected by other rules would be kept now`,
    `${found.stillRejected} would be rejected again, ${found.underSameRules} were rejected by these rules`,
    `${price}.`,
  ].join("\n");
}
