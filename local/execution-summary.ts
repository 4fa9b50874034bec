import { counted } from "../core/counted.ts";
import { UPLOADS } from "../core/key-layout.ts";
import type { Ending, Execution } from "./step-functions/execution.ts";

/** What the pipeline's states add to the input. */
interface PipelineOutput {
  thumbnails?: { thumbnails?: number };
  ended?: { outcome?: string; reason?: string };
}

interface PipelineInput {
  detail?: { object?: { key?: string } };
}

/** One line for a finished execution: name, counts and seconds, nothing that describes a face. */
export function executionSummary(
  { startedAt, endedAt = startedAt }: Execution,
  input: string,
  ending: Ending,
): string {
  const { detail } = JSON.parse(input) as PipelineInput;
  const { thumbnails, ended } = JSON.parse(ending.output ?? "{}") as PipelineOutput;
  const key = detail?.object?.key ?? "an execution";
  const photo = key.startsWith(UPLOADS) ? key.slice(UPLOADS.length) : key;
  const faces = thumbnails?.thumbnails;
  const outcome =
    ended !== undefined
      ? `${ended.outcome} (${ended.reason})`
      : faces !== undefined
        ? `kept, ${counted(faces, "face")}`
        : [ending.status, ending.error].filter(Boolean).join(" ");
  return `${photo}: ${outcome}, ${((endedAt - startedAt) / 1000).toFixed(1)} s`;
}
