import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { HEALTH_PATH } from "../../local/gateway/server.ts";
import type { LocalAwsNames } from "../../test/functions/watched-services.ts";

interface Health {
  running: number;
  waiting: number;
  queued: { waiting: number; handedOut: number };
}

const SCRIPT = fileURLToPath(new URL("local-aws-child.ts", import.meta.url));

/** A local AWS in a process of its own, which is killed without warning and started again at the same address. */
export class KilledLocalAws {
  readonly #state: string;
  readonly #log: string;
  #child!: ChildProcess;
  names!: LocalAwsNames;

  private constructor(state: string, log: string) {
    this.#state = state;
    this.#log = log;
  }

  /** @param log where each call of a function is noted */
  static async start(state: string, log: string): Promise<KilledLocalAws> {
    const aws = new KilledLocalAws(state, log);
    await aws.#start("0");
    return aws;
  }

  /** Messages and executions that have not ended; undefined where the local AWS is down. */
  async unfinished(): Promise<number | undefined> {
    try {
      const answer = await fetch(new URL(HEALTH_PATH, this.names.endpoint));
      const { running, waiting, queued } = (await answer.json()) as Health;
      return running + waiting + queued.waiting + queued.handedOut;
    } catch {
      return undefined;
    }
  }

  /** At the same address. */
  async restart(): Promise<void> {
    await this.#start(new URL(this.names.endpoint).port);
  }

  async kill(): Promise<void> {
    const ended = once(this.#child, "exit");
    this.#child.kill("SIGKILL");
    await ended;
  }

  async #start(port: string): Promise<void> {
    this.#child = spawn(process.execPath, ["--import", "tsx", SCRIPT, this.#state, port, this.#log], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    for await (const line of createInterface({ input: this.#child.stdout! })) {
      this.names = JSON.parse(line) as LocalAwsNames;
      return;
    }
    throw new Error("The local AWS ended before it was up");
  }
}
