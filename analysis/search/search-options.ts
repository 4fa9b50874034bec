import { commandLine } from "../../core/command-line.ts";
import { counted } from "../../core/counted.ts";
import { MAX_MATCHES } from "../../core/similarity.ts";
import { dollars } from "../plan/prices.ts";
import { confirm } from "../tables/ledger/confirm.ts";
import { numberOption, wholeNumberOption } from "../terminal/number-option.ts";
import type { SearchRequest } from "./cached-search.ts";
import type { SearchedAll, SearchPlan } from "./search-all.ts";

export function requestOf(threshold: string, maxFaces: string): SearchRequest {
  return {
    threshold: numberOption("threshold", threshold, 0, 100),
    maxFaces: wholeNumberOption("max-faces", maxFaces, 1, MAX_MATCHES),
  };
}

/** What is about to be spent, in one line. */
export function planLine({ calls, known, usd, billed, beyondBudget }: SearchPlan): string {
  const faces = (count: number) => counted(count, "face");
  if (calls + beyondBudget + known === 0)
    return `There is no face to search yet. Analyse photos first: ${commandLine("start")} DIR`;
  if (calls + beyondBudget === 0) return `No face is left to search; ${faces(known)} already searched.`;
  const price = billed ? dollars(usd) : `${dollars(usd)} on AWS, nothing on this computer`;
  const rest = beyondBudget > 0 ? `; ${faces(beyondBudget)} more would exceed --max-cost` : "";
  return `${faces(calls)} to search, one call each: ${price} (${faces(known)} already searched${rest}).`;
}

/** Says what a search of many faces costs, and asks where it is charged and no budget was given. */
export function announcePlan(agreed: boolean, say: (line: string) => void = console.error) {
  return async (plan: SearchPlan): Promise<boolean> => {
    say(planLine(plan));
    if (!plan.billed || plan.calls === 0 || agreed) return true;
    return await confirm(`Spend ${dollars(plan.usd)}?`, "--yes or --max-cost USD");
  };
}

/**
 * Where not one face is known, the data are those of another collection. A sync is not the way out there: it would
 * replace them by what that one holds.
 */
function goneLine(gone: string[], asked: number): string {
  if (asked > 1 && gone.length === asked)
    return `None of ${counted(asked, "face")} is in the collection: these data come from another one. Give the --state or --target that they were made with.`;
  return `Not in the collection: ${listed(gone)}. Sync, or look at: ${commandLine("doctor")}`;
}

const listed = (faces: string[]) => `${faces.slice(0, 5).join(", ")}${faces.length > 5 ? ", …" : ""}`;

/** What came of it. */
export function resultLines({
  made,
  calls,
  beyondBudget,
  truncated,
  gone,
  unrecorded,
}: SearchedAll): string[] {
  return [
    `${made} of ${counted(calls + beyondBudget, "face")} searched.`,
    ...(truncated.length > 0
      ? [
          `Truncated: ${counted(truncated.length, "answer holds", "answers hold")} as many matches as were asked for: ${listed(truncated)}`,
        ]
      : []),
    ...(unrecorded.length > 0
      ? [`No recorded answer for ${counted(unrecorded.length, "face")}: ${listed(unrecorded)}`]
      : []),
    ...(gone.length > 0 ? [goneLine(gone, calls)] : []),
  ];
}
