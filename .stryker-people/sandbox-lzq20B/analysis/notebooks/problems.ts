// @ts-nocheck
import sharp from "sharp";
import { counted } from "../../core/counted.ts";
import { type CodeCell, type MimeBundle, mimeText, type Notebook, type Output, textOf } from "./nbformat.ts";

const VEGA_LITE = "application/vnd.vegalite.v5+json";

export interface NotebookCheck {
  charts: number;
  pictures: number;
  /** Sentences that stand where there was nothing to show. */
  sentences: number;
  /** `cell 5: …`, empty when all is well. */
  problems: string[];
}

/** Looks at every output of an executed notebook: errors, missing charts, empty pictures. */
export async function checkNotebook({ cells }: Notebook): Promise<NotebookCheck> {
  const check: NotebookCheck = { charts: 0, pictures: 0, sentences: 0, problems: [] };
  for (const [index, cell] of cells.entries()) {
    if (cell.cell_type !== "code") continue;
    const say = (problem: string) => check.problems.push(`cell ${index + 1}: ${problem}`);
    await checkCell(cell, check, say);
    // What stands after an error was not run.
    if (cell.outputs.some(({ output_type }) => output_type === "error")) break;
  }
  return check;
}

async function checkCell(
  cell: CodeCell,
  check: NotebookCheck,
  say: (problem: string) => void,
): Promise<void> {
  const bundles = cell.outputs.flatMap((output) =>
    output.output_type === "display_data" ? [output.data] : [],
  );
  const charts = bundles.filter((data) => VEGA_LITE in data);
  const sentences = bundles.filter((data) => "text/markdown" in data);
  check.charts += charts.length;
  check.sentences += sentences.length;
  for (const output of cell.outputs) if (output.output_type === "error") say(errorText(output));
  const wanted = textOf(cell.source).match(/^\s*await show\(/gm)?.length ?? 0;
  if (charts.length + sentences.length < wanted)
    say(`${counted(wanted, "chart")} should be here, found ${charts.length}`);
  for (const chart of charts) if (!hasDrawing(chart)) say("the chart has no SVG, or an empty one");
  for (const data of bundles) {
    for (const picture of inlinePictures(data)) {
      check.pictures++;
      if (!(await isPicture(picture))) say("an empty or damaged picture");
    }
  }
}

const errorText = ({ evalue }: Extract<Output, { output_type: "error" }>) => evalue;

/** Marks, not only the frame. */
function hasDrawing(chart: MimeBundle): boolean {
  const svg = mimeText(chart, "image/svg+xml");
  return svg.startsWith("<svg") && /role="graphics-symbol"/.test(svg);
}

function inlinePictures(data: MimeBundle): Buffer[] {
  const html = mimeText(data, "text/html");
  return [...html.matchAll(/src="data:image\/jpeg;base64,([^"]*)"/g)].map(([, text]) =>
    Buffer.from(text!, "base64"),
  );
}

/** An image of one colour shows nothing. */
async function isPicture(jpeg: Buffer): Promise<boolean> {
  try {
    const { channels } = await sharp(jpeg).stats();
    return channels.some(({ max, min }) => max > min);
  } catch {
    return false;
  }
}
