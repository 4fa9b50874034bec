// @ts-nocheck
import type { Call } from "./call.ts";
import { S3Error } from "./errors.ts";
import { invalid } from "./list-request.ts";

export const MAX_PARTS = 10_000;

/** Upload and part number of a request on a part. */
export function partRequest({ query }: Pick<Call, "query">): { uploadId: string; number: number } {
  const text = query.get("partNumber");
  const uploadId = query.get("uploadId");
  if (text === undefined || uploadId === undefined) throw new S3Error("InvalidRequest");
  const number = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (number >= 1 && number <= MAX_PARTS) return { uploadId, number };
  throw invalid("partNumber", text, `Part number must be an integer between 1 and ${MAX_PARTS}, inclusive`);
}
