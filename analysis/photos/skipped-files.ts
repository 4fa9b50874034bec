import { counted } from "../../core/counted.ts";

/** The files that were skipped, one phrase per kind. */
export function skippedFiles({ others, hidden }: { others: number; hidden: number }): string[] {
  return [
    ...(others > 0 ? [`skipped ${counted(others, "other file")} (not photos)`] : []),
    ...(hidden > 0
      ? [`skipped ${counted(hidden, "hidden file or folder", "hidden files and folders")}`]
      : []),
  ];
}
