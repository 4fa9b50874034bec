import { UPLOADS } from "../core/key-layout.ts";
import { makePlan } from "./backfill/plan.ts";
import { reprocessRejected } from "./backfill/reprocess-rejected.ts";
import { runBackfill } from "./backfill/run.ts";
import { outsideSources, sourceOf } from "./backfill/source.ts";
import { overBudget } from "./plan/prices.ts";
import { withTarget } from "./target/target.ts";
import { CommandError, command } from "./terminal/command.ts";
import { maxCostOf } from "./terminal/number-option.ts";

command({
  usage: "[--bucket BUCKET] [--prefix PREFIX] [--rejected] --yes",
  summary:
    "Sends photos that are already in a bucket through the pipeline. Counts them and shows the price; starts with --yes.",
  options: {
    bucket: { type: "string", value: "BUCKET", help: "where the photos are (default the pipeline's own)" },
    prefix: { type: "string", value: "PREFIX", help: `only keys that begin with this (default ${UPLOADS})` },
    rejected: {
      type: "boolean",
      help: "process again the photos under rejected/ that the current rules would keep",
    },
    "max-cost": { type: "string", value: "USD", help: "refuse to start what may cost more" },
    yes: { type: "boolean", help: "start it" },
  },
  run: async ({ yes, "max-cost": maxCost, bucket, prefix, rejected, ...options }) => {
    const limit = maxCostOf(maxCost) ?? Number.POSITIVE_INFINITY;
    if (rejected && (bucket ?? prefix) !== undefined) {
      throw new CommandError(
        "--rejected cannot be combined with --bucket or --prefix: rejected photos have a folder of their own. Leave those out.",
      );
    }
    return await withTarget(options, async (target) => {
      if (rejected) return await reprocessRejected(target, { yes, limit });
      const source = sourceOf(target, bucket, prefix);
      const plan = await makePlan(target, source);
      console.log(plan.text);
      const warning = outsideSources(source, target);
      if (warning !== undefined) console.warn(warning);
      if (plan.usd > limit) {
        throw new CommandError(overBudget(plan.usd, limit));
      }
      if (plan.photos === 0) return 0;
      if (!yes) {
        console.log("Nothing was started. Start it with --yes.");
        return 0;
      }
      return await runBackfill(target, source, plan.photos);
    });
  },
});
