import type { COMMON_OPTIONS, Options, Values } from "./options.ts";

/** What a file of `analysis/` says of its command. */
export interface Command<O extends Options = Options> {
  /** What follows the command's name: `PHOTO|FaceId`. */
  usage: string;
  /** What it does, one or two sentences. */
  summary: string;
  /** Beside the common ones. */
  options: O;
  /** How many positional arguments it takes; none by default. */
  positionals?: { min: number; max: number };
  /** What the first positional argument may be, where it is one of a few words; for completion. */
  words?: readonly string[];
  /** Resolves to the exit status; 0 for nothing. */
  run(values: Values<O & typeof COMMON_OPTIONS>, positionals: string[]): Promise<number | undefined>;
}
