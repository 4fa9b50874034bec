import { escapeHtml } from "../report/escape.ts";

export interface FigureData {
  caption: string;
  jpeg: Buffer | null;
}

/** Styles stand in the elements: notebook viewers drop style sheets. */
const FIGURE =
  "display:inline-block;width:112px;margin:0 10px 10px 0;vertical-align:top;font-size:12px;line-height:1.35";
const PICTURE =
  "display:block;width:112px;height:112px;border-radius:8px;margin:0 0 4px;background:#8884;object-fit:cover";

/** Pictures side by side, each with its caption; says when there are more. */
export function figuresHtml(figures: FigureData[], count: number): string {
  const shown = figures.map(({ caption, jpeg }) => {
    const picture = jpeg
      ? `<img style="${PICTURE}" alt="" src="data:image/jpeg;base64,${jpeg.toString("base64")}">`
      : `<span style="${PICTURE};text-align:center;line-height:112px">no picture</span>`;
    const lines = caption.split("\n").map(escapeHtml).join("<br>");
    return `<figure style="${FIGURE}">${picture}<figcaption style="overflow-wrap:anywhere">${lines}</figcaption></figure>`;
  });
  const more = count > figures.length ? `<p>The first ${figures.length} of ${count}.</p>` : "";
  return `<div>${shown.join("")}</div>${more}`;
}

type Value = string | number | boolean | null;

/** More columns than this are wider than any screen; the sentence beneath names the others. */
const MAX_COLUMNS = 12;

/** Rows as a table; columns are the first row's, the first of them where there are many. */
export function tableHtml(rows: Record<string, Value>[], count: number): string {
  const all = Object.keys(rows[0] ?? {});
  const columns = all.slice(0, MAX_COLUMNS);
  const head = columns.map((column) => `<th style="text-align:left">${escapeHtml(column)}</th>`).join("");
  const body = rows.map((row) => `<tr>${columns.map((column) => cell(row[column] ?? null)).join("")}</tr>`);
  const more = count > rows.length ? `<p>The first ${rows.length} of ${count} rows.</p>` : "";
  const rest = all.slice(MAX_COLUMNS).map(escapeHtml).join(", ");
  const others =
    rest === ""
      ? ""
      : `<p>The first ${columns.length} of ${all.length} columns; select the others by name: ${rest}.</p>`;
  return `<table><thead><tr>${head}</tr></thead><tbody>${body.join("")}</tbody></table>${more}${others}`;
}

function cell(value: Value): string {
  const isNumber = typeof value === "number";
  const text = value === null ? "" : isNumber && !Number.isInteger(value) ? value.toFixed(2) : String(value);
  return `<td style="text-align:${isNumber ? "right" : "left"}">${escapeHtml(text)}</td>`;
}
