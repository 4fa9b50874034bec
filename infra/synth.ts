import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { resourceLines } from "./resource-lines.ts";

// `npm run synth`: `cdk synth` with the same arguments, which by itself prints nothing or all 4,000 lines.
const FOLDER = "cdk.out";
const cdk = createRequire(import.meta.url).resolve("aws-cdk/bin/cdk");
const templates = () => readdirSync(FOLDER).filter((name) => name.endsWith(".template.json"));
// Another stack's template would be counted too.
rmSync(FOLDER, { recursive: true, force: true });
const args = [cdk, "synth", "--quiet", "--output", FOLDER, ...process.argv.slice(2)];
const { status } = spawnSync(process.execPath, args, { stdio: "inherit" });
process.exitCode = status ?? 1;
if (status === 0) {
  for (const name of templates()) {
    const path = join(FOLDER, name);
    for (const line of resourceLines(JSON.parse(readFileSync(path, "utf8")))) console.log(line);
    console.log(`The whole template: ${path}`);
  }
}
