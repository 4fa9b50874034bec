import { appendFile, mkdir, open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { callsUsd } from "../../plan/prices.ts";
import type { Target } from "../../target/target.ts";
import { CommandError } from "../../terminal/command.ts";

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
  /** False for the laptop's region: nothing was charged. */
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
export async function appendLedger(datas: string, lines: LedgerLine[]): Promise<void> {
  if (lines.length === 0) return;
  await mkdir(datas, { recursive: true });
  const path = ledgerPath(datas);
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
  // A line that a crash cut off must not swallow the next one.
  const torn = await endsInsideLine(path);
  await appendFile(path, torn ? `\n${text}` : text, { flush: true });
}

/** All lines, oldest first; none when there is no file. Half a line left by a crash is skipped. */
export async function readLedger(datas: string): Promise<LedgerLine[]> {
  const text = await readFile(ledgerPath(datas), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw new CommandError(`Cannot read ${ledgerPath(datas)}: ${error.message}`);
  });
  return text.split("\n").flatMap((line) => {
    try {
      return line === "" ? [] : [JSON.parse(line) as LedgerLine];
    } catch {
      return [];
    }
  });
}

async function endsInsideLine(path: string): Promise<boolean> {
  const file = await open(path).catch(() => undefined);
  if (!file) return false;
  try {
    const { size } = await file.stat();
    if (size === 0) return false;
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
    return buffer[0] !== 10;
  } finally {
    await file.close();
  }
}
