import { parseArgs } from "node:util";
import sharp from "sharp";
import { callsUsd, pricesOf } from "../analysis/plan/prices.ts";
import { positive } from "./arguments.ts";
import type { Flood, Outcome } from "./flood/flood-options.ts";
import { simulate } from "./flood/simulate.ts";

const REGION = "eu-west-1";

/**
 * A large upload against the quota that an account starts with, by a virtual clock: hours take seconds.
 *
 * Usage: `npm run bench -- flood [--photos N] [--rate N] [--quota N] [--seed N] [--only ROW]`; a row by a part of its name.
 */
export async function run(args: string[] = []): Promise<void> {
  const options = {
    photos: { type: "string", default: "10000" },
    rate: { type: "string", default: "40" },
    quota: { type: "string", default: "5" },
    seed: { type: "string", default: "1" },
    only: { type: "string", default: "" },
  } as const;
  const { values } = parseArgs({ args, options });
  // Pictures of a hundred pixels: threads would cost more than they gain.
  sharp.concurrency(1);
  const quota = positive("--quota", values.quota);
  const plain: Flood = {
    photos: positive("--photos", values.photos),
    arrivals: positive("--rate", values.rate),
    quota,
    faults: 0,
    duplicates: 0,
    admission: true,
    seed: positive("--seed", values.seed),
  };
  const floods: Record<string, Flood> = {
    "before: no queue": { ...plain, admission: false },
    "default options": plain,
    "half the quota half-way": { ...plain, loweredTo: quota / 2 },
    "every call refused for an hour": { ...plain, closedFor: 3600 },
    "30 % faults, events twice and reordered": { ...plain, faults: 0.3, duplicates: 0.2 },
    "all of that": { ...plain, faults: 0.3, duplicates: 0.2, loweredTo: quota / 2 },
  };
  console.log(`${plain.photos} photos at ${plain.arrivals} a second, quota ${quota} calls a second\n`);
  const rows: Record<string, ReturnType<typeof rowOf>> = {};
  const wanted = Object.entries(floods).filter(([name]) => name.includes(values.only));
  for (const [name, flood] of wanted) {
    const started = process.cpuUsage();
    const outcome = await simulate(flood);
    const { user, system } = process.cpuUsage(started);
    rows[name] = rowOf(flood, outcome);
    console.error(`${name}: ${((user + system) / 1e6).toFixed(1)} s of CPU time, ${JSON.stringify(outcome)}`);
  }
  console.table(rows);
}

function rowOf(flood: Flood, outcome: Outcome) {
  const { photos } = flood;
  const { endings, paid, refused, lists, lost, transitions, seconds, leastSeconds, wrong, drift } = outcome;
  const calls = Object.values(paid).reduce((sum, count) => sum + count, 0);
  return {
    FAILED: endings.FAILED + endings.TIMED_OUT,
    "wrong or lost": wrong + drift,
    "paid/photo": round(calls / photos, 3),
    "refused/photo": round(refused / photos, 3),
    minutes: round(seconds / 60, 1),
    "least minutes": round(leastSeconds / 60, 1),
    "× least": round(seconds / leastSeconds, 3),
    lists: lost > 0 ? `${lists} (${lost} answers lost)` : `${lists}`,
    "transitions/photo": round(transitions / photos, 2),
    "$/1,000 photos": round((usdOf(outcome) / photos) * 1000, 3),
  };
}

function usdOf({ paid, transitions, invocations, gbSeconds, requests }: Outcome): number {
  const price = pricesOf(REGION);
  const calls = Object.entries(paid).reduce((sum, [name, count]) => sum + callsUsd(name, count, REGION), 0);
  const { s3Put = 0, s3Get = 0, dynamodbWrite = 0, dynamodbRead = 0, sqs = 0 } = requests;
  return (
    calls +
    transitions * price.stateTransition +
    invocations * price.lambdaRequest +
    gbSeconds * price.lambdaGbSecond +
    s3Put * price.s3Put +
    s3Get * price.s3Get +
    dynamodbWrite * price.dynamodbWrite +
    dynamodbRead * price.dynamodbRead +
    sqs * price.sqsFifoRequest
  );
}

const round = (value: number, digits: number) => Number(value.toFixed(digits));
