import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OUTPUTS_FOLDER } from "../core/outputs-file.ts";
import { saveOutputs } from "./save-outputs.ts";

// `npm run deploy`: `cdk deploy` with the same arguments; its one outputs file would be overwritten by the next stack.
const cdk = createRequire(import.meta.url).resolve("aws-cdk/bin/cdk");
const folder = mkdtempSync(join(tmpdir(), "lookalike-deploy-"));
const outputs = join(folder, "outputs.json");
try {
  const args = [cdk, "deploy", "--outputs-file", outputs, ...process.argv.slice(2)];
  const { status } = spawnSync(process.execPath, args, { stdio: "inherit" });
  process.exitCode = status ?? 1;
  if (existsSync(outputs))
    for (const path of saveOutputs(outputs, OUTPUTS_FOLDER)) console.log(`The commands find it by ${path}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
