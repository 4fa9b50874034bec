/** The facts about a command by which a shell completes its arguments. */
export interface Completed {
  name: string;
  does: string;
  options: CompletedOption[];
  /** What stands for a positional argument: one of these words, or a file; undefined where there is none. */
  positional: readonly string[] | "file" | undefined;
}

export interface CompletedOption {
  name: string;
  help: string;
  /** What follows: one of these words, a folder, a file, anything; undefined for a flag. */
  value: readonly string[] | "folder" | "file" | "any" | undefined;
}
