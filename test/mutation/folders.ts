const analysis = (...names: string[]) => names.map((name) => `test/analysis/${name}.test.ts`);

/** Of people, what is called with a database only: its tests take seconds, so they are not for the others. */
const SLOW = [
  ...["copy-decisions", "decide", "open-people", "print-people", "review-people"],
  ...["update-older-tables", "views", "write-people-table"],
].map((name) => `analysis/people/${name}.ts`);

/**
 * The folders whose code is changed, with the tests that each change is shown: those that call it in their own process,
 * and quickly. More tests would find little more, and each change is shown all that reach it.
 */
export const FOLDERS: Record<string, { mutate: string; tests: string[] }> = {
  core: { mutate: "core/**/*.ts", tests: ["test/core/**/*.test.ts"] },
  "analysis/calibrate": {
    mutate: "analysis/calibrate/*.ts",
    tests: analysis("calibrate", "fit-descriptor", "fit-similarity"),
  },
  "analysis/charts": {
    mutate: "analysis/charts/*.ts",
    tests: analysis("chart-drawings", "threshold-steps"),
  },
  // What talks to AWS is tested against the local one, which is too slow to be asked once per change.
  "analysis/forget": {
    mutate: ["face-documents", "mentions-face", "plan-forget", "print-receipt"]
      .map((name) => `analysis/forget/${name}.ts`)
      .join(),
    tests: analysis("plan-forget", "forget-words"),
  },
  "analysis/people": {
    mutate: ["analysis/people/*.ts", ...SLOW.map((name) => `!${name}`)].join(),
    tests: analysis("people-{clusters,decide,decisions,group,labels,parts}").concat(
      analysis("apply-decisions", "borderline", "decision-words", "read-face-graph"),
    ),
  },
  "analysis/people, with a database": {
    mutate: SLOW.join(),
    tests: analysis(
      "min-face",
      "people-{verbs,words}",
      "search-words",
      "start-update",
      "update-older-tables",
    ),
  },
  "analysis/plan": { mutate: "analysis/plan/*.ts", tests: analysis("plan-prices", "plan-count") },
  "analysis/report/data": { mutate: "analysis/report/data/*.ts", tests: analysis("report-data") },
  "analysis/sql": {
    mutate: "analysis/sql/*.ts",
    tests: analysis("sql", "sql-catalog", "sql-files", "sql-text"),
  },
  "analysis/tables/load": {
    mutate: "analysis/tables/load/*.ts",
    tests: analysis("load-{changes,documents,faces,rows,sources}"),
  },
  "local/faces/geometry": {
    mutate: "local/faces/geometry/*.ts",
    tests: ["test/local/faces/geometry.test.ts"],
  },
};

/** Where a run leaves what it found. */
export const reportName = (folder: string) => `.stryker/${folder.replaceAll("/", "-")}.json`;
