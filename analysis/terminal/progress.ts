const WIDTH = 24;

export interface Progress {
  /** `done` of the total so far. */
  update(done: number, total?: number): void;
  /** Removes the bar and leaves a last line, if one is given. */
  end(line?: string): void;
}

/**
 * A bar with rate and estimate on a terminal: `upload ████░░ 12/44  3.1/s  10 s left`. Elsewhere (a pipe, CI)
 * it stays silent except for its last line. Writes to stderr, so that results on stdout stay clean.
 */
export function startProgress(
  label: string,
  total: number,
  stream: NodeJS.WriteStream = process.stderr,
): Progress {
  const started = Date.now();
  let of = total;
  let shownAt = 0;
  return {
    update(done, newTotal = of) {
      of = newTotal;
      if (!stream.isTTY || (Date.now() - shownAt < 100 && done < of)) return;
      shownAt = Date.now();
      stream.write(`\r\u001b[K${progressLine(label, done, of, (shownAt - started) / 1000)}`);
    },
    end(line) {
      if (stream.isTTY) stream.write("\r\u001b[K");
      if (line) stream.write(`${line}\n`);
    },
  };
}

/** The bar as text; the rate and the estimate appear once something is done. */
export function progressLine(label: string, done: number, total: number, seconds: number): string {
  const filled = total === 0 ? WIDTH : Math.round((WIDTH * done) / total);
  const bar = "█".repeat(filled) + "░".repeat(WIDTH - filled);
  if (done === 0 || seconds === 0) return `${label} ${bar} ${done}/${total}`;
  const rate = done / seconds;
  return `${label} ${bar} ${done}/${total}  ${rate.toFixed(rate < 10 ? 1 : 0)}/s  ${duration((total - done) / rate)} left`;
}

/** `8 s`, `3 min 20 s`, `2 h 5 min`. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
