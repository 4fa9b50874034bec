import { printable } from "../terminal/printable.ts";
import { describe } from "./decisions.ts";
import type { Agreement } from "./evaluate.ts";
import type { GroupedPeople } from "./update-people.ts";

const FACES_SHOWN = 8;
const percent = (value: number) => `${value.toFixed(1)} %`;

/** People with two faces and more, then how many are alone. */
export function peopleLines({ people, ignored, rows }: GroupedPeople): string[] {
  const keyOf = new Map(rows.map(({ faceId, faceKey }) => [faceId, faceKey]));
  const several = people.filter(({ faceIds, name }) => faceIds.length > 1 || name !== null);
  const lines = several.map(({ id, name, faceIds }) => {
    const shown = faceIds.slice(0, FACES_SHOWN).map((faceId) => printable(keyOf.get(faceId)!));
    const more = faceIds.length > FACES_SHOWN ? `, and ${faceIds.length - FACES_SHOWN} more` : "";
    const title = name === null ? id : `${id} ${printable(name)}`;
    return `${title}: ${faceIds.length} ${faceIds.length === 1 ? "face" : "faces"}: ${shown.join(", ")}${more}`;
  });
  const alone = people.length - several.length;
  return [
    ...lines,
    `${several.length} ${several.length === 1 ? "person" : "people"} in ${rows.length - alone} ${rows.length - alone === 1 ? "face" : "faces"}; ` +
      `${alone} ${alone === 1 ? "face is" : "faces are"} alone` +
      `${ignored.length > 0 ? `, ${ignored.length} ignored` : ""}.`,
  ];
}

/** Decisions that were not followed, and why. */
export function problemLines({ conflicts, missing }: GroupedPeople): string[] {
  return [
    ...conflicts.map(
      ({ decision, because }) =>
        `Not followed, contradicts a later decision: ${printable(describe(decision))}; later: ${because.map((one) => printable(describe(one))).join("; ")}`,
    ),
    ...missing.map((decision) => `Waits for its face, which is not there: ${printable(describe(decision))}`),
  ];
}

/** Pairs to decide, with the commands that decide them. */
export function borderlineLines({ merges, suspects, rows }: GroupedPeople): string[] {
  const keyOf = new Map(rows.map(({ faceId, faceKey }) => [faceId, printable(faceKey)]));
  return [
    ...(merges.length > 0 ? ["Perhaps one person:"] : []),
    ...merges.map(
      ({ a, b, mean, best }) =>
        `  ${a} and ${b}: ${percent(mean)} on average; most alike ${keyOf.get(best.a)} and ${keyOf.get(best.b)} (${percent(best.similarity)})`,
    ),
    ...(suspects.length > 0 ? ["Perhaps in the wrong place:"] : []),
    ...suspects.map(
      ({ faceId, person, own, better }) =>
        `  ${keyOf.get(faceId)} in ${person}: ${percent(own)} on average` +
        `${better ? `; ${percent(better.mean)} with ${better.person}` : ""}`,
    ),
    merges.length + suspects.length === 0
      ? "Nothing is on the border."
      : "Decide: npx tsx analysis/people.ts same FACE FACE | different FACE FACE | ignore FACE",
  ];
}

export function agreementLines(agreement: Agreement): string[] {
  const { faces, precision, recall, f1, truePositives, falsePositives, falseNegatives } = agreement;
  return [
    `${faces} labelled ${faces === 1 ? "face" : "faces"}. By pairs: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}, F1 ${f1.toFixed(3)}`,
    `${truePositives} pairs rightly together, ${falsePositives} wrongly together, ${falseNegatives} wrongly apart`,
  ];
}
