// @ts-nocheck
import { UPLOADS } from "../../core/key-layout.ts";
import type { Target } from "../target/target.ts";
import { checkPrefix } from "./check-prefix.ts";

/** Where a backfill's photos lie. */
export interface Source {
  bucket: string;
  prefix: string;
}

/** @throws CommandError where the prefix reaches into results */
export function sourceOf(target: Pick<Target, "bucket">, bucket = target.bucket, prefix?: string): Source {
  // Another bucket is taken as a whole unless a prefix is given.
  const source = { bucket, prefix: prefix ?? (bucket === target.bucket ? UPLOADS : "") };
  if (bucket === target.bucket) checkPrefix(source.prefix);
  return source;
}
