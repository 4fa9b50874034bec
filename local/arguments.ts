import { parseArgs } from "node:util";
import { RegionError } from "./region-error.ts";

export interface Arguments {
  help: boolean;
  port: number;
  state: string;
  replay?: string;
  replayOnly: boolean;
}

export const USAGE = `AWS on the laptop: S3, DynamoDB, Step Functions and Rekognition on one loopback port, with the pipeline in them.

  npm run local -- [options]

  --port N       port on 127.0.0.1, 0 for any that is free (default 4566)
  --state DIR    where everything is kept (default .local)
  --replay DIR   answer from recorded responses where there are some (remembered in the state)
  --replay-only  refuse photos without a recorded response
  --help         show this`;

/** @throws RegionError for arguments that are none of these */
export function readArguments(args: string[]): Arguments {
  const options = {
    port: { type: "string", default: "4566" },
    state: { type: "string", default: ".local" },
    replay: { type: "string" },
    "replay-only": { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  } as const;
  let values: ReturnType<typeof parseArgs<{ args: string[]; options: typeof options }>>["values"];
  try {
    ({ values } = parseArgs({ args, options }));
  } catch (error) {
    throw new RegionError(`${(error as Error).message}\n--help lists the options.`);
  }
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65_535) {
    throw new RegionError(`Expected a port from 0 to 65535 after --port, got "${values.port}".`);
  }
  const { help, state, replay } = values;
  return { help, port, state, replayOnly: values["replay-only"], ...(replay !== undefined && { replay }) };
}
