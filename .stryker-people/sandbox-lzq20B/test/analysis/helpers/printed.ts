// @ts-nocheck
import { vi } from "vitest";
import type { Command } from "../../../analysis/terminal/command.ts";
import { runCommand } from "../../../analysis/terminal/run-command.ts";

export interface Printed {
  status: number;
  stdout: string;
  stderr: string;
}

/** What a command prints and its exit status, run in this process. */
export async function printed(run: () => Promise<number>): Promise<Printed> {
  const text = { stdout: "", stderr: "" };
  const line = (stream: keyof typeof text) => (value: unknown) => {
    text[stream] += `${value}\n`;
  };
  const write = (stream: keyof typeof text) => (value: unknown) => {
    text[stream] += String(value);
    return true;
  };
  const spies = [
    vi.spyOn(console, "log").mockImplementation(line("stdout")),
    vi.spyOn(console, "error").mockImplementation(line("stderr")),
    vi.spyOn(process.stdout, "write").mockImplementation(write("stdout")),
    vi.spyOn(process.stderr, "write").mockImplementation(write("stderr")),
  ];
  try {
    const status = await run();
    return { status, ...text };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

export const printedBy = (spec: Command, args: string[]): Promise<Printed> =>
  printed(() => runCommand(spec, "npx lookalike it", args));
