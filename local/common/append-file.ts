import { type FileHandle, open } from "node:fs/promises";

interface Waiting {
  line: string;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/**
 * Appends to a file of one JSON record per line: a change is made once its record is written. Appends that arrive while
 * another is being written share the next write and flush, so that many small writes at once cost few flushes. Readers
 * skip what follows the last line feed: it was never completed.
 */
export class AppendFile {
  readonly #file: FileHandle;
  readonly #durable: boolean;
  #waiting: Waiting[] = [];
  #flushing: Promise<void> | undefined;
  #size: number;
  #broken: unknown;

  private constructor(file: FileHandle, size: number, durable: boolean) {
    this.#file = file;
    this.#size = size;
    this.#durable = durable;
  }

  /** @param durable waits for the disk before an append answers: survives a power cut, not only a killed process */
  static async open(path: string, durable: boolean): Promise<AppendFile> {
    const file = await open(path, "a");
    return new AppendFile(file, (await file.stat()).size, durable);
  }

  /** A write failed, and its half-written records could not be removed either. */
  get isBroken(): boolean {
    return this.#broken !== undefined;
  }

  /** Resolves when the record is written; rejects when it is not there, unless the file broke. */
  append(record: unknown): Promise<void> {
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
        if (this.#durable) await this.#file.datasync();
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
