import { commandLine } from "../../core/command-line.ts";
import { counted, percent, thousands } from "../../core/counted.ts";
import { printable } from "../terminal/printable.ts";
import type { DecisionReport } from "./decision-report.ts";
import { describe } from "./decisions.ts";
import type { Agreement } from "./evaluate.ts";
import type { Change, People } from "./people.ts";
import type { Person } from "./snapshot.ts";
import { togetherInWords } from "./together.ts";

const FACES_SHOWN = 8;
const faces = (count: number) => counted(count, "face");
const titleOf = ({ id, name }: Pick<Person, "id" | "name">) =>
  name === null ? id : `${id} ${printable(name)}`;

/**
 * People with two faces or more, or a name; then how many there are, as the table `people` and the report count them:
 * who is seen once too. Without the faces that are hidden.
 */
export function peopleLines(people: People, hidden: ReadonlySet<string> = new Set()): string[] {
  const isShown = (place: number) => !hidden.has(people.graph.faces[place]!.faceId);
  const all = people
    .list()
    .map((person) => ({ ...person, places: person.places.filter(isShown) }))
    .filter(({ places }) => places.length > 0)
    .sort((a, b) => b.places.length - a.places.length);
  const listed = all.filter(({ places, name }) => places.length > 1 || name !== null);
  const inAll = all.reduce((sum, { places }) => sum + places.length, 0);
  const [once, ignored] = [all.length - listed.length, people.ignored().length];
  const unlisted = [
    ...(once > 0 ? [`${thousands(once)} seen once`] : []),
    ...(ignored > 0 ? [`${faces(ignored)} ignored`] : []),
  ];
  return [
    ...listed.map((person) => personLine(person, people)),
    `${counted(all.length, "person", "people")} in ${faces(inAll)}.` +
      (unlisted.length > 0 ? ` Not listed: ${unlisted.join(", ")}.` : ""),
  ];
}

function personLine(person: Person, { graph }: People): string {
  const { places, born } = person;
  const shown = places.slice(0, FACES_SHOWN).map((place) => printable(graph.faces[place]!.faceKey));
  const more = places.length > FACES_SHOWN ? `, and ${places.length - FACES_SHOWN} more` : "";
  return `${titleOf(person)}${born === null ? "" : `, born ${born}`}: ${faces(places.length)}: ${shown.join(", ")}${more}`;
}

/** What a decision changed, and nothing else. */
export function changeLines(
  { decision, undone, droppedName, together, moved, people: changed }: Change,
  people: People,
): string[] {
  const title = undone
    ? `Undone: ${describe(undone)}`
    : `Decided ${decision.type === "undo" ? "" : describe(decision)}`;
  const nameOf = new Map(
    changed.flatMap(({ before, after }) => [after ?? before].map((one) => [one!.id, one!])),
  );
  const titled = (id: string | null) =>
    id === null ? "nobody" : titleOf(nameOf.get(id) ?? { id, name: null });
  const byRoute = new Map<string, string[]>();
  for (const { faceKey, from, to } of moved) {
    const route = `${titled(from)} -> ${titled(to)}`;
    byRoute.set(route, [...(byRoute.get(route) ?? []), printable(faceKey)]);
  }
  return [
    printable(title),
    ...[...byRoute].map(
      ([route, keys]) =>
        `  ${route}: ${faces(keys.length)}: ${keys.slice(0, FACES_SHOWN).join(", ")}${keys.length > FACES_SHOWN ? ", …" : ""}`,
    ),
    ...(droppedName === undefined ? [] : [`  The name ${printable(droppedName)} is dropped.`]),
    ...(together === undefined
      ? []
      : [
          `  But ${printable(togetherInWords(together))}: two people, as a rule. If so: ${commandLine("people")} undo`,
        ]),
    ...changed.flatMap(({ after }) => (after === null ? [] : [personLine(after, people)])),
    ...changed.flatMap(({ before, after }) => (before && !after ? [`${titleOf(before)} is gone.`] : [])),
  ];
}

/** The same for programs: faces by their keys instead of their places. */
export function changeJson({ people: changed, ...change }: Change, { graph }: People): string {
  const shown = (person: Person | null) =>
    person && {
      ...person,
      places: undefined,
      faces: person.places.map((place) => graph.faces[place]!.faceKey),
    };
  const people = changed.map(({ before, after }) => ({ before: shown(before), after: shown(after) }));
  return JSON.stringify({ ...change, people });
}

/** Decisions whose faces are not there. */
export function problemLines(reports: DecisionReport[]): string[] {
  return reports.flatMap(({ decision, state }) =>
    state === "missing" ? [`Face not found: ${printable(describe(decision))}`] : [],
  );
}

const STATES: Record<DecisionReport["state"], string> = {
  "in force": "",
  overwritten: "overwritten by",
  undone: "undone by",
  missing: "face not found",
};

/** Every decision, with the later one that replaced it. */
export const decisionLines = (reports: DecisionReport[]): string[] =>
  reports.map(({ decision, state, by }) => {
    const what = [STATES[state], by].filter((part) => part !== undefined && part !== "").join(" ");
    return printable(`${describe(decision)}${what === "" ? "" : `  [${what}]`}`);
  });

/** Pairs to decide, with the commands that decide them. */
export function borderlineLines(people: People): string[] {
  const [merges, suspects] = [people.suggestedMerges(), people.suspects()];
  const keyOf = (faceId: string) => printable(people.face(faceId).faceKey);
  return [
    ...(merges.length > 0 ? ["Perhaps one person:"] : []),
    ...merges.map(
      ({ a, b, mean, best }) =>
        `  ${a} and ${b}: ${percent(mean)} on average; most alike ${keyOf(best.a)} and ${keyOf(best.b)} (${percent(best.similarity)})`,
    ),
    ...(suspects.length > 0 ? ["Perhaps in the wrong place:"] : []),
    ...suspects.map(
      ({ faceId, person, own, better }) =>
        `  ${keyOf(faceId)} in ${person}: ${percent(own)} on average` +
        `${better ? `; ${percent(better.mean)} with ${better.person}` : ""}`,
    ),
    merges.length + suspects.length === 0
      ? "No borderline cases."
      : `Decide: ${commandLine("people")} merge P P | different P P | move FACE PERSON|new | ignore FACE`,
  ];
}

export function agreementLines(agreement: Agreement): string[] {
  const { precision, recall, f1, truePositives, falsePositives, falseNegatives } = agreement;
  return [
    `${counted(agreement.faces, "labelled face")}. By pairs: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}, F1 ${f1.toFixed(3)}`,
    `${counted(truePositives, "pair")} rightly together, ${falsePositives} wrongly together, ${falseNegatives} wrongly apart`,
  ];
}
