import { CommandError } from "../../terminal/command-error.ts";
import { untilInterrupted } from "../../terminal/interrupt.ts";
import { maxCostOf } from "../../terminal/number-option.ts";
import { startProgress } from "../../terminal/progress.ts";
import { type Connect, facesOf, loadKeptFaces } from "../search-photo.ts";
import { assertFile } from "../search-subject.ts";
import { peopleOf, type Recognised } from "./print-recognised.ts";
import { recogniseAll } from "./recognise-all.ts";
import { recogniseFile } from "./recognise-file.ts";

export interface RecogniseSubjectOptions {
  datas: string;
  threshold: number;
  /** Every face that is no published person's yet, instead of a subject. */
  all: boolean;
  "max-cost": string | undefined;
  yes: boolean;
  refresh: boolean;
}

/** Which published people a photo, a FaceId or a photo file shows; shows how it goes. */
export async function recogniseSubject(
  connect: Connect,
  subject: string | undefined,
  options: RecogniseSubjectOptions,
): Promise<Recognised[]> {
  const { datas, all, threshold } = options;
  if (all === (subject !== undefined))
    throw new CommandError(
      "Nothing, or both --all and a photo, to search for. Give a photo, a FaceId, a photo file or --all.",
    );
  const kept = await loadKeptFaces(datas);
  const faces = subject === undefined ? undefined : facesOf(subject, kept);
  if (subject !== undefined && !faces) {
    await assertFile(subject, datas);
    const users = await connect((target) => recogniseFile(target, subject, threshold, datas));
    return [{ photo: subject, people: users.map(await peopleOf(datas)), cached: false }];
  }
  const maxCost = maxCostOf(options["max-cost"]);
  const progress = startProgress("recognise", 0);
  const answers = await untilInterrupted((signal) =>
    connect((target) =>
      recogniseAll(target, kept, {
        ...options,
        maxCost,
        signal,
        only: faces,
        onProgress: progress.update,
      }),
    ),
  );
  progress.end();
  const personOf = await peopleOf(datas);
  return answers.map(({ face: { photo, faceId, faceKey }, users = [], cached }) => {
    return { photo, faceId, faceKey, people: users.map(personOf), cached };
  });
}
