// @ts-nocheck
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { ownSourceMap, type SourceMap } from "./own-source-map.ts";
import { sharpForLambda } from "./sharp-for-lambda.ts";

/** The functions that the state machine calls, and the one that starts it. */
export const STATE_FUNCTIONS = ["detect-faces", "add-to-collection", "thumbnail", "error-detected"] as const;
export type StateFunction = (typeof STATE_FUNCTIONS)[number];
export const FUNCTION_NAMES = [...STATE_FUNCTIONS, "admit"] as const;
export type FunctionName = (typeof FUNCTION_NAMES)[number];

/** Folder of each function's code. */
export type FunctionCode = Record<FunctionName, string>;

export const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** Kept outside `cdk.out`, which holds nothing but what the CDK puts there. */
export const CACHE = join(ROOT, "node_modules", ".cache", "lookalike");

/**
 * Builds what each function is deployed as: `index.cjs` with its source map, and sharp where it is used.
 *
 * CommonJS, since some of the SDK's dependencies are, and `require` in an ES module takes a shim. The AWS SDK is part
 * of the bundle: what was tested is what runs, and it loads faster than the runtime's own copy.
 */
export async function bundleFunctions(folder = join(CACHE, "functions")): Promise<FunctionCode> {
  const entries = FUNCTION_NAMES.map(async (name) => [name, await bundleFunction(name, join(folder, name))]);
  return Object.fromEntries(await Promise.all(entries)) as FunctionCode;
}

async function bundleFunction(name: FunctionName, folder: string): Promise<string> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const usesSharp = await bundleModule(`functions/${name}.ts`, join(folder, "index.cjs"));
  if (usesSharp) cpSync(sharpForLambda(), join(folder, "node_modules"), { recursive: true });
  return folder;
}

/** Bundles a handler; tells whether it needs sharp, whose native library cannot be bundled. */
export async function bundleModule(entry: string, outfile: string): Promise<boolean> {
  const { metafile } = await build({
    // Paths in the bundle and its map are relative to this: the same bytes wherever the checkout lies.
    absWorkingDir: ROOT,
    stdin: { contents: entryOf(entry), resolveDir: ROOT, sourcefile: "entry.js" },
    outfile,
    bundle: true,
    platform: "node",
    target: "node24",
    format: "cjs",
    // The SDK's ES modules rather than its CommonJS ones: only the operations that are used get in.
    mainFields: ["module", "main"],
    minify: true,
    // Step Functions tells errors apart by their class's name.
    keepNames: true,
    sourcemap: "linked",
    sourcesContent: false,
    external: ["sharp"],
    metafile: true,
    logLevel: "silent",
  });
  const mapFile = `${outfile}.map`;
  const map = JSON.parse(readFileSync(mapFile, "utf8")) as SourceMap;
  writeFileSync(mapFile, JSON.stringify(ownSourceMap(map, mapFile, ROOT, ["core", "functions"])));
  return Object.values(metafile.outputs).some(({ imports }) => imports.some(({ path }) => path === "sharp"));
}

/** Lambda hands over more than the event (a context and, once, a callback); the functions take theirs from elsewhere. */
const entryOf = (module: string) => `
  import { handler as run } from "./${module}";
  export const handler = (event) => run(event);`;
