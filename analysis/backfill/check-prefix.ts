import {
  BACKFILL_RESULTS,
  EXPORTS,
  QUERY_RESULTS,
  REJECTED,
  RESULT_FOLDERS,
  UPLOADS,
} from "../../core/key-layout.ts";
import { CommandError } from "../terminal/command.ts";

/**
 * The pipeline's own results are refused as a source.
 * @throws CommandError for a prefix that reaches into results
 */
export function checkPrefix(prefix: string): void {
  const results = [
    ...RESULT_FOLDERS.map((folder) => `${folder}/`),
    REJECTED,
    BACKFILL_RESULTS,
    EXPORTS,
    QUERY_RESULTS,
  ];
  const reached = results.filter((folder) => folder.startsWith(prefix) || prefix.startsWith(folder));
  if (reached.length === 0) return;
  throw new CommandError(
    `The prefix "${prefix}" holds results of the pipeline (${reached[0]}). Give a prefix of photos, such as ${UPLOADS}.`,
  );
}
