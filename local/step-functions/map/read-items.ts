import { ListObjectsV2Command, type S3Client } from "@aws-sdk/client-s3";
import type { MapState } from "../jsonata/definition.ts";
import { evaluate, type Json, type States } from "../jsonata/evaluate.ts";
import { StatesError } from "../states-error.ts";

/** An object as Step Functions' own reader of a bucket tells of it, and its place in the listing. */
export interface Item {
  index: number;
  value: Json;
}

/** Every object under the prefix, in batches, as they are listed. */
export async function* readItems(
  { ItemReader, ItemBatcher }: MapState,
  states: States,
  s3: S3Client,
  signal: AbortSignal,
): AsyncGenerator<Item[]> {
  const from = (await evaluate(ItemReader.Arguments, states)) as { Bucket: string; Prefix: string };
  let batch: Item[] = [];
  let index = 0;
  for await (const value of objectsOf(s3, from, signal)) {
    batch.push({ index: index++, value });
    if (batch.length < ItemBatcher.MaxItemsPerBatch) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** The input of a batch's child, JSON: each item as the state selects it. */
export async function inputOf({ ItemSelector }: MapState, states: States, batch: Item[]): Promise<string> {
  const Items: Json[] = [];
  for (const { index: Index, value: Value } of batch) {
    const context = { ...(states.context as object), Map: { Item: { Index, Value } } };
    Items.push(await evaluate(ItemSelector, { ...states, context: context as unknown as Json }));
  }
  return JSON.stringify({ Items });
}

/**
 * Reads a source ahead as fast as it delivers, while its first items are processed: the total is known long before
 * the last item is reached.
 */
export async function* readAhead<T>(source: AsyncIterable<T>, onEach: (each: T) => void): AsyncGenerator<T> {
  const held: T[] = [];
  let wake = () => {};
  let failure: { error: unknown } | undefined;
  let isRead = false;
  const read = async () => {
    try {
      for await (const each of source) {
        onEach(each);
        held.push(each);
        wake();
      }
    } catch (error) {
      failure = { error };
    }
    isRead = true;
    wake();
  };
  void read();
  for (let next = 0; ; ) {
    if (failure) throw failure.error;
    if (next < held.length) yield held[next++]!;
    else if (isRead) return;
    else {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }
}

/** Spelt as Step Functions spells it. */
async function* objectsOf(s3: S3Client, from: { Bucket: string; Prefix: string }, abortSignal: AbortSignal) {
  let ContinuationToken: string | undefined;
  do {
    const list = new ListObjectsV2Command({ ...from, ContinuationToken });
    const page = await s3.send(list, { abortSignal }).catch((error: Error) => {
      throw new StatesError("States.ItemReaderFailed", error.message);
    });
    for (const { ETag = "", Key = "", LastModified, Size = 0, StorageClass = "STANDARD" } of page.Contents ??
      []) {
      yield { Etag: ETag, Key, LastModified: (LastModified?.getTime() ?? 0) / 1000, Size, StorageClass };
    }
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken !== undefined);
}
