import { spawnSync } from "node:child_process";
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { positive } from "./arguments.ts";
import { writePhotos } from "./synthetic-results.ts";

const CHILD = fileURLToPath(new URL("./load/child.ts", import.meta.url));

interface Measured {
  seconds: number;
  processorSeconds: number;
  megabytes: number;
}

/**
 * Loads the results of made-up photos (1.2 faces each) into all tables, beside DuckDB's read_json of the same
 * documents as one newline-delimited file into one nested table. Best of `--runs`, each in a fresh process.
 */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      photos: { type: "string", default: "20000" },
      runs: { type: "string", default: "3" },
      /** Only our load: for its memory at sizes where the comparison says nothing new. */
      alone: { type: "boolean", default: false },
    },
  });
  const photos = positive("--photos", values.photos);
  const runs = positive("--runs", values.runs);
  const root = mkdtempSync(join(tmpdir(), "lookalike-bench-"));
  try {
    const datas = join(root, "datas");
    const files = writePhotos(datas, photos);
    console.log(`${values.photos} photos, ${files} files`);
    const ndjson = join(root, "all.ndjson");
    if (!values.alone) joinLines(datas, ndjson);
    const ways = values.alone ? ["load"] : ["load", "read_json", "read_json_typed"];
    const best = new Map<string, Measured>();
    for (let i = 0; i < runs; i++) {
      for (const way of ways) {
        const measured = measure(way, way === "load" ? datas : ndjson, join(root, `${way}.duckdb`));
        if (measured.seconds < (best.get(way)?.seconds ?? Number.POSITIVE_INFINITY)) best.set(way, measured);
      }
    }
    for (const [way, { seconds, processorSeconds, megabytes }] of best) {
      console.log(
        `${way.padEnd(16)} ${seconds.toFixed(2).padStart(7)} s ${processorSeconds.toFixed(2).padStart(7)} processor s ${megabytes.toFixed(0).padStart(6)} MB at most`,
      );
    }
    const ours = best.get("load")!;
    for (const [way, { seconds }] of best) {
      if (way !== "load")
        console.log(`load took ${(ours.seconds / seconds).toFixed(2)} times as long as ${way}`);
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function measure(way: string, input: string, database: string): Measured {
  rmSync(database, { force: true });
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", CHILD, way, input, database],
    {
      encoding: "utf8",
    },
  );
  if (status !== 0) throw new Error(`${way} ended with status ${status}: ${stderr}`);
  return JSON.parse(stdout) as Measured;
}

/** A photo's documents per line. */
function joinLines(datas: string, file: string): void {
  const output = openSync(file, "w");
  for (const name of readdirSync(join(datas, "photos"))) {
    const part = (folder: string) => {
      const path = join(datas, folder, name);
      return existsSync(path) ? readFileSync(path, "utf8") : "null";
    };
    writeSync(
      output,
      `{"photo":${part("photos")},"detected":${part("detect-faces")},"indexed":${part("index-faces")},"kept":${part("keep-faces")}}\n`,
    );
  }
  closeSync(output);
}
