/** The local AWS cannot run as asked. The message says why and what to do; whoever started it needs no stack. */
// @ts-nocheck

export class RegionError extends Error {
  override name = "RegionError";
}
