import type { Json } from "@duckdb/node-api";
import { counted } from "../../core/counted.ts";
import { pad, shorten, textWidth } from "../terminal/text-width.ts";
import { cellText, isNumeric, type Result } from "./result.ts";

/** A column is not drawn narrower than this; when they do not fit even so, rows are drawn one below the other. */
const NARROWEST = 6;

/**
 * The result as a table no wider than `width` columns: long values are cut with `…`. NULL stands for no value; a
 * text that could be mistaken for it, or for nothing, is in quotes.
 */
export function drawTable(result: Result, width = Number.POSITIVE_INFINITY): string {
  const { columns, types, rows } = result;
  // A plan is a drawing already.
  if (columns.join() === "explain_key,explain_value")
    return rows
      .map(([, plan]) => plan)
      .join("\n")
      .trimEnd();
  const cells = rows.map((row) =>
    row.map((value, i) => (value === null ? "NULL" : shownText(shownCell(value, types[i]!)))),
  );
  const heads = columns.map(shownText);
  const natural = heads.map((head, i) =>
    cells.reduce((most, row) => Math.max(most, textWidth(row[i]!)), textWidth(head)),
  );
  const count = counted(rows.length, "row");
  // Two spaces and a line between columns.
  const available = width - 3 * (columns.length - 1);
  if (available < columns.length * NARROWEST && sum(natural) > available) {
    return `${drawRecords(heads, cells, width)}\n${count}`;
  }
  const widths = shrink(natural, available);
  const line = (row: string[]) =>
    row
      .map((cell, i) => pad(shorten(cell, widths[i]!), widths[i]!, isNumeric(types[i]!)))
      .join(" │ ")
      .trimEnd();
  const rule = widths.map((column) => "─".repeat(column)).join("─┼─");
  return [line(heads), rule, ...cells.map(line), count].join("\n");
}

function drawRecords(heads: string[], cells: string[][], width: number): string {
  const left = Math.max(...heads.map(textWidth));
  const room = Math.max(NARROWEST, width - left - 3);
  const records = cells.map((row) =>
    row.map((cell, i) => `${pad(heads[i]!, left, false)} │ ${shorten(cell, room)}`).join("\n"),
  );
  return records.join(`\n${"─".repeat(left)}─┼─\n`);
}

/** Takes from the widest columns until all fit. */
function shrink(natural: number[], available: number): number[] {
  if (sum(natural) <= available) return natural;
  let widest = Math.max(...natural);
  while (widest > NARROWEST && sum(natural.map((width) => Math.min(width, widest))) > available) widest--;
  return natural.map((width) => Math.min(width, widest));
}

const INEXACT = /^(FLOAT|DOUBLE|DECIMAL)/;

/** Numbers with two decimals at most; of small ones two digits, so that none reads 0. Whole numbers may be years. */
function shownCell(value: Json, type: string): string {
  if (!INEXACT.test(type) || typeof value !== "number") return cellText(value);
  const isSmall = value !== 0 && Math.abs(value) < 0.01;
  return String(isSmall ? Number(value.toPrecision(2)) : Math.round(value * 100) / 100);
}

function shownText(text: string): string {
  if (text === "" || text === "NULL") return `'${text}'`;
  return text.replace(/\p{Cc}/gu, (character) => JSON.stringify(character).slice(1, -1));
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
