// @ts-nocheck
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runClean, runKilled } from "../../bench/kills/scenario.ts";
import { loadScenario, syncScenario } from "../../bench/kills/scenarios.ts";
import { type Endpoint, startEndpoint } from "../../bench/sync/endpoint.ts";

let root: string;
let endpoint: Endpoint;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "lookalike-killed-"));
  endpoint = await startEndpoint(join(root, "s3"));
});
afterAll(async () => {
  await endpoint.close();
  rmSync(root, { recursive: true, force: true });
});

// Late enough for the process to be at work, early enough for it not to be done: shares of a whole run.
const MOMENTS = [0.6, 0.85];

test("a sync killed at any moment ends, after one more, as one that was left alone", async () => {
  const scenario = await syncScenario(endpoint, 60);
  const { state, milliseconds } = await runClean(scenario, join(root, "clean"));
  expect(Object.keys(state.files).length).toBeGreaterThan(150);
  for (const moment of MOMENTS) {
    const killed = await runKilled(scenario, join(root, "killed"), moment * milliseconds);
    expect(killed.state).toEqual(state);
  }
});

test("a load killed at any moment ends, after one more, as one that was left alone", async () => {
  const scenario = await loadScenario(root, 100);
  const { state, milliseconds } = await runClean(scenario, join(root, "clean"));
  expect(state.tables.photos).toHaveLength(100);
  for (const moment of MOMENTS) {
    const killed = await runKilled(scenario, join(root, "killed"), moment * milliseconds);
    expect(killed.state).toEqual(state);
  }
});
