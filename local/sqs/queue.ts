import { createHash, randomUUID } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type AppendLog, openAppendLog } from "../common/append-log.ts";

export interface Message {
  id: string;
  body: string;
  group: string;
  /** Milliseconds. */
  sentAt: number;
  /** Its place in the order of arrival. */
  sequence: number;
}

export interface Received extends Message {
  receipt: string;
  /** How often it was handed out, this time included. */
  receives: number;
}

export interface QueueOptions {
  /** Folder that keeps the messages. */
  root: string;
  /** Milliseconds that a message handed out stays unseen. */
  visibility: number;
  /** Hands out a message so many times, then gives it to `onDead`. */
  maxReceives?: number;
  onDead?(message: Message): Promise<unknown>;
  now?: () => number;
}

type Entry = { sent: Message; key: string } | { deleted: string };

interface Waiting {
  message: Message;
  receives: number;
  /** While it is handed out. */
  receipt?: string;
  visibleAt: number;
}

/** The same text, or the same deduplication id, within this time is the same message. */
const DEDUPLICATION_MS = 5 * 60_000;

/**
 * A FIFO queue, kept in a file under `root`. Each group's messages come out in order, and none while an earlier one
 * of the group is handed out. What was accepted survives a killed process; what was handed out then is seen again. All
 * that changes a message is here, beside the log that it is written to: hence the length.
 */
export class Queue {
  readonly #options: Required<Pick<QueueOptions, "visibility" | "now">> & QueueOptions;
  readonly #groups = new Map<string, Map<string, Waiting>>();
  readonly #byId = new Map<string, Waiting>();
  readonly #recent = new Map<string, Message>();
  readonly #listeners = new Set<() => void>();
  #log!: AppendLog<Entry>;
  #sequence = 0;

  private constructor(options: QueueOptions) {
    this.#options = { now: Date.now, ...options };
  }

  static async open(options: QueueOptions): Promise<Queue> {
    await mkdir(options.root, { recursive: true });
    const queue = new Queue(options);
    let entries = 0;
    queue.#log = await openAppendLog<Entry>(join(options.root, "messages.ndjson"), {
      onEntry: (entry) => {
        entries++;
        if ("sent" in entry) queue.#add(entry.sent, entry.key);
        else queue.#remove(entry.deleted);
      },
    });
    if (entries > 100 && entries > 2 * queue.#byId.size) await queue.#log.rewrite(queue.#compacted());
    return queue;
  }

  /** All messages, the oldest first. */
  messages(): Message[] {
    return [...this.#byId.values()].map(({ message }) => message);
  }

  /** Messages that may be handed out now or later, and those that are. */
  get counts(): { waiting: number; handedOut: number } {
    const handedOut = [...this.#groups.values()].reduce((sum, group) => sum + this.#handedOut(group), 0);
    return { waiting: this.#byId.size - handedOut, handedOut };
  }

  /** Answers once the message is on the disk. One that is known already is not taken twice. */
  async send(body: string, group: string, deduplication?: string): Promise<Message> {
    const key = deduplication ?? createHash("sha256").update(body).digest("hex");
    this.#forgetOld();
    const known = this.#recent.get(key);
    if (known) return known;
    const message = {
      id: randomUUID(),
      body,
      group,
      sentAt: this.#options.now(),
      sequence: ++this.#sequence,
    };
    this.#add(message, key);
    await this.#log.append({ sent: message, key });
    for (const listener of this.#listeners) listener();
    return message;
  }

  /** Hands out up to `max` messages of one group. */
  async receive(max: number, visibility = this.#options.visibility): Promise<Received[]> {
    const { maxReceives = Number.POSITIVE_INFINITY, onDead, now } = this.#options;
    for (const group of this.#groups.values()) {
      if (this.#handedOut(group) > 0) continue;
      const received: Received[] = [];
      for (const waiting of group.values()) {
        if (received.length >= max) break;
        if (waiting.receives >= maxReceives) {
          await onDead?.(waiting.message);
          await this.#delete(waiting.message.id);
          continue;
        }
        waiting.receives++;
        waiting.receipt = randomUUID();
        waiting.visibleAt = now() + visibility;
        received.push({ ...waiting.message, receipt: waiting.receipt, receives: waiting.receives });
      }
      if (received.length > 0) return received;
    }
    return [];
  }

  /** False for an unknown receipt, and for one of an earlier delivery of the message. */
  async delete(receipt: string): Promise<boolean> {
    const waiting = this.#ofReceipt(receipt);
    if (waiting) await this.#delete(waiting.message.id);
    return waiting !== undefined;
  }

  /** Deletes every message, those that are handed out too. */
  async purge(): Promise<void> {
    for (const id of [...this.#byId.keys()]) await this.#delete(id);
  }

  /** Shows a message again after `visibility`. */
  show(receipt: string, visibility: number): boolean {
    const waiting = this.#ofReceipt(receipt);
    if (waiting) waiting.visibleAt = this.#options.now() + visibility;
    if (waiting && visibility === 0) for (const listener of this.#listeners) listener();
    return waiting !== undefined;
  }

  /** Resolves to true once a message may be there, to false after `milliseconds`. */
  arrival(milliseconds: number, signal?: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (arrived: boolean) => () => {
        clearTimeout(timer);
        this.#listeners.delete(listener);
        signal?.removeEventListener("abort", stop);
        resolve(arrived);
      };
      const [listener, stop] = [end(true), end(false)];
      const timer = setTimeout(stop, milliseconds);
      this.#listeners.add(listener);
      signal?.addEventListener("abort", stop);
    });
  }

  close(): Promise<void> {
    return this.#log.close();
  }

  #add(message: Message, key: string): void {
    const waiting = { message, receives: 0, visibleAt: 0 };
    this.#sequence = Math.max(this.#sequence, message.sequence);
    this.#byId.set(message.id, waiting);
    const group = this.#groups.get(message.group) ?? new Map<string, Waiting>();
    this.#groups.set(message.group, group.set(message.id, waiting));
    this.#recent.set(key, message);
  }

  async #delete(id: string): Promise<void> {
    this.#remove(id);
    await this.#log.append({ deleted: id });
    for (const listener of this.#listeners) listener();
  }

  #remove(id: string): void {
    const group = this.#byId.get(id)?.message.group;
    this.#byId.delete(id);
    if (group !== undefined) this.#groups.get(group)?.delete(id);
  }

  /** Messages after the first that was never handed out were not handed out either. */
  #handedOut(group: Map<string, Waiting>): number {
    let count = 0;
    for (const { receipt, visibleAt } of group.values()) {
      if (receipt === undefined) break;
      if (visibleAt > this.#options.now()) count++;
    }
    return count;
  }

  #ofReceipt(receipt: string): Waiting | undefined {
    for (const group of this.#groups.values()) {
      for (const waiting of group.values()) {
        if (waiting.receipt === receipt) return waiting;
        if (waiting.receipt === undefined) break;
      }
    }
    return undefined;
  }

  #forgetOld(): void {
    for (const [key, { sentAt }] of this.#recent) {
      if (sentAt > this.#options.now() - DEDUPLICATION_MS) return;
      this.#recent.delete(key);
    }
  }

  *#compacted(): Generator<Entry> {
    this.#forgetOld();
    const keys = new Map([...this.#recent].map(([key, { id }]) => [id, key]));
    for (const { message } of this.#byId.values()) {
      yield { sent: message, key: keys.get(message.id) ?? message.id };
    }
  }
}
