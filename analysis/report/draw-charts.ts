import type { DuckDBConnection } from "@duckdb/node-api";
import { logger, None } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import type { Chart } from "../charts/chart.ts";
import { rows } from "../tables/database.ts";
import type { ReportChart } from "./payload.ts";

/** Rows of a chart that the page also shows as a table. */
const MAX_ROWS = 40;

type Row = Record<string, string | number | boolean | null>;

/** Runs the charts' SQL and compiles them, so that the page needs Vega alone. */
export async function drawCharts(
  connection: DuckDBConnection,
  charts: readonly Chart<never>[],
): Promise<ReportChart[]> {
  const drawn: ReportChart[] = [];
  for (const chart of charts) {
    const found = await rows<Row>(connection, chart.sql);
    const { name, title, about, empty, sql } = chart;
    const numbers = chart.numbers?.(found as never[]) ?? found;
    const columns = Object.keys(numbers[0] ?? {});
    drawn.push({
      ...{ name, title, about, empty, sql, columns, count: numbers.length },
      rows: numbers.slice(0, MAX_ROWS).map((row) => columns.map((column) => row[column] ?? null)),
      ...(found.length === 0 ? {} : compiled(chart.spec(found as never[]))),
    });
  }
  return drawn;
}

/** The page sets title, width and colours itself: it has headings, a phone's width and a dark mode. */
function compiled({ title, config: _, ...spec }: TopLevelSpec): { vega: object; caption?: string } {
  const fitted = "width" in spec && typeof spec.width === "number" ? { width: "container" } : {};
  const page = { ...spec, ...fitted, autosize: { type: "fit-x", contains: "padding" } } as TopLevelSpec;
  const subtitle = typeof title === "object" && title !== null && "subtitle" in title ? title.subtitle : [];
  const caption = [subtitle ?? []].flat().join("; ");
  const { spec: vega } = compile(page, { config: { view: { stroke: null } }, logger: logger(None) });
  return { vega, ...(caption === "" ? {} : { caption }) };
}
