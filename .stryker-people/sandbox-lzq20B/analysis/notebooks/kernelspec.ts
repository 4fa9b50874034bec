// @ts-nocheck
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The name that the notebooks carry, and that tslab's own installer would use. */
export const KERNEL = "tslab";

const { resolve } = createRequire(import.meta.url);
const PROJECT = fileURLToPath(new URL("../../", import.meta.url));

/** How the kernel of this project's node_modules is started; the connection file's path comes last. */
export const kernelCommand = (): string[] => [
  process.execPath,
  join(dirname(resolve("tslab/package.json")), "bin/tslab"),
  "kernel",
  "--config-path",
];

/**
 * Writes a kernelspec that explores `datas` (an absolute path) and returns the folder that has to be in Jupyter's
 * JUPYTER_PATH. It lies in node_modules/.cache, one for each data folder: nothing is installed outside this project.
 */
export function writeKernelspec(datas: string): string {
  const id = createHash("sha256").update(datas).digest("hex").slice(0, 12);
  const jupyterPath = join(PROJECT, "node_modules/.cache/lookalike", `jupyter-${id}`);
  const folder = join(jupyterPath, "kernels", KERNEL);
  mkdirSync(folder, { recursive: true });
  const spec = {
    argv: [...kernelCommand(), "{connection_file}"],
    display_name: "TypeScript (Lookalike)",
    language: "typescript",
    env: { LOOKALIKE_DATAS: datas },
  };
  writeFileSync(join(folder, "kernel.json"), `${JSON.stringify(spec, null, 2)}\n`);
  return jupyterPath;
}
