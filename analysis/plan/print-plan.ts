import { counted } from "../../core/counted.ts";
import { rejectionInWords } from "../../core/errors.ts";
import { skippedFiles } from "../photos/skipped-files.ts";
import type { CountedPhotos } from "./count-photos.ts";
import type { Design, Estimate } from "./designs.ts";
import { sumOf } from "./fixed-costs.ts";
import { dollars, FREE_TIER, PRICES_NOTED_ON, SOURCES } from "./prices.ts";

const NAMES: Record<Design, string> = {
  original: "original design (2020)",
  default: "default",
  economy: "economy (one call per photo)",
};

const count = (units: number) => units.toLocaleString("en-US", { maximumFractionDigits: 2 });

export function countedLine({
  accepted,
  bytes,
  duplicates,
  rejected,
  unreadable,
  others,
  hidden,
}: CountedPhotos): string {
  const turned = Object.entries(rejected).map(
    ([reason, number]) => `${rejectionInWords(reason)} (${number})`,
  );
  return [
    `${counted(accepted, "photo")} to analyse (${count(bytes / 1e6)} MB)`,
    ...(duplicates > 0 ? [`${duplicates} with the same bytes as another`] : []),
    ...(turned.length > 0 ? [`rejected before any paid call: ${turned.join(", ")}`] : []),
    ...(unreadable > 0 ? [`${unreadable} cannot be read`] : []),
    ...skippedFiles({ others, hidden }),
  ].join("; ");
}

/** Calls and dollars by design, then what comes later. */
export function estimateLines(estimates: Estimate[]): string[] {
  const [first] = estimates;
  if (!first) return [];
  const later = estimates.find(({ design }) => design === "default") ?? first;
  return [
    ...estimates.map(({ design, calls, usd }) => {
      const paid = Object.entries(calls).map(([operation, units]) => `${count(units)} ${operation}`);
      return `${NAMES[design].padEnd(30)} ${dollars(usd).padStart(12)}   ${paid.join(", ")}`;
    }),
    `${"later: search every kept face".padEnd(30)} ${dollars(later.searches.usd).padStart(12)}   ${count(later.searches.units)} SearchFaces`,
    ...later.monthly.map(
      ({ what, units, usd }) =>
        `${`each month: ${what}`.padEnd(30)} ${dollars(usd).padStart(12)}   ${count(units)}`,
    ),
    `${"each month: the deployment".padEnd(30)} ${dollars(sumOf(later.standing)).padStart(12)}   ${later.standing.map(({ what, usd }) => `${what} ${dollars(usd)}`).join(", ")}`,
    ...later.each.map(({ what, usd }) => `${`each ${what}`.padEnd(30)} ${`$${usd.toFixed(6)}`.padStart(12)}`),
  ];
}

export function footnotes(region: string): string[] {
  return [
    "On this computer (--target local) all of it costs nothing.",
    `Kept photos and faces are estimated by the shares of the recorded photos (40 of 44 photos, 41 faces).`,
    `Prices of ${region}, noted ${PRICES_NOTED_ON}; compare them before a large run: ${Object.values(SOURCES).join(" ")}`,
    FREE_TIER,
  ];
}

export interface Spent {
  source: string;
  engine: string | null;
  operation: string;
  calls: number;
  usd: number;
  /** What AWS charges for such calls, made there or not. */
  listUsd: number;
}

/** The ledger by command and operation. */
export function spentLines(spent: Spent[]): string[] {
  if (spent.length === 0) return ["No call that AWS charges for was made yet."];
  const sum = (key: "usd" | "listUsd") => spent.reduce((total, row) => total + row[key], 0);
  return [
    ...spent.map(
      ({ source, operation, calls, usd, listUsd, engine }) =>
        `${source.padEnd(10)} ${operation.padEnd(18)} ${count(calls).padStart(9)} calls ${dollars(usd).padStart(12)}${usd < listUsd ? `  (${engine === "lookalike" ? "models" : "recorded answers"} on this computer)` : ""}`,
    ),
    `Spent: ${dollars(sum("usd"))}. All of these calls on AWS would have cost ${dollars(sum("listUsd"))} by the price list.`,
  ];
}
