import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { bundleFunctions, FUNCTION_NAMES } from "../infra/bundle.ts";
import { positive } from "./arguments.ts";

/** Loads the bundle in a process of its own, and says how many milliseconds that took. */
const LOAD = `
  const { performance } = require("node:perf_hooks");
  const before = performance.now();
  require(process.argv[1]);
  process.stdout.write(String(performance.now() - before));`;

/**
 * Size of each function's code, and how long a cold process takes to load its bundle on this machine. sharp, whose
 * native code is for another platform here, is taken from the project's own packages.
 *
 * Usage: `npm run bench -- lambda [--runs N]`
 */
export async function run(args: string[] = []): Promise<void> {
  const { values } = parseArgs({ args, options: { runs: { type: "string", default: "7" } } });
  const runs = positive("--runs", values.runs);
  const code = await bundleFunctions();
  console.log(`node ${process.version}, ${process.arch}, median of ${runs} cold loads`);
  console.table(
    Object.fromEntries(
      FUNCTION_NAMES.map((name) => {
        const bundle = join(code[name], "index.cjs");
        const times = Array.from({ length: runs }, () => coldLoad(bundle)).sort((a, b) => a - b);
        return [
          name,
          {
            "bundle KB": kilobytes(statSync(bundle).size),
            "gzip KB": kilobytes(gzipSync(readFileSync(bundle)).length),
            "with sharp KB": kilobytes(folderSize(code[name])),
            "load ms": Math.round(times[Math.floor(runs / 2)]!),
            "best ms": Math.round(times[0]!),
          },
        ];
      }),
    ),
  );
}

function coldLoad(bundle: string): number {
  // The bundle lies under the project's node_modules, so its own sharp must step aside for the project's.
  const script = `
    const resolve = require("node:module")._resolveFilename;
    require("node:module")._resolveFilename = function (request, ...rest) {
      return request === "sharp" ? ${JSON.stringify(sharpOfThisMachine())} : resolve.call(this, request, ...rest);
    };${LOAD}`;
  const env = { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" };
  const flags = ["--enable-source-maps", "-e", script, bundle];
  return Number(execFileSync(process.execPath, flags, { encoding: "utf8", env }));
}

const sharpOfThisMachine = () => join(process.cwd(), "node_modules/sharp/dist/index.cjs");

function folderSize(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((file) => statSync(join(folder, file)))
    .reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0);
}

const kilobytes = (bytes: number) => Math.round(bytes / 1000);
