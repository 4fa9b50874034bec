import { join } from "node:path";
import { decide } from "./people/decide.ts";
import { describe, readDecisions, standing } from "./people/decisions.ts";
import { labelsByName, pairwiseAgreement } from "./people/evaluate.ts";
import { JOIN_AT } from "./people/group.ts";
import { readLabels } from "./people/labels.ts";
import { agreementLines, borderlineLines, peopleLines, problemLines } from "./people/print-people.ts";
import { type GroupedPeople, updatePeople } from "./people/update-people.ts";
import { searchAll } from "./search/search-all.ts";
import { announcePlan, maxCostOf, numberOption, requestOf, resultLines } from "./search/search-options.ts";
import { DATABASE_FILE, withDatabase } from "./tables/database.ts";
import { refreshTables } from "./tables/ledger/refresh-tables.ts";
import { type TargetOptions, withTarget } from "./target/target.ts";
import { CommandError, command } from "./terminal/command.ts";
import { untilInterrupted } from "./terminal/interrupt.ts";
import { printable } from "./terminal/printable.ts";
import { startProgress } from "./terminal/progress.ts";

const VERBS = ["same", "different", "name", "ignore", "undo"];

command({
  usage:
    "[borderline | evaluate | decisions | same A B | different A B | name PERSON NAME | ignore FACE | undo [N]]",
  summary:
    "Groups the kept faces into people, by the similar faces that searches find; first searches every face not yet\n" +
    "searched. Decisions (same, different, name, ignore) are kept in decisions.jsonl and followed on every run, also\n" +
    "after the photos were indexed again. A face is a FaceId, photo#ordinal, or a photo with one kept face.",
  options: {
    db: { type: "string", value: "FILE", help: "the database (default DATAS/faces.duckdb)" },
    "no-search": { type: "boolean", help: "group by the searches that were made" },
    "max-cost": { type: "string", value: "USD", help: "stop searching before this is exceeded" },
    yes: { type: "boolean", short: "y", help: "spend without asking" },
    threshold: {
      type: "string",
      default: "80",
      value: "PERCENT",
      help: "lowest similarity that searches find (default 80)",
    },
    "join-at": {
      type: "string",
      value: "PERCENT",
      help: `mean similarity that makes one person of two (default ${JOIN_AT})`,
    },
    labels: {
      type: "string",
      default: "by-name",
      value: "by-name|FILE",
      help: "evaluate: who is who; FILE has face,person lines",
    },
    json: { type: "boolean", help: "print JSON" },
  },
  positionals: { min: 0, max: 3 },
  run: async (options, words) => {
    const { datas, json } = options;
    const verb = words[0];
    if (verb === "decisions") return await listDecisions(datas, json);
    const path = options.db ?? join(datas, DATABASE_FILE);
    const joinAt =
      options["join-at"] === undefined ? JOIN_AT : numberOption("join-at", options["join-at"], 0, 100);
    const isDecision = verb !== undefined && VERBS.includes(verb);
    // A decision, and a look at what there is, cost nothing.
    const searches = verb === undefined && !options["no-search"] && options.db === undefined;
    if (searches) await search(options);
    else if (options.db === undefined) await refreshTables(datas);
    return await withDatabase(path, {}, async (connection) => {
      const group = () => updatePeople(connection, { datas, joinAt });
      let grouped = await group();
      if (isDecision) {
        const decision = await decide(datas, words, grouped);
        console.error(
          decision.type === "undo" ? `Undone: ${decision.undoes}` : `Noted ${printable(describe(decision))}`,
        );
        grouped = await group();
      }
      return await tell(verb, grouped, options);
    });
  },
});

async function search(options: {
  datas: string;
  state: string;
  target: TargetOptions["target"];
  threshold: string;
  yes: boolean;
  "max-cost": string | undefined;
}): Promise<void> {
  const maxCost = maxCostOf(options["max-cost"]);
  const progress = startProgress("search", 0);
  const result = await untilInterrupted((signal) =>
    withTarget(options, (target) =>
      searchAll(target, {
        ...requestOf(options.threshold, "4096"),
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

async function tell(
  verb: string | undefined,
  grouped: GroupedPeople,
  { labels, json }: { labels: string; json: boolean },
): Promise<number> {
  for (const line of problemLines(grouped)) console.error(line);
  if (verb === "evaluate") {
    const known =
      labels === "by-name"
        ? labelsByName(grouped.graph.faces)
        : await readLabels(labels, grouped.graph.faces);
    const agreement = pairwiseAgreement(
      grouped.people.map(({ faceIds }) => faceIds),
      known,
    );
    console.log(json ? JSON.stringify(agreement) : agreementLines(agreement).join("\n"));
  } else if (verb === "borderline") {
    const { merges, suspects } = grouped;
    console.log(json ? JSON.stringify({ merges, suspects }) : borderlineLines(grouped).join("\n"));
  } else if (verb === undefined || VERBS.includes(verb)) {
    console.log(json ? JSON.stringify(grouped.rows) : peopleLines(grouped).join("\n"));
  } else {
    throw new CommandError(`Expected borderline, evaluate, decisions or a decision, got ${verb}`);
  }
  return 0;
}

async function listDecisions(datas: string, json: boolean): Promise<number> {
  const decisions = standing(await readDecisions(datas));
  if (json) console.log(JSON.stringify(decisions));
  else for (const decision of decisions) console.log(printable(describe(decision)));
  if (!json && decisions.length === 0) console.log("Nothing was decided yet.");
  return 0;
}
