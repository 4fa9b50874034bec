// @ts-nocheck
import { join } from "node:path";
import { appendObjects, readLines, rewriteLines } from "../../files/line-file.ts";
import { callsUsd } from "../../plan/prices.ts";
import type { Target } from "../../target/target.ts";

/**
 * One line of `datas/api-calls.ndjson`: calls that the analysis commands made themselves. The file is what lasts; the
 * table `api_calls` is filled from it again whenever the database is rebuilt. (The pipeline's calls are told by
 * `photos/<name>.json`.)
 */
export interface LedgerLine {
  /** ISO 8601, UTC. */
  at: string;
  /** The command: `search`, `people`, `calibrate`. */
  source: string;
  operation: string;
  calls: number;
  /** False for the local AWS: nothing was charged. */
  billed: boolean;
  /** What was charged by the price list, 0 when not billed. */
  usd: number;
  /** What AWS charges for these calls, billed or not: the first price tier. */
  listUsd: number;
  region: string;
  engine: "rekognition" | "lookalike";
  photo?: string;
  faceId?: string;
}

export const ledgerPath = (datas: string) => join(datas, "api-calls.ndjson");

export interface PaidCall {
  source: string;
  operation: string;
  /** When the call was answered; now by default. */
  at?: Date;
  calls?: number;
  photo?: string;
  faceId?: string;
  /** `FaceModelVersion` of the answer: tells the models of this computer from Rekognition's recorded answers. */
  modelVersion?: string | undefined;
}

export function ledgerLine({ kind, region }: Pick<Target, "kind" | "region">, call: PaidCall): LedgerLine {
  const { source, operation, at = new Date(), calls = 1, photo, faceId, modelVersion } = call;
  const listUsd = callsUsd(operation, calls, region);
  const billed = kind === "aws";
  return {
    at: at.toISOString(),
    source,
    operation,
    calls,
    billed,
    usd: billed ? listUsd : 0,
    listUsd,
    region,
    engine: modelVersion?.startsWith("lookalike") ? "lookalike" : "rekognition",
    ...(photo !== undefined && { photo }),
    ...(faceId !== undefined && { faceId }),
  };
}

/** Appends calls and waits for the disk, so that what was paid for is never forgotten. */
export const appendLedger = (datas: string, lines: LedgerLine[]) => appendObjects(ledgerPath(datas), lines);

/** All lines, oldest first; none when there is no file. A damaged line does not hide the others. */
export async function readLedger(datas: string): Promise<LedgerLine[]> {
  return (await readLines(ledgerPath(datas))).flatMap(parse);
}

/** Replaces the lines by what `change` makes of them, while nobody else adds. */
export async function rewriteLedger(
  datas: string,
  change: (lines: LedgerLine[]) => LedgerLine[],
): Promise<void> {
  await rewriteLines(ledgerPath(datas), (lines) => change(lines.flatMap(parse)));
}

function parse(line: string): LedgerLine[] {
  try {
    return line === "" ? [] : [JSON.parse(line) as LedgerLine];
  } catch {
    return [];
  }
}
