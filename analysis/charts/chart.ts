import type { TopLevelSpec } from "vega-lite";

/** A question about the faces, the SQL that answers it and the picture of the answer. */
export interface Chart<Row = never> {
  /** Stable, kebab-case: file names and anchors. */
  name: string;
  title: string;
  /** What it shows and what to look for, one or two sentences. */
  about: string;
  /** The sentence to show instead when the query answers nothing. */
  empty: string;
  /** Feeds `spec`; runs on faces.duckdb as it is. */
  sql: string;
  /** Rows as `sql` gives them to a Vega-Lite 5 specification; no I/O, rows are not changed. */
  spec(rows: readonly Row[]): TopLevelSpec;
  /** What a reader of numbers is given, where that is not the rows themselves. */
  numbers?(rows: readonly Row[]): Record<string, string | number | boolean | null>[];
}

/** Pixels of the drawing area; with axes and legend a chart stays readable in 600. */
export const WIDTH = 520;

/** Around charts whose bars have numbers at their ends: a drawing that is fitted into a width leaves no room for them. */
export const ROOM_FOR_NUMBERS = { left: 5, top: 5, bottom: 5, right: 44 } as const;

/** The parts that all charts share: data inline, size, a title with the question beneath it. */
export function frame(chart: { title: string }, rows: readonly object[], subtitle?: string | string[]) {
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    description: chart.title,
    title: { text: chart.title, ...(subtitle === undefined ? {} : { subtitle }) },
    width: WIDTH,
    height: 260,
    background: "transparent",
    // What is drawn in ink takes this, so that a page can give it its own.
    params: [{ name: "ink", value: INK }] as { name: string; value: string }[],
    data: { values: rows as object[] },
    config: CONFIG,
  } as const;
}

/** Below this an axis is told its ticks: left alone, it also ticks halves and rounds them (0, 1, 1). */
const FEW = 5;

/** The axis of counts: whole numbers, each once. @param highest count that is drawn */
export function countAxis(highest: number) {
  const few = highest > FEW ? {} : { values: Array.from({ length: highest + 1 }, (_, count) => count) };
  return { tickMinStep: 1, format: ",d", ...few };
}

/** The highest of a stack of bars at each place. */
export function highestStack<Row>(
  rows: readonly Row[],
  at: (row: Row) => number,
  count: (row: Row) => number,
): number {
  const stacks = new Map<number, number>();
  for (const row of rows) stacks.set(at(row), (stacks.get(at(row)) ?? 0) + count(row));
  return highestOf([...stacks.values()]);
}

/** For more counts than a call takes arguments. */
export const highestOf = (counts: readonly number[]): number =>
  counts.reduce((most, count) => Math.max(most, count), 0);

/** The colour of marks that are drawn in ink. */
export const BY_INK = { expr: "ink" };

/** Mid-grey ink, legible on white and on near-black, so that one picture serves light and dark viewers. */
const INK = "#737373";
const CONFIG = {
  font: "system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif",
  title: {
    anchor: "start",
    fontSize: 15,
    fontWeight: 600,
    color: INK,
    subtitleColor: INK,
    subtitleFontSize: 12,
    subtitlePadding: 4,
    offset: 14,
  },
  axis: {
    labelColor: INK,
    titleColor: INK,
    gridColor: INK,
    gridOpacity: 0.18,
    domainColor: INK,
    tickColor: INK,
    labelFontSize: 12,
    titleFontSize: 12,
    titleFontWeight: "normal",
    titlePadding: 10,
  },
  legend: {
    labelColor: INK,
    titleColor: INK,
    labelFontSize: 12,
    titleFontSize: 12,
    titleFontWeight: "normal",
  },
  view: { stroke: null },
} as const;
