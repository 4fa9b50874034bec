import { readFileSync } from "node:fs";
import wabt from "wabt";

const FOLDER = new URL("../../../../local/faces/vectors/", import.meta.url);
const SOURCE = new URL("scan.wat", FOLDER);
/** Lies beside its source, so that running it takes no assembler. */
export const SCAN = new URL("scan.wasm", FOLDER);

/** The bytes that `scan.wasm` is to have. */
export async function assemble(): Promise<Uint8Array> {
  const tools = await wabt();
  const module = tools.parseWat("scan.wat", readFileSync(SOURCE, "utf8"), { simd: true });
  module.validate();
  return module.toBinary({}).buffer;
}
