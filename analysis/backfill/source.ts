import { UPLOADS } from "../../core/key-layout.ts";
import type { Target } from "../target/target.ts";
import { checkPrefix } from "./check-prefix.ts";

/** Where a backfill's photos lie. */
export interface Source {
  bucket: string;
  prefix: string;
}

/**
 * One sentence where the pipeline may not read all of these photos, as far as the deployment tells. A bucket's own policy
 * may allow it all the same.
 */
export function outsideSources(
  { bucket, prefix }: Source,
  target: Pick<Target, "bucket" | "kind" | "sources">,
): string | undefined {
  const { sources, kind } = target;
  if (sources === undefined) return undefined;
  const isWithin = sources.some((source) => {
    const [, itsBucket = target.bucket, itsPrefix = source] = /^s3:\/\/([^/]+)\/?(.*)$/.exec(source) ?? [];
    return bucket === itsBucket && prefix.startsWith(itsPrefix);
  });
  if (isWithin) return undefined;
  const wanted = bucket === target.bucket ? prefix : `s3://${bucket}/${prefix}`;
  const mend = kind === "local" ? "cdk.json, and run npm run template" : "cdk.json, and deploy again";
  return `The pipeline may read photos in ${sources.join(", ")} only: those in ${wanted} would fail. Add it to "sources" in ${mend}.`;
}

/** @throws CommandError where the prefix reaches into results */
export function sourceOf(target: Pick<Target, "bucket">, bucket = target.bucket, prefix?: string): Source {
  // Another bucket is taken as a whole unless a prefix is given.
  const source = { bucket, prefix: prefix ?? (bucket === target.bucket ? UPLOADS : "") };
  if (bucket === target.bucket) checkPrefix(source.prefix);
  return source;
}
