import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import wabt from "wabt";

const SOURCE = new URL("scan.wat", import.meta.url);

/** The bytes of `scan.wasm`, which lie beside the source so that running it takes no assembler. */
export async function assemble(): Promise<Uint8Array> {
  const tools = await wabt();
  const module = tools.parseWat("scan.wat", readFileSync(SOURCE, "utf8"), { simd: true });
  module.validate();
  return module.toBinary({}).buffer;
}

// npx tsx local/faces/vectors/assemble.ts
if (pathToFileURL(process.argv[1] ?? "").href === import.meta.url)
  writeFileSync(new URL("scan.wasm", import.meta.url), await assemble());
