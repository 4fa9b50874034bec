import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Dealer, Subscriber } from "zeromq";
import { decodeMessage, encodeMessage, type Message } from "./kernel-message.ts";
import { kernelCommand } from "./kernelspec.ts";
import type { Output } from "./nbformat.ts";

export interface KernelOptions {
  /** Working folder: relative imports in cells start here. */
  cwd: string;
  environment: Record<string, string>;
  /** Longest time for the kernel to start and for a cell to run. */
  timeoutSeconds?: number;
}

export interface Kernel {
  /** Runs one cell; an error is its last output. */
  execute(code: string): Promise<Output[]>;
}

/** Starts a tslab kernel, talks to it over its own protocol on loopback, and ends it after `use`. */
export async function withKernel<T>(options: KernelOptions, use: (kernel: Kernel) => Promise<T>): Promise<T> {
  const { cwd, environment, timeoutSeconds = 120 } = options;
  const folder = await mkdtemp(join(tmpdir(), "lookalike-kernel-"));
  const key = randomUUID();
  const [shellPort, iopubPort, stdinPort, controlPort, heartbeatPort] = await freePorts(5);
  const connection = {
    ...{ transport: "tcp", ip: "127.0.0.1", key, signature_scheme: "hmac-sha256" },
    ...{ shell_port: shellPort, iopub_port: iopubPort, stdin_port: stdinPort },
    ...{ control_port: controlPort, hb_port: heartbeatPort },
  };
  const file = join(folder, "connection.json");
  await writeFile(file, JSON.stringify(connection), { mode: 0o600 });
  const [node, ...args] = [...kernelCommand(), file];
  const child = spawn(node!, args, {
    cwd,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const shell = new Dealer({ linger: 0 });
  const iopub = new Subscriber({ linger: 0 });
  try {
    shell.connect(`tcp://127.0.0.1:${shellPort}`);
    iopub.connect(`tcp://127.0.0.1:${iopubPort}`);
    iopub.subscribe();
    const client = new Client(shell, iopub, key, exitOf(child), timeoutSeconds);
    await client.ready();
    return await use(client);
  } finally {
    shell.close();
    iopub.close();
    child.kill("SIGKILL");
    await rm(folder, { recursive: true, force: true });
  }
}

class Client implements Kernel {
  readonly #session = randomUUID();
  readonly #waiting = new Map<string, (message: Message) => void>();

  constructor(
    private readonly shell: Dealer,
    iopub: Subscriber,
    private readonly key: string,
    private readonly exit: Promise<never>,
    private readonly timeoutSeconds: number,
  ) {
    for (const socket of [shell, iopub]) void this.#listen(socket);
  }

  async #listen(socket: Dealer | Subscriber): Promise<void> {
    for await (const frames of socket) {
      const message = decodeMessage(frames, this.key);
      this.#waiting.get(message.parent.msg_id ?? "")?.(message);
    }
  }

  /** Messages published before the subscription has arrived are lost: asks until an answer has come on both sockets. */
  async ready(): Promise<void> {
    const until = Date.now() + this.timeoutSeconds * 1000;
    while (Date.now() < until) {
      const asked = this.#request("kernel_info_request", {}, () => {});
      if (await Promise.race([asked.then(() => true), this.exit, after(0.5).then(() => false)])) return;
    }
    throw new Error(`The kernel did not answer within ${this.timeoutSeconds} s. Start it again.`);
  }

  async execute(code: string): Promise<Output[]> {
    const outputs: Output[] = [];
    const content = { code, silent: false, store_history: true, user_expressions: {}, allow_stdin: false };
    const done = this.#request("execute_request", content, (message) => collect(outputs, message));
    const late = after(this.timeoutSeconds).then(() => "late" as const);
    if ((await Promise.race([done, this.exit, late])) === "late") {
      outputs.push(errorOutput("Timeout", `the cell ran longer than ${this.timeoutSeconds} s`));
    }
    return outputs;
  }

  /** Resolves once the kernel has replied and is idle again. */
  #request(type: string, content: object, onMessage: (message: Message) => void): Promise<void> {
    const { id, frames } = encodeMessage(type, content, this.key, this.#session);
    return new Promise((resolve, reject) => {
      let isReplied = false;
      let isIdle = false;
      this.#waiting.set(id, (message) => {
        onMessage(message);
        if (message.header.msg_type.endsWith("_reply")) isReplied = true;
        if (message.header.msg_type === "status" && message.content.execution_state === "idle") isIdle = true;
        if (!isReplied || !isIdle) return;
        this.#waiting.delete(id);
        resolve();
      });
      this.shell.send(frames).catch(reject);
    });
  }
}

/** tslab writes an error to stderr; its reply says only that there was one. */
function collect(outputs: Output[], { header, content }: Message): void {
  if (header.msg_type === "stream") {
    const { name, text } = content as { name: "stdout" | "stderr"; text: string };
    const last = outputs.at(-1);
    if (last?.output_type === "stream" && last.name === name) last.text += text;
    else outputs.push({ output_type: "stream", name, text });
  } else if (header.msg_type === "display_data") {
    const { data, metadata } = content as { data: Record<string, unknown>; metadata: object };
    outputs.push({ output_type: "display_data", data, metadata });
  } else if (header.msg_type === "execute_reply" && content.status !== "ok") {
    outputs.push(errorOutput("Error", "the cell failed"));
  }
}

/** What was written to stderr right before belongs to the error. */
export function withErrorText(outputs: Output[]): Output[] {
  const error = outputs.findIndex(({ output_type }) => output_type === "error");
  const written = outputs.findLast((output) => output.output_type === "stream" && output.name === "stderr");
  if (error < 0 || written?.output_type !== "stream") return outputs;
  const text = String(written.text).trim();
  const others = outputs.filter((output) => output !== written && output.output_type !== "error");
  const lines = text.split("\n");
  // An exception's own words stand below the line of code that threw it; a type error is one line.
  const said = lines.find((line) => /^\[?\w*(?:Error|Exception)\b/.test(line)) ?? lines[0]!;
  return [...others, errorOutput("Error", said, lines)];
}

function errorOutput(ename: string, evalue: string, traceback: string[] = [evalue]): Output {
  return { output_type: "error", ename, evalue, traceback };
}

function exitOf(child: ChildProcess): Promise<never> {
  let said = "";
  child.stderr?.on("data", (text: Buffer) => {
    said = (said + text.toString()).slice(-2000);
  });
  const exit = new Promise<never>((_, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => reject(new Error(`The kernel ended (${code ?? "killed"}): ${said.trim()}`)));
  });
  exit.catch(() => {});
  return exit;
}

const after = (seconds: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, seconds * 1000).unref());

/** Ports that are free at this moment, all different. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<ReturnType<typeof createServer>>((resolve, reject) => {
          const server = createServer().once("error", reject);
          server.listen(0, "127.0.0.1", () => resolve(server));
        }),
    ),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
