import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export interface LocalAwsProcess {
  port: number;
  /** Most memory since the last call, bytes; NaN where the system does not say (it is Linux that does). */
  peakMemory(): number;
  hasEnded(): boolean;
  stop(): Promise<void>;
}

/** The local AWS as `npx lookalike local` starts it, in a process of its own. */
export async function startLocalAws(state: string): Promise<LocalAwsProcess> {
  const script = fileURLToPath(new URL("../../analysis/local.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", script, "--state", state, "--port", "0"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const port = await portOf(child);
  return {
    port,
    peakMemory: () => peakMemory(child.pid!),
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    async stop() {
      if (child.exitCode !== null) return;
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    },
  };
}

/** Reads on afterwards: a local AWS whose log nobody takes any more ends, as any command does in a closed pipe. */
function portOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let text = "";
    child.stdout!.on("data", (data: Buffer) => {
      if (text.length > 10_000) return;
      text += data;
      const [, port] = /AWS_ENDPOINT_URL=http:\/\/127\.0\.0\.1:(\d+)/.exec(text) ?? [];
      if (port !== undefined) resolve(Number(port));
    });
    child.once("exit", () => reject(new Error(`The local AWS did not say where it listens: ${text}`)));
  });
}

function peakMemory(pid: number): number {
  try {
    const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    writeFileSync(`/proc/${pid}/clear_refs`, "5"); // Begins the peak again.
    return Number(kilobytes) * 1024;
  } catch {
    return Number.NaN;
  }
}
