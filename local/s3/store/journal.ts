import { type FileHandle, open } from "node:fs/promises";

interface Waiting {
  line: string;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/**
 * An append-only file of one JSON record per line, the single point at which a change becomes true. Appends that
 * arrive while another is on its way to the disk share the next write and flush, so that many small writes at once
 * cost few flushes.
 */
export class Journal {
  readonly #file: FileHandle;
  #waiting: Waiting[] = [];
  #flushing: Promise<void> | undefined;
  #size: number;
  #broken: unknown;

  private constructor(file: FileHandle, size: number) {
    this.#file = file;
    this.#size = size;
  }

  static async open(path: string): Promise<Journal> {
    const file = await open(path, "a");
    return new Journal(file, (await file.stat()).size);
  }

  /** The last records could be neither finished nor taken back. */
  get isBroken(): boolean {
    return this.#broken !== undefined;
  }

  /** Resolves when the record will survive anything; rejects when it is not there, unless the journal broke. */
  append(record: object): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ line: `${JSON.stringify(record)}\n`, resolve, reject });
      this.#flushing ??= this.#flush().finally(() => {
        this.#flushing = undefined;
      });
    });
  }

  async close(): Promise<void> {
    await this.#flushing;
    await this.#file.close();
  }

  async #flush(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        if (this.#broken !== undefined) throw this.#broken;
        const text = Buffer.from(batch.map(({ line }) => line).join(""));
        await this.#file.appendFile(text);
        await this.#file.datasync();
        this.#size += text.length;
        for (const { resolve } of batch) resolve();
      } catch (error) {
        await this.#undo(error);
        for (const { reject } of batch) reject(error);
      }
    }
  }

  /** Takes half-written records back; if even that fails (a dying disk) no more are taken. */
  async #undo(cause: unknown): Promise<void> {
    try {
      await this.#file.truncate(this.#size);
    } catch {
      this.#broken = cause;
    }
  }
}
