import { mkdir, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";
import type { LoadedCode } from "./runtime.ts";

interface Chunk {
  name: string;
  contents: Uint8Array;
}

const THREAD = fileURLToPath(new URL("./worker.ts", import.meta.url));
const chunksOf = new Map<string, Promise<Chunk[]>>();

/**
 * Bundles modules along with what a thread needs to run them, once by each process: a thread loads a bundle in a
 * quarter of the time that it takes for the sources and the whole AWS SDK.
 *
 * @param modules absolute paths
 * @param folder where the bundles go; emptied before
 * @returns by path
 */
export async function bundleModules(
  modules: readonly string[],
  folder: string,
): Promise<ReadonlyMap<string, LoadedCode>> {
  const key = modules.join("\n");
  const making = chunksOf.get(key) ?? makeChunks(modules);
  chunksOf.set(key, making);
  const chunks = await making.catch((error) => {
    chunksOf.delete(key);
    throw error;
  });
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const { name, contents } of chunks) await writeFile(join(folder, name), contents);
  const thread = join(folder, bundleName(THREAD));
  return new Map(modules.map((path) => [path, { module: join(folder, bundleName(path)), thread }]));
}

const bundleName = (path: string) => `${basename(path, ".ts")}.mjs`;

async function makeChunks(modules: readonly string[]): Promise<Chunk[]> {
  const { outputFiles } = await build({
    entryPoints: [...modules, THREAD],
    entryNames: "[name]",
    outdir: "/",
    outExtension: { ".js": ".mjs" },
    write: false,
    bundle: true,
    splitting: true,
    platform: "node",
    target: "node20",
    format: "esm",
    // As deployed (see infra/bundle.ts): only what is used of the SDK, and errors keep their class's name.
    mainFields: ["module", "main"],
    keepNames: true,
    // Some of the SDK's dependencies are CommonJS.
    banner: {
      js: 'import { createRequire as requireOf } from "node:module"; const require = requireOf(import.meta.url);',
    },
    plugins: [installedSharp],
    logLevel: "silent",
  });
  return outputFiles.map(({ path, contents }) => ({ name: basename(path), contents }));
}

/** Its native library cannot be bundled, and the bundle lies where no `node_modules` is. */
const installedSharp: Plugin = {
  name: "installed-sharp",
  setup({ onResolve }) {
    const path = pathToFileURL(createRequire(import.meta.url).resolve("sharp")).href;
    onResolve({ filter: /^sharp$/ }, () => ({ path, external: true }));
  },
};
