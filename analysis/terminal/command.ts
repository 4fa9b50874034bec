import { realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type ParseArgsConfig, parseArgs } from "node:util";
import { argumentError } from "./argument-error.ts";
import { endWithReader } from "./exit-on-closed-pipe.ts";
import { folderError } from "./folder-error.ts";

/** What went wrong is the user's to mend: its message says how, no stack is shown, the exit status is 2. */
export class CommandError extends Error {
  override name = "CommandError";
}

export interface Option {
  type: "string" | "boolean";
  short?: string;
  default?: string | boolean;
  multiple?: boolean;
  /** One line for `--help`. */
  help: string;
  /** What a string stands for in `--help`: `DIR`, `N`. */
  value?: string;
}

/** Options that mean the same in every command. */
export const COMMON_OPTIONS = {
  datas: { type: "string", default: "datas", value: "DIR", help: "where results are kept (default datas)" },
  state: {
    type: "string",
    default: ".local",
    value: "DIR",
    help: "the laptop region's state (default .local)",
  },
  target: {
    type: "string",
    value: "local|aws",
    help: "where photos are analysed (default: aws once cdk-outputs.json exists, else local)",
  },
} as const satisfies Record<string, Option>;

/** Of the commands that send photos. */
export const CONVERT_OPTION = {
  convert: {
    type: "boolean",
    help: "send what Rekognition does not take (WebP, AVIF, GIF, TIFF, over 15 MB) as JPEG copies",
  },
} as const satisfies Record<string, Option>;

type Values<O extends Record<string, Option>> = {
  [K in keyof O]: O[K]["type"] extends "boolean"
    ? boolean
    : O[K] extends { multiple: true }
      ? string[] | undefined
      : O[K] extends { default: string }
        ? string
        : string | undefined;
};

export interface Command<O extends Record<string, Option>> {
  /** Usage line without the file: `PHOTO|FaceId`. */
  usage: string;
  /** What it does, one or two sentences. */
  summary: string;
  options: O;
  /** How many positional arguments it takes. */
  positionals?: { min: number; max: number };
  run(values: Values<O>, positionals: string[]): Promise<number | undefined>;
}

/** True when the module is the file that node was started with (`import.meta.main` is newer than Node 20). */
export function isMain(moduleUrl: string): boolean {
  const script = process.argv[1];
  return script !== undefined && realpathSync(script) === realpathSync(fileURLToPath(moduleUrl));
}

/**
 * Runs the command when its file is the one that was started, once the whole file has been read, and sets the exit
 * status: what `run` returns (0 for nothing), 2 for a {@link CommandError} or wrong arguments.
 */
export function command<const O extends Record<string, Option>>(moduleUrl: string, spec: Command<O>): void {
  if (isMain(moduleUrl)) setImmediate(start, moduleUrl, spec);
}

async function start<O extends Record<string, Option>>(moduleUrl: string, spec: Command<O>): Promise<void> {
  const { usage, summary, options, positionals: count = { min: 0, max: 0 }, run } = spec;
  const file = fileURLToPath(moduleUrl).split("/").slice(-2).join("/");
  endWithReader(process.stdout, process.stderr);
  try {
    const { values, positionals } = parse(options);
    if (values.help) {
      console.log(helpText(`npx tsx ${file} ${usage}`, summary, options));
      return;
    }
    if (positionals.length < count.min || positionals.length > count.max) {
      throw new CommandError(`Expected: npx tsx ${file} ${usage}\n--help lists the options.`);
    }
    const misplaced = folderError(values, ["datas", "state"]);
    if (misplaced) throw new CommandError(misplaced);
    process.exitCode = (await run(values as Values<O>, positionals)) ?? 0;
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  }
}

function parse(options: Record<string, Option>) {
  const help = { type: "boolean", short: "h" } as const;
  const config = { options: { ...options, help }, allowPositionals: true } as ParseArgsConfig;
  try {
    const { values, positionals } = parseArgs(config);
    const flags = Object.entries(options).filter(([, option]) => option.type === "boolean");
    return {
      values: { ...Object.fromEntries(flags.map(([name]) => [name, false])), ...values },
      positionals,
    };
  } catch (error) {
    throw new CommandError(argumentError(error as Error));
  }
}

function helpText(usage: string, summary: string, options: Record<string, Option>): string {
  const rows = Object.entries({ ...options, help: { type: "boolean", help: "show this" } as Option }).map(
    ([name, { value, help, type }]) => [`--${name}${type === "string" ? ` ${value ?? "TEXT"}` : ""}`, help],
  );
  const width = Math.max(...rows.map(([left]) => left!.length));
  return `${summary}\n\n  ${usage}\n\n${rows.map(([left, help]) => `  ${left!.padEnd(width)}  ${help}`).join("\n")}`;
}
