import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export interface Ran {
  status: number | null;
  stdout: string;
  stderr: string;
  seconds: number;
  /** Most memory at any time, MB; NaN where the system does not say. */
  megabytes: number;
}

export interface RunOptions {
  env?: Record<string, string>;
  /** Called with what is printed, as it comes. */
  onOutput?(text: string): void;
}

/** One of the commands, in a process of its own. */
export function runCommand(
  command: string,
  args: string[],
  { env = {}, onOutput }: RunOptions = {},
): Promise<Ran> {
  const script = fileURLToPath(new URL(`../../analysis/${command}.ts`, import.meta.url));
  const began = performance.now();
  const child = spawn(process.execPath, ["--import", "tsx", script, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...env },
  });
  const output = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const)
    child[name].on("data", (data: Buffer) => {
      output[name] += data;
      onOutput?.(String(data));
    });
  let megabytes = Number.NaN;
  const watch = setInterval(() => {
    megabytes = peakMegabytes(child.pid) || megabytes;
  }, 200);
  return new Promise((resolve) => {
    child.once("close", (status) => {
      clearInterval(watch);
      resolve({ status, ...output, seconds: (performance.now() - began) / 1000, megabytes });
    });
  });
}

function peakMegabytes(pid: number | undefined): number {
  try {
    const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return Math.round(Number(kilobytes) / 1024);
  } catch {
    return Number.NaN;
  }
}

/** What no command may print: a stack, or what a library has to say. */
export const NOISE = /^\s+at .*:\d+:\d+|VIPS|libvips|GLib|libpng|libjpeg|\(node:\d+\)|onnxruntime|Warning:/m;
