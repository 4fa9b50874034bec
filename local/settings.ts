import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { writeAtomically } from "../core/files/write-atomically.ts";
import { LocalAwsError } from "./common/local-aws-error.ts";

/** The options with which the local AWS of a state folder was last started. */
export interface LocalAwsSettings {
  /** Absolute path of a folder of recorded answers. */
  replay?: string;
  replayOnly?: boolean;
  /** Absolute path of a network that describes faces in place of the engine's own. */
  descriptor?: string;
}

/** What is asked for now. */
export interface GivenSettings {
  replay?: string | undefined;
  replayOnly?: boolean | undefined;
  descriptor?: string | undefined;
}

const FILE = "region-settings.json";

export interface ResolvedSettings {
  settings: LocalAwsSettings;
  /** Keeps them for the next time; called once they have proved usable. */
  remember(): Promise<void>;
}

/** The settings to run with: those given now, else those of the last time. @throws LocalAwsError */
export async function resolveSettings(state: string, given: GivenSettings): Promise<ResolvedSettings> {
  const settings = combined(given, await readSettings(state));
  const { replay, replayOnly, descriptor } = settings;
  if (replayOnly && replay === undefined)
    throw new LocalAwsError("--replay-only was given without recorded answers. Add --replay DIR.");
  if (replay !== undefined && descriptor !== undefined) {
    throw new LocalAwsError(
      `Recorded answers (${replay}) and the descriptor ${descriptor} exclude each other: recorded faces cannot be ` +
        "described again. Choose another folder with --state DIR.",
    );
  }
  const remember = async () => {
    if (replay === undefined && descriptor === undefined) return;
    await writeAtomically(join(state, FILE), `${JSON.stringify(settings)}\n`);
  };
  return { settings, remember };
}

function combined(
  { replay, replayOnly, descriptor }: GivenSettings,
  before: LocalAwsSettings,
): LocalAwsSettings {
  const folder = replay === undefined ? before.replay : resolve(replay);
  const network = descriptor === undefined ? before.descriptor : resolve(descriptor);
  const inherited = replay === undefined && before.replayOnly === true;
  return {
    ...(folder !== undefined && { replay: folder }),
    ...((folder !== undefined || replayOnly) && { replayOnly: replayOnly || inherited }),
    ...(network !== undefined && { descriptor: network }),
  };
}

async function readSettings(state: string): Promise<LocalAwsSettings> {
  const file = join(state, FILE);
  const text = await readFile(file, "utf8").catch(() => "{}");
  try {
    return JSON.parse(text) as LocalAwsSettings;
  } catch {
    throw new LocalAwsError(`The settings in ${file} are not JSON. Delete that file.`);
  }
}
