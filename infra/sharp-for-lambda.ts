import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

const PINNED = fileURLToPath(new URL("sharp", import.meta.url));
const CACHE = fileURLToPath(new URL("../node_modules/.cache/lookalike", import.meta.url));

/** The platform of the functions, in npm's words. */
const PLATFORM = ["--os=linux", "--cpu=arm64", "--libc=glibc"];

/**
 * A `node_modules` folder with sharp for Lambda, as `infra/sharp/package-lock.json` pins it. npm installs it for the
 * foreign platform, so no Docker is needed; from then on it comes from the cache.
 */
export function sharpForLambda(cache = CACHE): string {
  const lock = readFileSync(join(PINNED, "package-lock.json"));
  const folder = join(cache, `sharp-${createHash("sha256").update(lock).digest("hex").slice(0, 16)}`);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(join(cache, "sharp-install-"));
  try {
    for (const file of ["package.json", "package-lock.json"]) cpSync(join(PINNED, file), join(work, file));
    install(work);
    const needed = join(work, "needed");
    cpSync(join(work, "node_modules"), needed, { recursive: true, filter: isNeeded });
    // Another synth may have been quicker; what it put there is the same.
    if (!existsSync(folder)) renameSync(needed, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return folder;
}

function install(folder: string): void {
  const { status, stderr, error } = spawnSync(
    "npm",
    [
      "ci",
      ...PLATFORM,
      "--ignore-scripts",
      "--no-audit",
      "--no-fund",
      "--fetch-retries=1",
      "--fetch-retry-mintimeout=500",
    ],
    { cwd: folder, encoding: "utf8", shell: process.platform === "win32" },
  );
  if (status === 0) return;
  const reason = error?.message ?? stderr.trim().split("\n").slice(0, 3).join(" ");
  throw new Error(
    `Could not install sharp for linux-arm64 (infra/sharp) from the npm registry: ${reason}. Check the connection, then run the same command again.`,
  );
}

/** What a bundle in CommonJS loads, and the licences. Sources, types and the ES modules stay behind. */
function isNeeded(path: string): boolean {
  const name = basename(path);
  if (name === ".package-lock.json" || name === ".bin") return false;
  if (/[\\/]node_modules[\\/]sharp[\\/](src|install)$/.test(path)) return false;
  return !/\.(d\.[cm]?ts|mjs|md|map)$/.test(name);
}
