import { existsSync } from "node:fs";
import { CommandError } from "../analysis/terminal/command-error.ts";
import { BenchError } from "./arguments.ts";

/** Measurements against peers, each in a file of its own that exports `run(args)`. */
const BENCHES: Record<string, { module: string; does: string }> = {
  pipeline: { module: "./pipeline.ts", does: "photos per second, beside plain face-api on tfjs-wasm" },
  sync: { module: "./sync.ts", does: "10,000 objects from one endpoint, beside aws s3 sync and rclone" },
  load: { module: "./load.ts", does: "20,000 photos into the tables, beside DuckDB's own read_json" },
  kills: { module: "./kills.ts", does: "fifty kills of sync, load and people, and what is left" },
  storm: { module: "./storm.ts", does: "2,000 photos through faults, deaths, late events and ten kills" },
  archive: {
    module: "./archive.ts",
    does: "sync, doctor and forget among 100,000 photos in the local AWS",
  },
  flood: {
    module: "./flood.ts",
    does: "10,000 photos at once against Rekognition's quota, by a virtual clock",
  },
  lambda: { module: "./lambda.ts", does: "size and cold start of each function's bundle" },
  abuse: {
    module: "./abuse.ts",
    does: "too many, too large, slow and broken clients against the local AWS",
  },
  hostile: { module: "./hostile.ts", does: "500 broken, odd and huge files, and 20,000 empty ones" },
  search: {
    module: "./search.ts",
    does: "10 thousand to a million faces, beside DuckDB and one read of them",
  },
  people: { module: "./people.ts", does: "grouping 20,000 and 100,000 faces, and one decision more" },
  descriptors: {
    module: "./descriptors.ts",
    does: "the face descriptor beside a MobileFaceNet and both joined",
  },
  "small-faces": {
    module: "./small-faces.ts",
    does: "misses and false matches of faces 20 to 60 pixels wide",
  },
  report: { module: "./report.ts", does: "opening a report of 10,000 faces" },
  app: { module: "./app.ts", does: "opening the app with 10,000 faces, and deciding in it" },
};

// As in the commands: the SDK would print what Node it wants in 2027.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

const [name = "", ...args] = process.argv.slice(2);
const bench = BENCHES[name];
if (bench && existsSync(new URL(bench.module, import.meta.url))) {
  const { run } = (await import(bench.module)) as { run(args: string[]): Promise<void> };
  await run(args).catch((error: NodeJS.ErrnoException) => {
    const isUsers = error instanceof BenchError || error instanceof CommandError;
    if (!isUsers && !error.code?.startsWith("ERR_PARSE_ARGS")) throw error;
    console.error(error.message);
    process.exitCode = 2;
  });
} else {
  const rows = Object.entries(BENCHES).map(([bench, { does }]) => `  ${bench.padEnd(11)} ${does}`);
  console.error(`Unknown bench "${name}". Usage: npm run bench -- NAME\n${rows.join("\n")}`);
  process.exitCode = 2;
}
