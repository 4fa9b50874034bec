import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL(".", import.meta.url));

/** Installs what only benches need (`bench/package.json`), once. Returns its node_modules. */
export function installPeers(): string {
  const modules = `${FOLDER}node_modules`;
  if (!existsSync(modules)) {
    console.log("Installing what the bench compares with (bench/package.json) …");
    execFileSync("npm", ["ci", "--silent"], { cwd: FOLDER, stdio: "inherit" });
  }
  return modules;
}
