import { EventEmitter } from "node:events";
import { describe, expect, it } from "vitest";
import { progressLine, startProgress } from "../../analysis/terminal/progress.ts";
import { Rate } from "../../analysis/terminal/rate.ts";
import { pad, shorten, textWidth } from "../../analysis/terminal/text-width.ts";
import { type Outcome, outcomeLines } from "../../analysis/upload/outcome-lines.ts";
import { counted, formatNumber } from "../../core/counted.ts";

/** A terminal that wraps long lines, and breaks those that are there when it becomes narrower. */
class Terminal extends EventEmitter {
  isTTY = true;
  /** What was written since the last line feed, and where its cursor is. */
  #cells: string[] = [];
  #cursor = 0;
  lines: string[] = [];

  constructor(public columns: number) {
    super();
  }

  write(text: string): boolean {
    for (const [part, up, eraseBelow] of text
      .replaceAll("\u001b", "ESC")
      .matchAll(/ESC\[(?:(\d+)A|(J))|./gsu)) {
      if (up) this.#cursor -= Number(up) * this.columns;
      else if (eraseBelow) this.#cells.length = this.#cursor;
      else if (part === "\r") this.#cursor -= this.#cursor % this.columns;
      else if (part === "\n") {
        this.lines.push(this.shown);
        this.#cells = [];
        this.#cursor = 0;
      } else this.#cells[this.#cursor++] = part;
    }
    return true;
  }

  get shown(): string {
    return this.#cells.join("");
  }

  resize(columns: number): void {
    this.columns = columns;
    this.emit("resize");
  }
}

const start = (terminal: Terminal, total: number) =>
  startProgress("analyse", total, terminal as unknown as NodeJS.WriteStream);

describe("the progress bar", () => {
  it.each([20, 30, 40, 60, 80, 200])("fits %i columns", (columns) => {
    for (const [done, rate] of [
      [0, undefined],
      [9999, 123.4],
      [3, 0.01],
    ] as const) {
      const line = progressLine("look at photos", { done, total: 10_000 }, rate, columns);
      expect(textWidth(line)).toBeLessThan(columns);
    }
  });

  it("leaves out first the rate, then the bar, then the estimate where room is short", () => {
    const at = (columns: number) => progressLine("sync", { done: 50, total: 100 }, 5, columns);
    expect(at(80)).toBe(`sync ${"█".repeat(12)}${"░".repeat(12)} 50/100  5.0/s  10 s left`);
    expect(at(32)).toBe("sync ████░░░░ 50/100  10 s left");
    expect(at(26)).toBe("sync 50/100  10 s left");
    expect(at(20)).toBe("sync 50/100");
  });

  it("leaves one line and no other, also on a terminal that becomes narrower", () => {
    const terminal = new Terminal(60);
    const progress = start(terminal, 44);
    progress.update(1);
    progress.update(44);
    expect(terminal.shown).toMatch(/^analyse █+ 44\/44$/);
    terminal.resize(30);
    expect(terminal.shown).toMatch(/^analyse █+ 44\/44$/);
    expect(textWidth(terminal.shown)).toBeLessThan(30);
    progress.end("44 photos");
    expect(terminal.lines).toEqual(["44 photos"]);
    expect(terminal.shown).toBe("");
    terminal.resize(20);
    expect(terminal.shown).toBe("");
  });

  it("counts on the usual width where a terminal does not tell its own", () => {
    const written: string[] = [];
    const unknown = {
      isTTY: true,
      columns: 0,
      write: (text: string) => written.push(text),
      on() {},
      off() {},
    };
    const progress = startProgress("analyse", 44, unknown as unknown as NodeJS.WriteStream);
    progress.update(44);
    progress.end();
    expect(written.join("").replaceAll("\u001b", "ESC")).toMatch(/^\rESC\[Janalyse █+ 44\/44\rESC\[J$/);
  });

  it("is silent but for its last line where nobody watches", () => {
    const pipe = new Terminal(60);
    pipe.isTTY = false;
    const progress = start(pipe, 2);
    progress.update(2);
    progress.end("done");
    expect([pipe.lines, pipe.shown]).toEqual([["done"], ""]);
  });
});

describe("an estimate", () => {
  it("waits for evidence", () => {
    const rate = new Rate();
    rate.add(0, 0);
    rate.add(1, 10);
    expect(rate.get()).toBeUndefined();
    rate.add(2, 20);
    expect(rate.get()).toBe(10);
    const slow = new Rate();
    for (const done of [0, 1, 2]) slow.add(60 * done, done);
    expect(slow.get()).toBeUndefined();
  });

  it("goes by the recent past", () => {
    const rate = new Rate();
    for (let second = 0; second <= 100; second++) rate.add(second, 100 * second);
    for (let second = 101; second <= 140; second++) rate.add(second, 10_000 + second - 100);
    expect(rate.get()).toBeCloseTo(1, 1);
  });

  it("begins again where the next thing does", () => {
    const rate = new Rate();
    for (const second of [0, 1, 2, 3]) rate.add(second, 100 * second);
    rate.add(4, 0);
    expect(rate.get()).toBeUndefined();
  });
});

describe("photos that were not kept", () => {
  const rejected = (photo: string, reason: string, message: string): Outcome => ({
    photo,
    status: "REJECTED",
    reason,
    message,
  });
  const many = [
    ...Array.from({ length: 12 }, (_, i) => rejected(`wall${i}.jpg`, "NoFaceError", "no face was found")),
    rejected("blurred.jpg", "FaceRequirementError", "The only face is too blurred"),
  ];

  it("are listed where they are few", () => {
    expect(outcomeLines(many.slice(-1))).toEqual(["blurred.jpg  not kept: The only face is too blurred"]);
    expect(outcomeLines(many.slice(0, 10))).toHaveLength(10);
  });

  it("are counted by reason where they are many, the most frequent first", () => {
    expect(outcomeLines([...many].reverse())).toEqual([
      "Not kept: 13 photos (--verbose lists all)",
      "  12  no face found: wall11.jpg, wall10.jpg, wall9.jpg, …",
      "   1  requirements not met: blurred.jpg",
    ]);
  });

  it("are all listed when that is asked for", () => {
    expect(outcomeLines(many, true)).toHaveLength(13);
  });
});

it("aligns names of wide characters, emoji and combining marks", () => {
  const names = ["alice.jpg", "アリス.jpg", "été.jpg", "👩‍👧.jpg"];
  for (const name of names) expect(textWidth(pad(name, 12))).toBe(12);
  expect(shorten("アリス.jpg", 6)).toBe("アリ…");
});

it("writes one as one, and numbers for people", () => {
  expect([counted(1, "photo"), counted(2000, "photo"), counted(0, "day")]).toEqual([
    "1 photo",
    "2,000 photos",
    "0 days",
  ]);
  expect([99.674, 1234.5, 3, 0.001].map(formatNumber)).toEqual(["99.67", "1,234.5", "3", "0"]);
});
