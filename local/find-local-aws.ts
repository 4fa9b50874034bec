import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { LocalAws } from "./local-aws-options.ts";

/** The local AWS that another process runs on this state folder, if one answers. Closing it here leaves it running. */
export async function findLocalAws(state: string): Promise<LocalAws | undefined> {
  try {
    const { endpoint } = JSON.parse(await readFile(join(state, "region.json"), "utf8")) as {
      endpoint: string;
    };
    const response = await fetch(`${endpoint}/_lookalike/health`, { signal: AbortSignal.timeout(2000) });
    if (!response.ok) return undefined;
    const { region } = (await response.json()) as { region: Omit<LocalAws, "close"> };
    return { ...region, close: async () => {} };
  } catch {
    return undefined;
  }
}
