import { join } from "node:path";
import { DEFAULT_THRESHOLD, MAX_MATCHES } from "../core/similarity.ts";
import { DECISION_USAGE, decide, isDecision } from "./people/decide.ts";
import { explained } from "./people/explain-refusal.ts";
import { JOIN_AT } from "./people/group-by-looks.ts";
import { loadPeople } from "./people/open-people.ts";
import { changeJson, changeLines, problemLines } from "./people/print-people.ts";
import { isView, viewLines } from "./people/views.ts";
import { requestOf, resultLines } from "./search/search-options.ts";
import { assertDatabase, DATABASE_FILE, withDatabase } from "./tables/database.ts";
import { smallFaces } from "./tables/face-side.ts";
import { refreshTables } from "./tables/ledger/refresh-tables.ts";
import { holdsDocuments } from "./tables/load/source.ts";
import { CommandError, command } from "./terminal/command.ts";
import { MIN_FACE_OPTION, minFaceOf } from "./terminal/min-face.ts";
import { numberOption } from "./terminal/number-option.ts";

command({
  usage: `[borderline | evaluate | decisions | publish | unpublish | ${DECISION_USAGE}]`,
  summary:
    "Groups the kept faces into people, by the similar faces that searches find; first searches every face not yet\n" +
    "searched. Decisions are kept in decisions.jsonl and followed on every run, also after the photos were indexed\n" +
    "again. A person is an id (P1), a name, or one of their faces; a face is a FaceId, photo#ordinal, or a photo with\n" +
    'one kept face. An empty name (name P1 "") takes the name away. publish makes the people who have a name users of\n' +
    "the Rekognition collection, so that search --users finds them with one call per face; only what changed is sent,\n" +
    "and unpublish takes them away again.",
  options: {
    db: { type: "string", value: "FILE", help: "the database (default faces.duckdb in the data folder)" },
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
      help: `mean similarity that makes one person of two; kept for later runs (at first ${JOIN_AT})`,
    },
    "min-face": MIN_FACE_OPTION,
    "shared-name": { type: "boolean", help: "name: allow a name that another person has" },
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
    const [verb = ""] = words;
    const publishes = verb === "publish" || verb === "unpublish";
    if (!publishes && !isDecision(verb) && !isView(verb)) {
      throw new CommandError(`Unknown command people ${verb}. --help lists the commands.`);
    }
    const path = options.db ?? join(datas, DATABASE_FILE);
    // Results are enough: the tables are made from them.
    if (options.db !== undefined || !holdsDocuments(datas)) assertDatabase(path);
    const joinAt =
      options["join-at"] === undefined ? undefined : numberOption("join-at", options["join-at"], 0, 100);
    const minFace = minFaceOf(options["min-face"]);
    // Clients of AWS are loaded where they are needed only: a decision takes a quarter less.
    const publishing = publishes ? await import("./people/publish/publish.ts") : undefined;
    // A decision, and a look at what there is, cost nothing.
    if (verb === "" && !options["no-search"] && options.db === undefined) {
      const request = requestOf(options.threshold, String(MAX_MATCHES));
      const { searchWithProgress } = await import("./search/search-with-progress.ts");
      const searched = await searchWithProgress(options, { ...request, source: "people" });
      if (searched.calls > 0) for (const line of resultLines(searched)) console.error(line);
    } else if (options.db === undefined) await refreshTables(datas);
    const named = await withDatabase(path, {}, async (connection) => {
      const people = await loadPeople(connection, datas, { joinAt, db: options.db });
      if (isDecision(verb)) {
        const change = await explained(() => decide(people, words, { sharedName: options["shared-name"] }));
        for (const line of json ? [changeJson(change, people)] : changeLines(change, people))
          console.log(line);
      } else if (!publishes) {
        for (const line of problemLines(people.decisions())) console.error(line);
        const hidden = await smallFaces(connection, minFace);
        const { labels } = options;
        for (const line of await viewLines(people, verb, { labels, json, hidden, minFace }))
          console.log(line);
      }
      await people.saveTo(connection);
      return publishing?.namedUsers(people);
    });
    if (!publishing || !named) return 0;
    const { publishWithProgress } = await import("./people/publish/publish-with-progress.ts");
    const published = await publishWithProgress(named, { ...options, isUndo: verb === "unpublish" });
    if (!published) return 1;
    for (const line of json ? [JSON.stringify(published)] : publishing.publishedLines(published))
      console.log(line);
    return published.refused.length > 0 ? 1 : 0;
  },
});
