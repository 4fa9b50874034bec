// @ts-nocheck
import { thousands } from "../../core/counted.ts";
import { Rate } from "./rate.ts";
import { shorten, textWidth, USUAL_COLUMNS } from "./text-width.ts";

const BAR = { most: 24, least: 8 };
const SHOWN_EVERY_MS = 100;

export interface Progress {
  /** `done` of the total so far; `note` says what is known of the rest, in the estimate's place. */
  update(done: number, total?: number, note?: string): void;
  /** Removes the bar and leaves a last line, if one is given. */
  end(line?: string): void;
}

/**
 * A bar with rate and estimate on a terminal, never wider than that: `upload ████░░ 12/44  3.1/s  10 s left`.
 * Elsewhere (a pipe, CI) it stays silent except for its last line. Writes to stderr, so that results on stdout stay
 * clean.
 */
export function startProgress(
  label: string,
  total: number,
  stream: NodeJS.WriteStream = process.stderr,
): Progress {
  const started = Date.now();
  const rate = new Rate();
  let state: ProgressState = { done: 0, total };
  let shownAt = 0;
  let shown = "";
  const draw = () => {
    const line = progressLine(label, state, rate.get(), stream.columns);
    stream.write(erase(shown, stream.columns) + line);
    shown = line;
  };
  const onResize = () => {
    if (shown !== "") draw();
  };
  if (stream.isTTY) stream.on("resize", onResize);
  rate.add(0, 0);
  return {
    update(done, newTotal = state.total, note = "") {
      state = { done, total: newTotal, note };
      if (!stream.isTTY || (Date.now() - shownAt < SHOWN_EVERY_MS && done < newTotal)) return;
      shownAt = Date.now();
      rate.add((shownAt - started) / 1000, done);
      draw();
    },
    end(line) {
      stream.off("resize", onResize);
      if (shown !== "") stream.write(erase(shown, stream.columns));
      shown = "";
      if (line) stream.write(`${line}\n`);
    },
  };
}

interface ProgressState {
  done: number;
  total: number;
  note?: string;
}

/** Takes back a line, also where a terminal that became narrower has broken it into several. */
function erase(shown: string, columns = Number.POSITIVE_INFINITY): string {
  const above = Math.max(0, Math.ceil(textWidth(shown) / columns) - 1);
  return `${above > 0 ? `\u001b[${above}A` : ""}\r\u001b[J`;
}

/**
 * The bar as text of fewer than `columns` columns; a full line would make some terminals begin another. Where room is
 * short, first the bar shrinks, then the rate goes, then the bar, then the estimate.
 * @param rate per second; without one there is no estimate
 */
export function progressLine(
  label: string,
  { done, total, note = "" }: ProgressState,
  rate: number | undefined,
  columns = USUAL_COLUMNS,
): string {
  const head = `${label} `;
  const count = `${thousands(done)}/${thousands(total)}`;
  const speed = rate === undefined ? "" : `  ${rate.toFixed(rate < 10 ? 1 : 0)}/s`;
  const estimate = rate === undefined || done >= total ? "" : `  ${duration((total - done) / rate)} left`;
  const left = note === "" ? estimate : `  ${note}`;
  const room = columns - 1;
  for (const tail of [count + speed + left, count + left]) {
    const width = Math.min(BAR.most, room - textWidth(head) - tail.length - 1);
    if (width >= BAR.least) return `${head}${bar(done, total, width)} ${tail}`;
  }
  const plain = [head + count + left, head + count].find((line) => textWidth(line) <= room);
  return plain ?? shorten(head + count, room);
}

function bar(done: number, total: number, width: number): string {
  const filled = total === 0 ? 0 : Math.min(width, Math.round((width * done) / total));
  return "█".repeat(filled) + "░".repeat(width - filled);
}

/** `8 s`, `3 min 20 s`, `2 h 5 min`. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
