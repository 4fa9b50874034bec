import { join } from "node:path";
import { commandLine } from "../core/command-line.ts";
import { DEFAULT_THRESHOLD, MOST_MATCHES } from "../core/similarity.ts";
import { DECISION_USAGE, decide, isDecision } from "./people/decide.ts";
import { labelsByName, pairwiseAgreement } from "./people/evaluate.ts";
import { explained } from "./people/explain-refusal.ts";
import { JOIN_AT } from "./people/group-by-looks.ts";
import { readLabels } from "./people/labels.ts";
import { loadPeople } from "./people/open-people.ts";
import type { Change, People } from "./people/people.ts";
import {
  agreementLines,
  borderlineLines,
  changeLines,
  decisionLines,
  peopleLines,
  problemLines,
} from "./people/print-people.ts";
import { namedUsers, publish, publishedLines } from "./people/publish/publish.ts";
import type { Person } from "./people/snapshot.ts";
import { searchAll } from "./search/search-all.ts";
import { announcePlan, maxCostOf, numberOption, requestOf, resultLines } from "./search/search-options.ts";
import { DATABASE_FILE, withDatabase } from "./tables/database.ts";
import { smallFaces } from "./tables/face-side.ts";
import { refreshTables } from "./tables/ledger/refresh-tables.ts";
import { type TargetOptions, withTarget } from "./target/target.ts";
import { CommandError, command } from "./terminal/command.ts";
import { untilInterrupted } from "./terminal/interrupt.ts";
import { hiddenLines, MIN_FACE_OPTION, minFaceOf } from "./terminal/min-face.ts";
import { startProgress } from "./terminal/progress.ts";

command({
  usage: `[borderline | evaluate | decisions | publish | unpublish | ${DECISION_USAGE}]`,
  summary:
    "Groups the kept faces into people, by the similar faces that searches find; first searches every face not yet\n" +
    "searched. Decisions are kept in decisions.jsonl and followed on every run, also after the photos were indexed\n" +
    "again. A person is an id (P1), a name, or one of their faces; a face is a FaceId, photo#ordinal, or a photo with\n" +
    "one kept face. publish makes the people who have a name users of the Rekognition collection, so that search --users\n" +
    "finds them with one call per face; only what changed is sent, and unpublish takes them away again.",
  options: {
    db: { type: "string", value: "FILE", help: "the database (default DATAS/faces.duckdb)" },
    "no-search": { type: "boolean", help: "group by the searches that were made" },
    "max-cost": { type: "string", value: "USD", help: "stop searching before this is exceeded" },
    yes: { type: "boolean", short: "y", help: "spend without asking" },
    threshold: {
      type: "string",
      default: String(DEFAULT_THRESHOLD),
      value: "PERCENT",
      help: `lowest similarity that searches find (default ${DEFAULT_THRESHOLD})`,
    },
    "join-at": {
      type: "string",
      value: "PERCENT",
      help: `mean similarity that makes one person of two (default ${JOIN_AT})`,
    },
    "min-face": MIN_FACE_OPTION,
    "shared-name": { type: "boolean", help: "name: two people are called so" },
    labels: {
      type: "string",
      default: "by-name",
      value: "by-name|FILE",
      help: "evaluate: who is who; FILE has face,person lines",
    },
    json: { type: "boolean", help: "print JSON" },
  },
  positionals: { min: 0, max: Number.POSITIVE_INFINITY },
  run: async (options, words) => {
    const { datas, json } = options;
    const verb = words[0];
    const publishes = verb === "publish" || verb === "unpublish";
    if (verb !== undefined && !publishes && !isDecision(verb) && !Object.hasOwn(LOOKS, verb)) {
      throw new CommandError(`Unknown: people ${verb}. --help lists what there is.`);
    }
    const path = options.db ?? join(datas, DATABASE_FILE);
    const joinAt =
      options["join-at"] === undefined ? JOIN_AT : numberOption("join-at", options["join-at"], 0, 100);
    const minFace = minFaceOf(options["min-face"]);
    // A decision, and a look at what there is, cost nothing.
    const searches = verb === undefined && !options["no-search"] && options.db === undefined;
    if (searches) await search(options);
    else if (options.db === undefined) await refreshTables(datas);
    const wanted = await withDatabase(path, {}, async (connection) => {
      const people = await loadPeople(connection, datas, { joinAt });
      if (isDecision(verb)) {
        const change = await explained(() => decide(people, words, { sharedName: options["shared-name"] }));
        console.log(
          json ? JSON.stringify(changeJson(change, people)) : changeLines(change, people).join("\n"),
        );
      } else if (!publishes) {
        for (const line of problemLines(people.decisions())) console.error(line);
        const hidden = await smallFaces(connection, minFace);
        console.log((await LOOKS[verb ?? ""]!(people, { ...options, hidden, minFace })).join("\n"));
      }
      await people.saveTo(connection);
      return namedUsers(people);
    });
    return publishes ? await runPublish(wanted, { ...options, isUndo: verb === "unpublish" }) : 0;
  },
});

async function search(options: {
  datas: string;
  state: string;
  target: TargetOptions["target"];
  stack: string | undefined;
  threshold: string;
  yes: boolean;
  "max-cost": string | undefined;
}): Promise<void> {
  const maxCost = maxCostOf(options["max-cost"]);
  const progress = startProgress("search", 0);
  const result = await untilInterrupted((signal) =>
    withTarget(options, (target) =>
      searchAll(target, {
        ...requestOf(options.threshold, String(MOST_MATCHES)),
        datas: options.datas,
        maxCost,
        signal,
        source: "people",
        onPlan: announcePlan(options.yes || maxCost !== undefined),
        onProgress: progress.update,
      }),
    ),
  );
  progress.end();
  if (result.calls > 0) for (const line of resultLines(result)) console.error(line);
}

async function runPublish(
  wanted: Map<string, string[]>,
  options: TargetOptions & { datas: string; yes: boolean; json: boolean; isUndo: boolean },
): Promise<number> {
  if (wanted.size === 0 && !options.isUndo) {
    throw new CommandError(`Nobody has a name yet. Give one: ${commandLine("people")} name P1 "Anna"`);
  }
  const progress = startProgress("publish", 0);
  const result = await untilInterrupted((signal) =>
    withTarget(options, (target) =>
      publish(target, wanted, { ...options, signal, onProgress: progress.update }),
    ),
  );
  progress.end();
  if (!result) return 1;
  const { published } = result;
  if (options.json) console.log(JSON.stringify(published));
  else for (const line of publishedLines(published)) console.log(line);
  return published.refused.length > 0 ? 1 : 0;
}

interface LookOptions {
  labels: string;
  json: boolean;
  /** FaceIds of small faces, which people are listed without. */
  hidden: ReadonlySet<string>;
  minFace: number;
}

/** What can be looked at. */
const LOOKS: Record<string, (people: People, options: LookOptions) => string[] | Promise<string[]>> = {
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
    return json ? [JSON.stringify(agreement)] : agreementLines(agreement);
  },
};

function changeJson({ people: changed, ...change }: Change, { graph }: People) {
  const shown = (person: Person | null) =>
    person && {
      ...person,
      places: undefined,
      faces: person.places.map((place) => graph.faces[place]!.faceKey),
    };
  return {
    ...change,
    people: changed.map(({ before, after }) => ({ before: shown(before), after: shown(after) })),
  };
}
