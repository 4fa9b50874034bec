import { hiddenLines } from "../terminal/min-face.ts";
import { labelsByName, pairwiseAgreement } from "./evaluate.ts";
import { labelledLine } from "./labelled-line.ts";
import { readLabels } from "./labels.ts";
import type { People } from "./people.ts";
import { agreementLines, borderlineLines, decisionLines, peopleLines } from "./print-people.ts";

export interface ViewOptions {
  /** `by-name`, or a file of face,person lines. */
  labels: string;
  json: boolean;
  /** FaceIds of small faces, which people are listed without. */
  hidden: ReadonlySet<string>;
  minFace: number;
}

/** What can be looked at: lines for people, or one of JSON. */
const VIEWS: Record<string, (people: People, options: ViewOptions) => string[] | Promise<string[]>> = {
  "": (people, { json, hidden, minFace }) =>
    json
      ? [JSON.stringify(people.rows().filter(({ faceId }) => !hidden.has(faceId)))]
      : [...peopleLines(people, hidden), ...hiddenLines(hidden.size, minFace)],
  borderline: (people, { json }) =>
    json
      ? [JSON.stringify({ merges: people.suggestedMerges(), suspects: people.suspects() })]
      : borderlineLines(people),
  decisions(people, { json }) {
    const reports = people.decisions();
    if (json) return [JSON.stringify(reports)];
    return reports.length === 0 ? ["Nothing was decided yet."] : decisionLines(reports);
  },
  async evaluate(people, { labels, json }) {
    const { faces } = people.graph;
    const known = labels === "by-name" ? labelsByName(faces) : await readLabels(labels, faces);
    const groups = people.list().map(({ places }) => places.map((place) => faces[place]!.faceId));
    const agreement = pairwiseAgreement(groups, known);
    if (json) return [JSON.stringify(agreement)];
    return [...(labels === "by-name" ? [labelledLine(known)] : []), ...agreementLines(agreement)];
  },
};

/** Without a verb: everybody. */
export const isView = (verb = ""): boolean => Object.hasOwn(VIEWS, verb);

export async function viewLines(people: People, verb: string, options: ViewOptions): Promise<string[]> {
  return await VIEWS[verb]!(people, options);
}
