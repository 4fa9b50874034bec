// @ts-nocheck
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const { resolve } = createRequire(import.meta.url);

/** Vega and its expression interpreter, which needs no `eval`, as one script that sets `vega`. */
export async function vegaScript(): Promise<string> {
  const files = [
    resolve("vega/build/vega.min.js"),
    resolve("vega-interpreter/build/vega-interpreter.min.js"),
  ];
  const [vega, interpreter] = await Promise.all(files.map((file) => readFile(file, "utf8")));
  return `${withoutSourceMap(vega!)}\n${withoutSourceMap(interpreter!)}`;
}

const withoutSourceMap = (source: string) => source.replace(/^\/\/# sourceMappingURL=.*$/gm, "").trim();
