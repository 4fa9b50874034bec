import { COMMON_OPTIONS, CONVERT_OPTION, command } from "./command.ts";
import { untilInterrupted } from "./interrupt.ts";
import { findPhotos } from "./photo-files.ts";
import { startProgress } from "./progress.ts";
import { withTarget } from "./target.ts";
import { type UploadedPhoto, uploadPhotos } from "./upload-photos.ts";
import { waitForOutcomes } from "./wait-for-outcomes.ts";

command(import.meta.url, {
  usage: "FILE|DIR…",
  summary: "Sends photos to the pipeline. Bytes that are already there are not sent again.",
  options: {
    wait: { type: "boolean", help: "wait until every photo has its outcome" },
    ...CONVERT_OPTION,
    state: COMMON_OPTIONS.state,
    target: COMMON_OPTIONS.target,
  },
  positionals: { min: 1, max: Number.POSITIVE_INFINITY },
  run: async ({ wait, convert, ...options }, paths) => {
    const { photos, others } = await findPhotos(paths);
    return await withTarget(options, (target) =>
      untilInterrupted(async (signal) => {
        const sending = startProgress("upload", photos.length);
        const uploaded = await uploadPhotos(target, photos, { convert, signal, onProgress: sending.update });
        sending.end(uploadSummary(uploaded, others));
        for (const { photo, message, status } of uploaded) {
          if (status === "unreadable") console.error(`${photo}: ${message}`);
        }
        // A region that lives in this process would end with it: what it was sent is analysed first.
        if (!wait && target.kind === "aws") return 0;
        const open = uploaded.filter(({ status }) => status === "sent" || status === "waiting");
        const waiting = startProgress("analyse", open.length);
        const left = await waitForOutcomes(target, open, { signal, onProgress: waiting.update });
        waiting.end(left.length > 0 ? `${left.length} photos are still on their way` : undefined);
        return uploaded.some(({ status }) => status === "unreadable") ? 1 : 0;
      }),
    );
  },
});

/** `44 photos: 40 sent, 4 already there, 2 other files left alone` */
function uploadSummary(uploaded: UploadedPhoto[], others: number): string {
  const count = (...statuses: UploadedPhoto["status"][]) =>
    uploaded.filter(({ status }) => statuses.includes(status)).length;
  const parts = [`${count("sent")} sent`, `${count("waiting", "known")} already there`];
  if (count("unreadable") > 0) parts.push(`${count("unreadable")} unreadable`);
  if (others > 0) parts.push(`${others} other files left alone`);
  return `${uploaded.length} photos: ${parts.join(", ")}`;
}
