import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual, parseArgs } from "node:util";
import { positive } from "./arguments.ts";
import { runClean, runKilled } from "./kills/scenario.ts";
import { loadScenario, peopleScenario, syncScenario } from "./kills/scenarios.ts";
import { startEndpoint } from "./sync/endpoint.ts";

/**
 * Kills sync, load and people without warning at random moments, runs each once more, and compares files and tables
 * with those of a run that was left alone. Ends with status 1 when any differ.
 */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { kills: { type: "string", default: "50" }, photos: { type: "string", default: "300" } },
  });
  const kills = positive("--kills", values.kills);
  const photos = positive("--photos", values.photos);
  const root = mkdtempSync(join(tmpdir(), "lookalike-bench-"));
  const endpoint = await startEndpoint(join(root, "s3"));
  try {
    const scenarios = [
      await syncScenario(endpoint, photos),
      await loadScenario(root, photos),
      await peopleScenario(root, photos),
    ];
    const clean = [];
    for (const scenario of scenarios) clean.push(await runClean(scenario, join(root, "clean")));
    const counts = scenarios.map(({ name }) => ({ name, killed: 0, endedBefore: 0, different: 0 }));
    for (let i = 0; counts.reduce((sum, { killed }) => sum + killed, 0) < kills; i++) {
      const which = i % scenarios.length;
      const { state, milliseconds } = clean[which]!;
      const result = await runKilled(scenarios[which]!, join(root, "killed"), Math.random() * milliseconds);
      const count = counts[which]!;
      if (result.wasKilled) count.killed++;
      else count.endedBefore++;
      if (!isDeepStrictEqual(result.state, state)) count.different++;
    }
    for (const { name, killed, endedBefore, different } of counts) {
      console.log(
        `${name}: killed ${killed} times (${endedBefore} times it had ended), then different: ${different}`,
      );
    }
    if (counts.some(({ different }) => different > 0)) process.exitCode = 1;
  } finally {
    await endpoint.close();
    rmSync(root, { recursive: true, force: true });
  }
}
