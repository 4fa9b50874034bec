import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import {
  CALL_COUNTS,
  type CallCounts,
  RATE_LIMITED_OPERATIONS,
  type RateLimitedOperation,
} from "../core/admission.ts";
import type { Services } from "./clients.ts";
import { THROTTLED } from "./refusal.ts";

type Table = Pick<Services, "dynamodb" | "settings">;

/** Slows the admission of photos if the error says that calls come too fast. */
export async function countThrottle(table: Table, { name }: Error): Promise<void> {
  if (THROTTLED.includes(name)) await add(table, { RefusedCalls: 1 });
}

/** Counts a repeated call for the same photo: it uses the quota that another photo would have had. */
export const countExtraCall = (table: Table, operation: RateLimitedOperation): Promise<void> =>
  add(table, { [`Extra${operation}`]: 1 });

/** Counts a photo that ended without a call: another photo may have its share of the quota. */
export const countSparedCalls = (table: Table): Promise<void> =>
  add(table, Object.fromEntries(RATE_LIMITED_OPERATIONS.map((operation) => [`Extra${operation}`, -1])));

/** A note that is not written does no harm: calls that come too fast are refused, and the refusals are counted. */
async function add({ dynamodb, settings }: Table, counts: CallCounts): Promise<void> {
  const entries = Object.entries(counts);
  const note = new UpdateCommand({
    TableName: settings.table,
    Key: { Etag: CALL_COUNTS },
    UpdateExpression: `ADD ${entries.map(([name]) => `${name} :${name}`).join(", ")}`,
    ExpressionAttributeValues: Object.fromEntries(entries.map(([name, count]) => [`:${name}`, count])),
  });
  await dynamodb.send(note).catch(() => undefined);
}
