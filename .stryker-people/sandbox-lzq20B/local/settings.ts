// @ts-nocheck
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { writeAtomically } from "../core/files/write-atomically.ts";
import { RegionError } from "./region-error.ts";

/** How the local AWS of a state folder was started the last time. */
export interface RegionSettings {
  /** Absolute path of a folder of recorded answers. */
  replay?: string;
  replayOnly?: boolean;
}

const FILE = "region-settings.json";

export interface ResolvedSettings {
  settings: RegionSettings;
  /** Keeps them for the next time; called once they have proved usable. */
  remember(): Promise<void>;
}

/** The settings to run with: those given now, else those of the last time. @throws RegionError */
export async function resolveSettings(
  state: string,
  { replay, replayOnly = false }: { replay?: string | undefined; replayOnly?: boolean | undefined },
): Promise<ResolvedSettings> {
  const before = await readSettings(state);
  const folder = replay === undefined ? before.replay : resolve(replay);
  if (folder === undefined) {
    if (!replayOnly) return { settings: {}, remember: async () => {} };
    throw new RegionError("--replay-only was given without recorded answers. Add --replay DIR.");
  }
  const inherited = replay === undefined && before.replayOnly === true;
  const settings = { replay: folder, replayOnly: replayOnly || inherited };
  const remember = async () => {
    await writeAtomically(join(state, FILE), `${JSON.stringify(settings)}\n`);
  };
  return { settings, remember };
}

async function readSettings(state: string): Promise<RegionSettings> {
  const file = join(state, FILE);
  const text = await readFile(file, "utf8").catch(() => "{}");
  try {
    return JSON.parse(text) as RegionSettings;
  } catch {
    throw new RegionError(`The settings in ${file} are not JSON. Delete that file.`);
  }
}
