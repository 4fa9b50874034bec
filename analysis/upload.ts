import { commandLine } from "../core/command-line.ts";
import { counted } from "../core/counted.ts";
import { type FoundPhotos, findPhotos } from "./photos/find-photos.ts";
import { skippedFiles } from "./photos/skipped-files.ts";
import { withTarget } from "./target/target.ts";
import { command, SENDING_OPTIONS, VERBOSE_OPTION } from "./terminal/command.ts";
import { untilInterrupted } from "./terminal/interrupt.ts";
import { printable } from "./terminal/printable.ts";
import { startProgress } from "./terminal/progress.ts";
import { type Outcome, outcomeLines, outcomeOf } from "./upload/outcome-lines.ts";
import { notAccepted, type UploadedPhoto, uploadPhotos } from "./upload/upload-photos.ts";
import { waitForOutcomes } from "./upload/wait-for-outcomes.ts";

command({
  usage: "FILE|DIR…",
  summary: "Sends photos to the pipeline. Bytes that are already there are not sent again.",
  options: {
    wait: { type: "boolean", help: "wait until every photo is processed" },
    verbose: VERBOSE_OPTION,
    ...SENDING_OPTIONS,
  },
  positionals: { min: 1, max: Number.POSITIVE_INFINITY },
  run: async ({ wait, verbose, convert, "no-location": noLocation, ...options }, paths) => {
    const found = await findPhotos(paths, [options.datas, options.state]);
    return await withTarget(options, (target) =>
      untilInterrupted(async (signal) => {
        const sending = startProgress("upload", found.photos.length);
        const uploaded = await uploadPhotos(target, found.photos, {
          convert,
          noLocation,
          signal,
          onProgress: sending.update,
        });
        sending.end(uploadSummary(uploaded, found));
        const failed = [...found.unreachable, ...notAccepted(uploaded)];
        for (const { photo, message } of failed) console.error(`${printable(photo)}: ${printable(message)}`);
        const status = failed.length > 0 ? 1 : 0;
        // A local AWS in this process ends with it: what it was sent is analysed first.
        if (!wait && target.kind === "aws") {
          console.error(
            `AWS processes them now. When it has, bring the results here: ${commandLine("sync")}`,
          );
          return status;
        }
        const open = uploaded.filter(({ status }) => status === "sent" || status === "waiting");
        const waiting = startProgress("analyse", open.length);
        const waited = await waitForOutcomes(target, open, { signal, onProgress: waiting.update });
        waiting.end(
          waited.left.length > 0 ? `${counted(waited.left.length, "photo")} still processing` : undefined,
        );
        for (const line of outcomeLines([...rejectedBefore(uploaded), ...waited.notKept], verbose))
          console.error(line);
        for (const { photo, message } of waited.failed) {
          console.error(`${printable(photo)}: processing failed: ${printable(message)}`);
        }
        console.error(
          `Next: ${commandLine("sync")} brings the results here; ${commandLine("report")} shows them.`,
        );
        return waited.failed.length > 0 ? 1 : status;
      }),
    );
  },
});

/** Known ones that were not kept: nothing is sent, and nothing is waited for. */
const rejectedBefore = (uploaded: UploadedPhoto[]): Outcome[] =>
  uploaded.flatMap(({ photo, outcome }) =>
    outcome?.Status === "REJECTED" ? [outcomeOf(photo, outcome)] : [],
  );

/** `44 photos: 40 sent, 4 already there; 2 other files skipped` */
function uploadSummary(
  uploaded: UploadedPhoto[],
  { photos, others, hidden, unreachable }: FoundPhotos,
): string {
  const count = (...statuses: UploadedPhoto["status"][]) =>
    uploaded.filter(({ status }) => statuses.includes(status)).length;
  const unreadable = count("unreadable") + unreachable.length;
  const parts = [`${count("sent")} sent`, `${count("waiting", "known")} already there`];
  if (unreadable > 0) parts.push(`${unreadable} unreadable`);
  if (count("refused") > 0) parts.push(`${count("refused")} refused`);
  if (uploaded.length < photos.length) parts.push(`${photos.length - uploaded.length} not sent yet`);
  const total = photos.length + unreachable.length;
  return [`${counted(total, "photo")}: ${parts.join(", ")}`, ...skippedFiles({ others, hidden })].join("; ");
}
