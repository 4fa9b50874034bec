// `npm run mutation [-- FOLDER…]`: changes the code of each folder, one small change at a time; then all scores.
import { spawnSync } from "node:child_process";
import { FOLDERS, reportName } from "./folders.ts";

const asked = process.argv.slice(2);
const unknown = asked.find((folder) => !(folder in FOLDERS));
if (unknown !== undefined) {
  console.error(`No folder "${unknown}" is measured. These are: ${Object.keys(FOLDERS).join(", ")}.`);
  process.exit(2);
}
for (const folder of asked.length > 0 ? asked : Object.keys(FOLDERS)) {
  console.log(`\n${folder}`);
  const { mutate, tests } = FOLDERS[folder]!;
  const report = reportName(folder);
  const args = ["run", "--mutate", mutate, "--incremental", "--incrementalFile", `${report}.before`];
  const env = { ...process.env, MUTATION_TESTS: tests.join(" "), MUTATION_REPORT: report };
  const { status } = spawnSync("stryker", args, { stdio: "inherit", env });
  if (status !== 0) process.exit(status ?? 1);
}
await import("./scores.ts");
