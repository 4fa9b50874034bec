import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { scriptJson } from "./escape.ts";
import type { Payload, ReportChart } from "./payload.ts";

/** The page's modules, each after those it imports. */
const MODULES = [
  "dom",
  "data",
  "photo-names",
  "tile",
  "pager",
  "gallery",
  "matches",
  "people",
  "rejected",
  "charts",
  "theme",
  "main",
];

const page = (file: string) => readFile(new URL(`./page/${file}`, import.meta.url), "utf8");
const { resolve } = createRequire(import.meta.url);

/** The page's text up to the pictures, and from there on: what is between may be large and is written as it comes. */
export interface Halves {
  head: string;
  tail: string;
}

/**
 * One page that fetches nothing and runs no script but its own: the policy names their hashes. The pictures stand
 * between its own script and Vega, so that faces are shown and answer clicks while the rest still loads.
 */
export async function assemble(
  payload: Payload,
  charts: ReportChart[],
  images: "data:" | "file:",
): Promise<Halves> {
  const [body, style, script, vega] = await Promise.all([
    page("body.html"),
    page("style.css"),
    ownScript(),
    vegaScript(),
  ]);
  const policy = [
    "default-src 'none'",
    `script-src ${hash(script)} ${hash(vega)}`,
    `style-src ${hash(style)}`,
    // `file:` is for a folder opened from the disk, 'self' for one that is served.
    images === "data:" ? "img-src data:" : "img-src 'self' file:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return {
    head: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>Lookalike: faces, people, charts</title>
<style>${style}</style>
</head>
<body>
${body}
<script type="application/json" id="data">${scriptJson(payload)}</script>
<script type="application/json" id="chart-data">${scriptJson(charts)}</script>
<script>${script}</script>
`,
    tail: `<script>${vega}</script>
</body>
</html>
`,
  };
}

/** One chunk of pictures as base64 JPEG; null where a face has none. */
export function chunkElement(chunk: number, pictures: (Buffer | null)[]): string {
  const texts = pictures.map((picture) => picture?.toString("base64") ?? null);
  return `<script type="application/json" id="thumbnails-${chunk}">${scriptJson(texts)}</script>\n`;
}

/** The modules as one script: names are unique across them, imports and exports fall away. */
export async function ownScript(): Promise<string> {
  const sources = await Promise.all(MODULES.map((name) => page(`${name}.js`)));
  const joined = sources.map((source) =>
    source.replace(/^import [^;]*;\n/gm, "").replace(/^export (?=function|const|class|async)/gm, ""),
  );
  return closed(`"use strict";\n(() => {\n${joined.join("\n")}\n})();`);
}

/** Vega and its expression interpreter, which needs no `eval`. */
async function vegaScript(): Promise<string> {
  const files = [
    resolve("vega/build/vega.min.js"),
    resolve("vega-interpreter/build/vega-interpreter.min.js"),
  ];
  const [vega, interpreter] = await Promise.all(files.map((file) => readFile(file, "utf8")));
  return closed(`${withoutSourceMap(vega!)}\n${withoutSourceMap(interpreter!)}`);
}

const withoutSourceMap = (source: string) => source.replace(/^\/\/# sourceMappingURL=.*$/gm, "").trim();

function closed(script: string): string {
  if (/<\/script|<!--/i.test(script))
    throw new Error("Expected scripts that can stand in a page, found </script or <!--");
  return script;
}

const hash = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
