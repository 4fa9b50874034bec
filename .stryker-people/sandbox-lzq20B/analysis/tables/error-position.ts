// @ts-nocheck
import { shorten, textWidth } from "../terminal/text-width.ts";

/** Columns shown before and after the position. */
const ROOM = 60;

/**
 * The line of the text that holds the byte, with a mark below it. Undefined when the text ends before: DuckDB then
 * counted in another text, such as a view's.
 */
export function lineWithMark(text: string, byte: number): string | undefined {
  const bytes = Buffer.from(text);
  if (byte > bytes.length) return undefined;
  const after = bytes.subarray(byte).toString();
  const before = bytes.subarray(0, byte).toString();
  // The end of the text is where its last word ends, not on an empty line below.
  const lines = (after.trim() === "" ? before.trimEnd() : before).split("\n");
  const head = `LINE ${lines.length}: ${lastOf(printable(lines.at(-1)!))}`;
  return `${head}${shorten(printable(after.split("\n", 1)[0]!).trimEnd(), ROOM)}\n${" ".repeat(textWidth(head))}^`;
}

function lastOf(text: string): string {
  const characters = [...text];
  return characters.length <= ROOM ? text : `…${characters.slice(1 - ROOM).join("")}`;
}

/** A tab would put the mark elsewhere. */
const printable = (text: string) => text.replace(/\p{Cc}/gu, " ");
