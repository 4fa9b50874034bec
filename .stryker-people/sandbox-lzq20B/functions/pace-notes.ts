// @ts-nocheck
import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { PACE_ITEM, PACED_OPERATIONS, type PacedOperation, type PaceItem } from "../core/admission.ts";
import type { Services } from "./clients.ts";
import { THROTTLED } from "./refusal.ts";

type Table = Pick<Services, "dynamodb" | "settings">;

/** Has photos let in more slowly, if the error says that calls come too fast. */
export async function noteThrottle(table: Table, { name }: Error): Promise<void> {
  if (THROTTLED.includes(name)) await add(table, { RefusedCalls: 1 });
}

/** A call has to be made once more for the same photo, and takes the place of another photo's. */
export const noteExtraCall = (table: Table, operation: PacedOperation): Promise<void> =>
  add(table, { [`Extra${operation}`]: 1 });

/** A photo ended before it needed a call: another may have its place. */
export const noteSparedCalls = (table: Table): Promise<void> =>
  add(table, Object.fromEntries(PACED_OPERATIONS.map((operation) => [`Extra${operation}`, -1])));

/** A note that fails is made up for: calls that come too fast are refused, and said to be. */
async function add({ dynamodb, settings }: Table, counts: PaceItem): Promise<void> {
  const entries = Object.entries(counts);
  const note = new UpdateCommand({
    TableName: settings.table,
    Key: { Etag: PACE_ITEM },
    UpdateExpression: `ADD ${entries.map(([name]) => `${name} :${name}`).join(", ")}`,
    ExpressionAttributeValues: Object.fromEntries(entries.map(([name, count]) => [`:${name}`, count])),
  });
  await dynamodb.send(note).catch(() => undefined);
}
