import { byId, el } from "./dom.js";

/** @typedef {import("../payload.ts").ReportChart} ReportChart */

/** @type {ReportChart[]} */
const chartList = JSON.parse(byId("chart-data").textContent ?? "[]");

/** @type {{ finalize(): void }[]} */
let views = [];
let areChartsShown = false;

/** Draws the charts, the first time they are looked at and whenever colours or width have changed. */
export function showCharts() {
  if (!areChartsShown) byId("charts").replaceChildren(...chartList.map(chartCard));
  areChartsShown = true;
  if (document.readyState === "loading")
    document.addEventListener("DOMContentLoaded", plotAll, { once: true });
  else plotAll();
}

/** @param {ReportChart} chart */
function chartCard({ name, title, about, caption, empty, sql, vega, columns, rows, count }) {
  const plot = vega
    ? el("div", {
        class: "plot",
        id: `plot-${name}`,
        role: "img",
        "aria-label": `${title}. ${about} The numbers are in the table below.`,
      })
    : el("p", { class: "nothing" }, empty);
  const figure = el("figure", {}, plot, vega && caption ? el("figcaption", {}, caption) : null);
  return el(
    "article",
    { class: "chart", id: `chart-${name}` },
    el("h3", {}, title),
    el("p", {}, about),
    figure,
    vega ? el("details", {}, el("summary", {}, "Numbers"), numbers(title, columns, rows, count)) : null,
    el("details", {}, el("summary", {}, "SQL"), el("pre", {}, sql)),
  );
}

/** @param {string} title @param {string[]} columns @param {ReportChart["rows"]} rows @param {number} count */
function numbers(title, columns, rows, count) {
  const head = el("tr", {}, ...columns.map((column) => el("th", { scope: "col" }, column)));
  const body = rows.map((row) => el("tr", {}, ...row.map((value) => el("td", {}, cellText(value)))));
  const table = el("table", {}, el("thead", {}, head), el("tbody", {}, ...body));
  const rest = count > rows.length ? el("p", {}, `The first ${rows.length} of ${count} rows.`) : null;
  return el(
    "div",
    { class: "scroll", tabIndex: 0, role: "region", "aria-label": `Numbers: ${title}` },
    table,
    rest,
  );
}

/** @param {string | number | boolean | null} value */
function cellText(value) {
  if (value === null) return "";
  return typeof value === "number" && !Number.isInteger(value) ? value.toFixed(2) : String(value);
}

function plotAll() {
  for (const view of views) view.finalize();
  const style = getComputedStyle(document.documentElement);
  const ink = style.getPropertyValue("--soft").trim();
  const config = chartConfig(ink, style.getPropertyValue("--line").trim());
  const { vega } = /** @type {any} */ (window);
  views = chartList.flatMap((chart) => {
    if (!chart.vega) return [];
    const runtime = vega.parse(chart.vega, config, { ast: true });
    const view = new vega.View(runtime, {
      expr: vega.expressionInterpreter,
      renderer: "canvas",
      hover: true,
    });
    view
      .signal("ink", ink)
      .tooltip(tooltip)
      .initialize(byId(`plot-${chart.name}`))
      .run();
    return [view];
  });
}

/** @param {string} ink @param {string} line */
function chartConfig(ink, line) {
  const font = getComputedStyle(document.body).fontFamily;
  const text = {
    labelColor: ink,
    titleColor: ink,
    labelFontSize: 12,
    titleFontSize: 12,
    labelFont: font,
    titleFont: font,
    titleFontWeight: "normal",
  };
  return {
    background: "transparent",
    axis: { ...text, gridColor: line, domainColor: line, tickColor: line, titlePadding: 10 },
    legend: text,
    text: { font },
  };
}

/**
 * @param {unknown} _handler @param {MouseEvent} event @param {unknown} _item @param {Record<string, unknown> | null | ""} value
 */
function tooltip(_handler, event, _item, value) {
  const box = byId("tooltip");
  box.hidden = !value;
  if (!value || typeof value !== "object") return;
  const entries = Object.entries(value).filter(
    ([, text]) => text !== null && text !== undefined && text !== "null",
  );
  const lines = entries.map(([name, text]) => el("tr", {}, el("th", {}, name), el("td", {}, String(text))));
  box.replaceChildren(el("table", {}, el("tbody", {}, ...lines)));
  const { width, height } = box.getBoundingClientRect();
  box.style.left = `${Math.max(8, Math.min(event.clientX + 14, innerWidth - width - 8))}px`;
  box.style.top = `${Math.max(8, Math.min(event.clientY + 14, innerHeight - height - 8))}px`;
}

/** Redraws what is on the page. */
export function redrawCharts() {
  if (areChartsShown && !byId("view-charts").hidden) showCharts();
}
