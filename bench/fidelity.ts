import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { BenchError } from "./arguments.ts";
import { measureFidelity } from "./fidelity/measure.ts";

import { runVerification } from "./verification/run.ts";

const HELP = `npm run fidelity -- DIR
npm run fidelity -- --people DIR
npm run fidelity -- --verify PAIRS.csv DIR

Compares the face engine with answers of Amazon Rekognition recorded under DIR:

  DIR/images/NAME.jpg
  DIR/datas/detect-faces/NAME.json   DetectFaces, attributes ALL
  DIR/datas/keep-faces/NAME.json     the faces of the collection
  DIR/searchs/NAME/FACEID.json       SearchFaces

or measures how well it tells people apart on your own photos, and writes a page with the hardest pairs:

  --people DIR        every pair of photos; DIR has a folder per person
  --verify PAIRS.csv  pairs of files in DIR, as file_x,file_y,Yes or No

  --out FILE          where that page goes (default verification.html)
  --json              JSON instead of a table
  --models DIR        where converted models are cached (default .local/models)`;

function options() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        help: { type: "boolean", short: "h" },
        json: { type: "boolean" },
        models: { type: "string", default: ".local/models" },
        people: { type: "string" },
        verify: { type: "string" },
        out: { type: "string", default: "verification.html" },
      },
    });
  } catch (error) {
    throw new BenchError(`${(error as Error).message.split(". ")[0]}. See --help.`);
  }
}

async function run(): Promise<void> {
  const { values, positionals } = options();
  const { people, verify: csv, json, models: modelDir, out } = values;
  if (values.help) return console.log(HELP);
  const [folder, ...more] = people === undefined ? positionals : [people, ...positionals];
  if (people !== undefined && csv !== undefined) throw new BenchError("Give either --people or --verify.");
  if (more.length > 0) throw new BenchError(`Give one folder; ${more.join(" ")} is too many.`);
  if (people !== undefined || csv !== undefined) {
    if (folder === undefined) throw new BenchError("Give the folder of the photos: --verify PAIRS.csv DIR.");
    const { verified, lines } = await runVerification({ folder, csv, modelDir, out });
    return console.log(json ? JSON.stringify(verified) : lines.join("\n"));
  }
  if (!folder || !existsSync(join(folder, "images"))) {
    throw new BenchError(
      `No recorded answers (images/, datas/) in ${folder ?? "no folder given"}. See --help.`,
    );
  }
  const figures = await measureFidelity(folder, modelDir);
  if (json) console.log(JSON.stringify(figures));
  else for (const [name, value] of Object.entries(figures)) console.log(`${name.padEnd(50)}${format(value)}`);
}

function format(value: number): string {
  return (Number.isInteger(value) ? String(value) : value.toFixed(3)).padStart(9);
}

await run().catch((error: Error) => {
  if (!(error instanceof BenchError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
});
