// @ts-nocheck
import { ListObjectsV2Command, type S3Client } from "@aws-sdk/client-s3";
import type { MapState } from "../jsonata/definition.ts";
import { evaluate, type Json, type States } from "../jsonata/evaluate.ts";
import { StatesError } from "../states-error.ts";

/** The inputs of the children, JSON: every object under the prefix, selected and batched. */
export async function readItems(
  { ItemReader, ItemSelector, ItemBatcher }: MapState,
  states: States,
  s3: S3Client,
  signal: AbortSignal,
): Promise<{ input: string; items: number }[]> {
  const from = (await evaluate(ItemReader.Arguments, states)) as { Bucket: string; Prefix: string };
  const batches: { input: string; items: number }[] = [];
  let batch: Json[] = [];
  const close = () => {
    if (batch.length > 0) batches.push({ input: JSON.stringify({ Items: batch }), items: batch.length });
    batch = [];
  };
  let Index = 0;
  for await (const Value of objectsOf(s3, from, signal)) {
    const context = { ...(states.context as object), Map: { Item: { Index: Index++, Value } } };
    batch.push(await evaluate(ItemSelector, { ...states, context: context as unknown as Json }));
    if (batch.length === ItemBatcher.MaxItemsPerBatch) close();
  }
  close();
  return batches;
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
