import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { findLocalAws } from "../../local/find-local-aws.ts";

/** What a program took from its start to its end. */
export interface Usage {
  seconds: number;
  cpuSeconds: number;
  /** Most memory it held. */
  megabytes: number;
}

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const LOOKS_EVERY_MS = 50;

const argumentsOf = (command: string, options: string[]) => [
  ...["--import", fileURLToPath(new URL("usage.mjs", import.meta.url)), "--import", "tsx"],
  ...[join(ROOT, "analysis", `${command}.ts`), ...options],
];

const environment = (usage: string) => ({
  cwd: ROOT,
  env: { ...process.env, USAGE: usage },
});

/** Runs a command to its end. @throws Error when it ends with another status than expected */
export function runCommand(
  [command = "", ...options]: string[],
  { usage, status = 0 }: { usage: string; status?: number },
): Usage & { stdout: string } {
  const started = performance.now();
  const ended = spawnSync(process.execPath, argumentsOf(command, options), {
    ...environment(usage),
    encoding: "utf8",
    maxBuffer: 1e9,
  });
  const seconds = (performance.now() - started) / 1000;
  if (ended.status !== status)
    throw new Error(`${command} ended with status ${ended.status}: ${ended.stdout}${ended.stderr}`);
  return { seconds, ...JSON.parse(readFileSync(usage, "utf8")), stdout: ended.stdout };
}

/** The local AWS in a process of its own. */
export class LocalAws {
  readonly #child: ChildProcess;
  readonly #usage: string;
  /** Until it answered. */
  readonly seconds: number;

  private constructor(child: ChildProcess, usage: string, seconds: number) {
    this.#child = child;
    this.#usage = usage;
    this.seconds = seconds;
  }

  static async start(state: string, usage: string): Promise<LocalAws> {
    const started = performance.now();
    const child = spawn(process.execPath, argumentsOf("local", ["--port", "0", "--state", state]), {
      ...environment(usage),
      stdio: ["ignore", "ignore", "inherit"],
    });
    while ((await findLocalAws(state)) === undefined) {
      if (child.exitCode !== null) throw new Error(`The local AWS ended with status ${child.exitCode}`);
      await sleep(LOOKS_EVERY_MS);
    }
    return new LocalAws(child, usage, (performance.now() - started) / 1000);
  }

  /** Stops it, if that was not done; says what it took all in all. */
  async stop(): Promise<Omit<Usage, "seconds">> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const ended = once(this.#child, "exit");
      this.#child.kill("SIGTERM");
      await ended;
    }
    return JSON.parse(readFileSync(this.#usage, "utf8"));
  }
}
