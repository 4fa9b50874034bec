import { DeleteCommand, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import type { Target } from "../target/target.ts";
import { CommandError } from "../terminal/command.ts";
import type { ForgottenPhoto } from "./plan-forget.ts";

type Table = Pick<Target, "dynamodb" | "table">;
interface Item {
  Status?: string;
  LeaseUntil?: number;
  Of?: string;
  Name?: string;
}

const IN_FLIGHT = ["CLAIMED", "DETECTED", "INDEXED"];

/** @throws CommandError while the pipeline is at one of the photos: it would write again what is being erased */
export async function assertAtRest(table: Table, photos: ForgottenPhoto[]): Promise<void> {
  for (const { photo, etag } of photos) {
    const item = etag === null ? undefined : await read(table, etag);
    if (item && IN_FLIGHT.includes(item.Status ?? "") && (item.LeaseUntil ?? 0) * 1000 > Date.now()) {
      throw new CommandError(`${photo} is being analysed at this moment. Forget it once it has ended.`);
    }
  }
}

/**
 * Replaces the photo's item by a tombstone: the ETag and the hash of the bytes, and nothing else. The pipeline turns
 * the same bytes away from now on, whatever they are called. Goes first, so that nothing comes back meanwhile.
 */
export async function leaveTombstone(table: Table, photo: ForgottenPhoto): Promise<number> {
  const { name, etag, contentSha256 } = photo;
  const item = { Status: "FORGOTTEN", UpdatedAt: new Date().toISOString() };
  const bound = await read(table, `name:${name}`);
  const etags = new Set([etag, bound?.Of].filter((one) => one !== null && one !== undefined));
  let tombstones = 0;
  for (const Etag of etags) {
    const known = await read(table, Etag);
    // The name may have passed to another photo since; that one is not meant.
    if (Etag !== etag && known?.Name !== name) continue;
    await table.dynamodb.send(new PutCommand({ TableName: table.table, Item: { ...item, Etag } }));
    tombstones += 1;
  }
  if (contentSha256 !== null && etag !== null) {
    const token = { Etag: `sha256:${contentSha256}`, Of: etag };
    await table.dynamodb.send(new PutCommand({ TableName: table.table, Item: token }));
  }
  if (bound) {
    await table.dynamodb.send(new DeleteCommand({ TableName: table.table, Key: { Etag: `name:${name}` } }));
  }
  return tombstones;
}

async function read({ dynamodb, table }: Table, Etag: string): Promise<Item | undefined> {
  const { Item } = await dynamodb.send(
    new GetCommand({ TableName: table, Key: { Etag }, ConsistentRead: true }),
  );
  return Item as Item | undefined;
}
