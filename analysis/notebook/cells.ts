import { join } from "node:path";
import type { TopLevelSpec } from "vega-lite";
import { ages } from "../charts/ages.ts";
import type { Chart } from "../charts/chart.ts";
import { emotions } from "../charts/emotions.ts";
import { outcomes } from "../charts/outcomes.ts";
import { peopleSizes } from "../charts/people-sizes.ts";
import { pose } from "../charts/pose.ts";
import { quality } from "../charts/quality.ts";
import { renderSvg } from "../charts/render-svg.ts";
import { similarities } from "../charts/similarities.ts";
import { thresholdPairs, thresholds } from "../charts/thresholds.ts";
import { together } from "../charts/together.ts";
import { years } from "../charts/years.ts";
import { smallThumbnail } from "../report/thumbnails.ts";
import { sourceOf } from "../tables/load/source.ts";
import { display } from "./display.ts";
import { type FigureData, figuresHtml, tableHtml } from "./html.ts";
import { datasFolder, rows, type Value, withTables } from "./tables.ts";

export { borderline, decide } from "./decide.ts";
export { datasFolder, rows } from "./tables.ts";

export const charts = {
  ...{ outcomes, emotions, ages, similarities, quality },
  ...{ pose, thresholds, thresholdPairs, peopleSizes, years, together },
};

/** More pictures than this make a notebook heavy; the sentence beneath says how many there are. */
const MAX_PICTURES = 48;
const PICTURE_SIDE = 112;
const MAX_ROWS = 50;

/** Paths in the tables are relative to the folder they were loaded from. */
async function loadedFolder(): Promise<string> {
  return (await withTables(sourceOf))?.folder ?? datasFolder();
}

export async function table(
  sql: string,
  { values = [], empty = "Nothing to list yet." }: { values?: Value[]; empty?: string } = {},
): Promise<void> {
  const found = await rows(sql, values);
  if (found.length === 0) return say(empty);
  display({ "text/html": tableHtml(found.slice(0, MAX_ROWS), found.length) });
}

export async function show(chart: object): Promise<void> {
  if (!isChart(chart)) return draw(chart as TopLevelSpec);
  const found = await rows<never>(chart.sql);
  if (found.length === 0) return say(chart.empty);
  return draw(chart.spec(found));
}

/** Interactive where the viewer knows Vega-Lite, an SVG everywhere else. */
async function draw(spec: TopLevelSpec): Promise<void> {
  const title = "title" in spec && typeof spec.title === "object" ? spec.title : undefined;
  display({
    "application/vnd.vegalite.v5+json": spec,
    "image/svg+xml": await renderSvg(spec),
    "text/plain": `chart: ${title && "text" in title ? String(title.text) : "Vega-Lite"}`,
  });
}

export async function pictures(
  faces: { thumbnail: string | null; caption?: string }[],
  { empty = "No face to show yet." }: { empty?: string } = {},
): Promise<void> {
  if (faces.length === 0) return say(empty);
  const folder = await loadedFolder();
  const figures: FigureData[] = await Promise.all(
    faces.slice(0, MAX_PICTURES).map(async ({ thumbnail, caption = "" }) => ({
      caption,
      jpeg: thumbnail === null ? null : await smallThumbnail(join(folder, thumbnail), PICTURE_SIDE),
    })),
  );
  display({ "text/html": figuresHtml(figures, faces.length) });
}

export function say(markdown: string): void {
  display({ "text/markdown": markdown });
}

function isChart(chart: object): chart is Chart {
  return "sql" in chart && "spec" in chart;
}
