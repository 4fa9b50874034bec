/** How groups compare with what is known, over pairs of labelled faces. */
export interface Agreement {
  faces: number;
  /** Pairs put together that belong together; put together wrongly; kept apart wrongly. */
  truePositives: number;
  falsePositives: number;
  falseNegatives: number;
  /** Precision: the share of grouped pairs that belong together; 1 when no pair was grouped. */
  precision: number;
  /** Recall: the share of pairs belonging together that were grouped; 1 when there is no such pair. */
  recall: number;
  f1: number;
}

/**
 * Pairwise precision, recall and F1 of a grouping. Faces without a label say nothing and are left out.
 *
 * @param groups keys by group
 * @param labels the person of each key that is known
 */
export function pairwiseAgreement(groups: string[][], labels: Map<string, string>): Agreement {
  const pairs = (n: number) => (n * (n - 1)) / 2;
  const perPerson = new Map<string, number>();
  let together = 0;
  let right = 0;
  for (const group of groups) {
    const perLabel = new Map<string, number>();
    for (const key of group) {
      const label = labels.get(key);
      if (label === undefined) continue;
      perLabel.set(label, (perLabel.get(label) ?? 0) + 1);
      perPerson.set(label, (perPerson.get(label) ?? 0) + 1);
    }
    const counts = [...perLabel.values()];
    together += pairs(counts.reduce((sum, n) => sum + n, 0));
    right += counts.reduce((sum, n) => sum + pairs(n), 0);
  }
  const counts = [...perPerson.values()];
  const belong = counts.reduce((sum, n) => sum + pairs(n), 0);
  const precision = together === 0 ? 1 : right / together;
  const recall = belong === 0 ? 1 : right / belong;
  return {
    faces: counts.reduce((sum, n) => sum + n, 0),
    truePositives: right,
    falsePositives: together - right,
    falseNegatives: belong - right,
    precision,
    recall,
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
  };
}

/** The person in a photo's name: `alice1.jpg`, `trip/alice-12.png` give `alice`; undefined without any letter. */
export function personInName(photo: string): string | undefined {
  const file = photo.slice(photo.lastIndexOf("/") + 1);
  const stem = file.replace(/\.[^.]*$/, "");
  return /^(.*?\p{L})[\s_.-]*\d*$/u.exec(stem)?.[1];
}

/** A face and how large it is on its photo (share of the picture). */
export interface SizedFace {
  faceId: string;
  photo: string;
  area: number;
}

/**
 * Labels by FaceId from the file names. Where a photo has several faces, the name is taken for the largest and the others stay
 * without a label: nobody knows from the name who they are.
 */
export function labelsByName(faces: SizedFace[]): Map<string, string> {
  const largest = new Map<string, SizedFace>();
  for (const face of faces) {
    const known = largest.get(face.photo);
    if (known === undefined || face.area > known.area) largest.set(face.photo, face);
  }
  return new Map(
    [...largest.values()].flatMap(({ faceId, photo }) => {
      const person = personInName(photo);
      return person === undefined ? [] : [[faceId, person] as const];
    }),
  );
}
