// @ts-nocheck
import { createHash } from "node:crypto";
import { bundlePage } from "./bundle.ts";
import { scriptJson } from "./escape.ts";
import type { Payload, ReportChart } from "./payload.ts";
import { vegaScript } from "./vega-script.ts";

const HEAD = `<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>Lookalike: faces, people, charts</title>`;

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
  const [{ script, style }, vega] = await Promise.all([bundlePage("report"), vegaScript().then(closed)]);
  const policy = [
    "default-src 'none'",
    `script-src ${hash(closed(script))} ${hash(vega)}`,
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
<meta http-equiv="Content-Security-Policy" content="${policy}">
${HEAD}
<style>${style}</style>
</head>
<body>
<div id="page"></div>
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

/** The page of the app: everything that it needs is asked for, from addresses beside its own. */
export const APP_PAGE = `<!doctype html>
<html lang="en">
<head>
${HEAD}
<link rel="icon" href="icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="style.css">
</head>
<body>
<div id="page"></div>
<script type="module" src="page.js"></script>
</body>
</html>
`;

/** One chunk of pictures as base64 JPEG; null where a face has none. */
export function chunkElement(chunk: number, pictures: (Buffer | null)[]): string {
  const texts = pictures.map((picture) => picture?.toString("base64") ?? null);
  return `<script type="application/json" id="thumbnails-${chunk}">${scriptJson(texts)}</script>\n`;
}

function closed(script: string): string {
  if (/<\/script|<!--/i.test(script))
    throw new Error(
      "A script of the page contains </script or <!--, which would end it. Write it in another way.",
    );
  return script;
}

const hash = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
