import { type TargetOptions, withTarget } from "../target/target.ts";
import { untilInterrupted } from "../terminal/interrupt.ts";
import { maxCostOf } from "../terminal/number-option.ts";
import { startProgress } from "../terminal/progress.ts";
import { type SearchAllOptions, type SearchedAll, searchAll } from "./search-all.ts";
import { announcePlan } from "./search-options.ts";

/** Options of a command that pays for searches. */
export interface SpendingOptions extends TargetOptions {
  datas: string;
  /** Dollars. */
  "max-cost": string | undefined;
  /** Spend without asking. */
  yes: boolean;
}

/** Searches many faces: says first what it costs, asks where it is charged, shows how it goes; Ctrl-C stops it. */
export async function searchWithProgress(
  options: SpendingOptions,
  what: Pick<SearchAllOptions, "threshold" | "maxFaces" | "source" | "only" | "refresh">,
): Promise<SearchedAll> {
  const maxCost = maxCostOf(options["max-cost"]);
  const progress = startProgress("search", 0);
  const result = await untilInterrupted((signal) =>
    withTarget(options, (target) =>
      searchAll(target, {
        ...what,
        datas: options.datas,
        maxCost,
        signal,
        onPlan: announcePlan(options.yes || maxCost !== undefined),
        onProgress: progress.update,
      }),
    ),
  );
  progress.end();
  return result;
}
