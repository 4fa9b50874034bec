// @ts-nocheck
import { escapeHtml } from "../report/escape.ts";
import { markdownHtml } from "./markdown.ts";
import { type CodeCell, mimeText, type Notebook, type Output, textOf } from "./nbformat.ts";

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.55 system-ui, sans-serif; }
body { max-width: 760px; margin: 2.5rem auto; padding: 0 1.25rem; background: Canvas; color: CanvasText; overflow-wrap: anywhere; }
h1, h2, h3 { letter-spacing: -.015em; line-height: 1.25; margin: 2rem 0 .5rem; }
pre { background: #8881; padding: .8rem 1rem; border-radius: 8px; overflow-x: auto; font: 13px/1.5 ui-monospace, monospace; white-space: pre-wrap; }
code { background: #8882; padding: .1em .35em; border-radius: 4px; font: .88em ui-monospace, monospace; }
pre code { background: none; padding: 0; font: inherit; }
pre.error { background: #d55e0022; }
blockquote { margin: 1rem 0; padding: 0 1rem; border-left: 3px solid #8886; }
.output { margin: 1rem 0 1.75rem; }
svg { max-width: 100%; height: auto; }
table { border-collapse: collapse; font-size: 14px; }
th, td { padding: .25rem .9rem .25rem 0; border-bottom: 1px solid #8884; }
`;

/** An executed notebook as one page: no script, no request. */
export function notebookHtml(notebook: Notebook, title: string): string {
  const cells = notebook.cells.map((cell) =>
    cell.cell_type === "markdown" ? markdownHtml(textOf(cell.source)) : codeHtml(cell),
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
${cells.join("\n")}
</body>
</html>
`;
}

function codeHtml({ source, outputs }: CodeCell): string {
  return `<pre>${escapeHtml(textOf(source))}</pre>\n${outputs.map((output) => `<div class="output">${outputHtml(output)}</div>`).join("\n")}`;
}

function outputHtml(output: Output): string {
  if (output.output_type === "stream") return `<pre>${escapeHtml(textOf(output.text))}</pre>`;
  if (output.output_type === "error")
    return `<pre class="error">${escapeHtml(output.traceback.join("\n"))}</pre>`;
  const { data } = output;
  const own = mimeText(data, "image/svg+xml") || mimeText(data, "text/html");
  if (own !== "") return own;
  const markdown = mimeText(data, "text/markdown");
  return markdown === "" ? `<pre>${escapeHtml(mimeText(data, "text/plain"))}</pre>` : markdownHtml(markdown);
}
