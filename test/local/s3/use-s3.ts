import { CreateBucketCommand } from "@aws-sdk/client-s3";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import type { S3Options } from "../../../local/s3/server.ts";
import { type RunningS3, startS3, temporaryFolder } from "./with-s3.ts";

/** One S3 for all tests of the file, in a folder of its own. */
export function useS3(): Omit<RunningS3, "stop"> {
  let s3: RunningS3;
  let remove: () => Promise<void>;
  beforeAll(async () => {
    const folder = await temporaryFolder();
    remove = folder.remove;
    s3 = await startS3(folder.path);
  });
  afterAll(async () => {
    await s3.stop();
    await remove();
  });
  return {
    get client() {
      return s3.client;
    },
    get endpoint() {
      return s3.endpoint;
    },
    get root() {
      return s3.root;
    },
    get events() {
      return s3.events;
    },
  };
}

export const Bucket = "lookalike";

/** An S3 that a test stops and starts again, over the same folder or another. */
export class RestartableS3 {
  /** Of its buckets. */
  root = "";
  #running!: RunningS3;
  #remove!: () => Promise<void>;

  get client() {
    return this.#running.client;
  }

  get endpoint() {
    return this.#running.endpoint;
  }

  async open(): Promise<void> {
    const folder = await temporaryFolder();
    this.root = folder.path;
    this.#remove = folder.remove;
    await this.start();
    await this.client.send(new CreateBucketCommand({ Bucket }));
  }

  async start(options: Partial<S3Options> = {}): Promise<void> {
    this.#running = await startS3(this.root, options);
  }

  async stop(): Promise<void> {
    await this.#running.stop();
  }

  async restart(whileStopped?: () => Promise<void>, options: Partial<S3Options> = {}): Promise<void> {
    await this.stop();
    await whileStopped?.();
    await this.start(options);
  }

  async remove(): Promise<void> {
    await this.stop();
    await this.#remove();
  }
}

/** For each test one of its own, with the bucket {@link Bucket}. */
export function useRestartableS3(): RestartableS3 {
  const s3 = new RestartableS3();
  beforeEach(() => s3.open());
  afterEach(() => s3.remove());
  return s3;
}
