import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { measureFidelity } from "./fidelity/measure.ts";

const HELP = `npm run fidelity -- DIR [--json] [--models DIR]

Compares the face engine with answers of Amazon Rekognition recorded under DIR:

  DIR/images/NAME.jpg
  DIR/datas/detect-faces/NAME.json   DetectFaces, attributes ALL
  DIR/datas/keep-faces/NAME.json     the faces of the collection
  DIR/searchs/NAME/FACEID.json       SearchFaces

  --json        one JSON object instead of a table
  --models DIR  where converted models are cached (default .local/models)`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    help: { type: "boolean", short: "h" },
    json: { type: "boolean" },
    models: { type: "string", default: ".local/models" },
  },
});

const [folder] = positionals;
if (values.help) {
  console.log(HELP);
} else if (!folder || !existsSync(join(folder, "images"))) {
  console.error(
    `expected a folder of recorded answers with images/ in it, got ${folder ?? "none"}; see --help`,
  );
  process.exitCode = 2;
} else {
  const figures = await measureFidelity(folder, values.models);
  if (values.json) console.log(JSON.stringify(figures));
  else for (const [name, value] of Object.entries(figures)) console.log(`${name.padEnd(50)}${format(value)}`);
}

function format(value: number): string {
  return (Number.isInteger(value) ? String(value) : value.toFixed(3)).padStart(9);
}
