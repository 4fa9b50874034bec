import sharp from "sharp";
import { describe, expect, it } from "vitest";
import type * as cells from "../../analysis/notebook/cells.ts";
import { display } from "../../analysis/notebook/display.ts";
import { figuresHtml, tableHtml } from "../../analysis/notebook/html.ts";
import type * as declared from "../../analysis/notebook/index.d.ts";
import { decodeMessage, encodeMessage } from "../../analysis/notebooks/kernel-message.ts";
import { markdownHtml } from "../../analysis/notebooks/markdown.ts";
import type { MimeBundle, Notebook, Output } from "../../analysis/notebooks/nbformat.ts";
import { notebookHtml } from "../../analysis/notebooks/notebook-html.ts";
import { checkNotebook } from "../../analysis/notebooks/problems.ts";

// What cells are told must be what there is; the compiler checks it.
const _declared: typeof declared = null as unknown as Pick<typeof cells, keyof typeof declared>;
void _declared;

const shown = (data: MimeBundle): Output => ({ output_type: "display_data", data, metadata: {} });
const notebook = (source: string, ...outputs: Output[]): Notebook => ({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: {},
  cells: [
    { cell_type: "markdown", metadata: {}, source: "# Title" },
    { cell_type: "code", metadata: {}, source, execution_count: 1, outputs },
  ],
});
const VEGA_LITE = "application/vnd.vegalite.v5+json";
const SVG = '<svg><path role="graphics-symbol" d="M0,0"/></svg>';

describe("checkNotebook", () => {
  it("is content with a chart in both forms", async () => {
    const output = shown({ [VEGA_LITE]: {}, "image/svg+xml": SVG });
    expect(await checkNotebook(notebook("await show(charts.ages);", output))).toEqual({
      charts: 1,
      pictures: 0,
      sentences: 0,
      problems: [],
    });
  });

  it.each<[string, Output[], string]>([
    ["a missing chart", [], "cell 2: 1 chart should be here, found 0"],
    ["a chart without SVG", [shown({ [VEGA_LITE]: {} })], "cell 2: the chart has no SVG, or an empty one"],
    [
      "a chart without marks",
      [shown({ [VEGA_LITE]: {}, "image/svg+xml": "<svg></svg>" })],
      "cell 2: the chart has no SVG, or an empty one",
    ],
    [
      "an error",
      [
        shown({ "text/markdown": "x" }),
        { output_type: "error", ename: "Error", evalue: "no", traceback: [] },
      ],
      "cell 2: no",
    ],
  ])("names the cell with %s", async (_, outputs, problem) => {
    const { problems } = await checkNotebook(notebook("await show(charts.ages);", ...outputs));
    expect(problems).toEqual([problem]);
  });

  it("names the cell with an empty, a damaged or a one-coloured picture, and takes a real one", async () => {
    const create = { width: 16, height: 16, channels: 3 as const, background: "#336699" };
    const plain = await sharp({ create }).jpeg().toBuffer();
    const real = await sharp({ create: { ...create, noise: { type: "gaussian", mean: 128, sigma: 40 } } })
      .jpeg()
      .toBuffer();
    const check = async (jpeg: Buffer) =>
      (await checkNotebook(notebook("", shown({ "text/html": figuresHtml([{ caption: "", jpeg }], 1) }))))
        .problems;
    const problem = ["cell 2: an empty or damaged picture"];
    expect(await check(Buffer.alloc(0))).toEqual(problem);
    expect(await check(real.subarray(0, 40))).toEqual(problem);
    expect(await check(plain)).toEqual(problem);
    expect(await check(real)).toEqual([]);
  });
});

describe("messages to the kernel", () => {
  it("are read back with the same key, and refused with another", () => {
    const { id, frames } = encodeMessage("execute_request", { code: "1" }, "key", "session");
    const received = ["routing", ...frames].map((frame) => Buffer.from(frame));
    expect(decodeMessage(received, "key")).toMatchObject({ header: { msg_id: id }, content: { code: "1" } });
    expect(() => decodeMessage(received, "another")).toThrow(/not signed with the connection's key/);
  });
});

describe("what a notebook shows", () => {
  const hostile = `<img src=x onerror="alert('1')">`;

  it("escapes names in captions, tables and outputs", () => {
    const html = [
      figuresHtml([{ caption: `${hostile}\nb`, jpeg: null }], 1),
      tableHtml([{ [hostile]: hostile }], 1),
      notebookHtml(notebook(hostile, { output_type: "stream", name: "stdout", text: hostile }), hostile),
      markdownHtml(`${hostile} [x](javascript:alert(1))`),
    ].join("");
    expect(html).not.toContain("<img");
    expect(html).not.toContain('href="javascript');
    expect(html).toContain("&lt;img src=x");
  });

  it("says when there is more than it shows", () => {
    expect(figuresHtml([{ caption: "", jpeg: null }], 9)).toContain("The first 1 of 9.");
    expect(tableHtml([{ a: 1 }], 9)).toContain("The first 1 of 9 rows.");
    const wide = Object.fromEntries(Array.from({ length: 14 }, (_, at) => [`c${at}`, at]));
    expect(tableHtml([wide], 1)).toContain(
      "The first 12 of 14 columns; select the others by name: c12, c13.",
    );
    expect(tableHtml([wide], 1).match(/<t[hd] /g)).toHaveLength(24);
  });

  it("renders Markdown: headings, emphasis, links, lists in lists, tables, code", () => {
    const html = markdownHtml(
      "# A `b`\n\nOne *two* **three** [four](02-x.ipynb).\n\n1. five\n   - six\n\n> seven\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n```sql\nSELECT 1 < 2\n```",
    );
    expect(html.replaceAll(/>\n+/g, ">")).toBe(
      '<h1>A <code>b</code></h1><p>One <em>two</em> <strong>three</strong> <a href="02-x.ipynb">four</a>.</p>' +
        "<ol><li>five<ul><li>six</li></ul></li></ol><blockquote><p>seven</p></blockquote>" +
        '<table><thead><tr><th>a</th><th align="right">b</th></tr></thead>' +
        '<tbody><tr><td>1</td><td align="right">2</td></tr></tbody></table>' +
        '<pre><code class="language-sql">SELECT 1 &lt; 2\n</code></pre>',
    );
  });

  it("asks for no picture from elsewhere, and follows no link that could run something", () => {
    const pixel = "data:image/png;base64,iVBORw0KGgo=";
    expect(markdownHtml(`![a "b"](https://example.com/x.png) ![c](${pixel})`)).toBe(
      `<p>a &quot;b&quot; <img src="${pixel}" alt="c"></p>`,
    );
    const links = "[a](JavaScript:alert(1)) [b](data:text/html,x) [c](https://example.com/?a=1&b=2 'd')";
    expect(markdownHtml(links)).toBe('<p>a b <a href="https://example.com/?a=1&amp;b=2" title="d">c</a></p>');
  });

  it("cannot be shown outside a kernel, and says so", () => {
    expect(() => display({ "text/plain": "x" })).toThrow(/in a cell of a tslab kernel only/);
  });
});
