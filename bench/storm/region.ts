import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { RegionNames } from "../../test/functions/watched-services.ts";

const SCRIPT = fileURLToPath(new URL("region-child.ts", import.meta.url));

/** A region in a process of its own, which is killed without warning and started again at the same address. */
export class KilledRegion {
  readonly #state: string;
  #child!: ChildProcess;
  names!: RegionNames;

  private constructor(state: string) {
    this.#state = state;
  }

  static async start(state: string): Promise<KilledRegion> {
    const region = new KilledRegion(state);
    await region.#start("0");
    return region;
  }

  async killAndRestart(): Promise<void> {
    await this.kill();
    await this.#start(new URL(this.names.endpoint).port);
  }

  async kill(): Promise<void> {
    const ended = once(this.#child, "exit");
    this.#child.kill("SIGKILL");
    await ended;
  }

  async #start(port: string): Promise<void> {
    this.#child = spawn(process.execPath, ["--import", "tsx", SCRIPT, this.#state, port], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    for await (const line of createInterface({ input: this.#child.stdout! })) {
      this.names = JSON.parse(line) as RegionNames;
      return;
    }
    throw new Error("The local AWS ended before it was up");
  }
}
