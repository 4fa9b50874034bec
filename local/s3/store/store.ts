import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LocalAwsError } from "../../common/local-aws-error.ts";
import { S3Error } from "../errors.ts";
import { Bucket, type BucketDescription, type Shared } from "./bucket.ts";
import { Sequencer } from "./sequencer.ts";
import type { Versioning } from "./versions.ts";

// S3's rules for names of general purpose buckets, those that a folder's name must obey included.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
const BUCKET_NAME = /^(?!\d+\.\d+\.\d+\.\d+$)(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const RESERVED = /^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/;
const isBucketName = (name: string) => BUCKET_NAME.test(name) && !RESERVED.test(name);

/** All buckets under one folder, each a folder of its name with a `bucket.json`. */
export class Store {
  readonly #root: string;
  readonly #shared: Shared;
  readonly #buckets = new Map<string, Bucket>();

  private constructor(root: string, shared: Shared) {
    this.#root = root;
    this.#shared = shared;
  }

  static async open(root: string): Promise<Store> {
    mkdirSync(root, { recursive: true });
    const store = new Store(root, { sequencer: new Sequencer(), foldsCase: foldsCase(root) });
    for (const name of readdirSync(root).sort()) {
      // A leading dot marks a bucket that was being created or deleted when the server ended.
      if (/^\.(new|gone)-/.test(name)) rmSync(join(root, name), { recursive: true });
      else if (existsSync(join(root, name, "bucket.json"))) await store.#load(name);
    }
    return store;
  }

  /** By name, in order. */
  list(): Bucket[] {
    return [...this.#buckets.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** The bucket called `name`; NoSuchBucket where there is none. */
  bucket(name: string): Bucket {
    const bucket = this.#buckets.get(name);
    if (bucket) return bucket;
    const code = isBucketName(name) ? "NoSuchBucket" : "InvalidBucketName";
    throw new S3Error(code, { details: { BucketName: name } });
  }

  async createBucket(name: string): Promise<void> {
    if (!isBucketName(name)) throw new S3Error("InvalidBucketName", { details: { BucketName: name } });
    const folder = join(this.#root, name);
    if (existsSync(folder)) throw new S3Error("BucketAlreadyOwnedByYou", { details: { BucketName: name } });
    const fresh = join(this.#root, `.new-${name}`);
    rmSync(fresh, { recursive: true, force: true });
    mkdirSync(fresh);
    describe(fresh, { created: new Date() });
    renameSync(fresh, folder);
    await this.#load(name);
  }

  /** Takes effect on what is written from now on; versions that are there stay. */
  setVersioning(name: string, versioning: Exclude<Versioning, undefined>): void {
    const { description } = this.bucket(name);
    describe(join(this.#root, name), { ...description, versioning });
    description.versioning = versioning;
  }

  async deleteBucket(name: string): Promise<void> {
    await this.bucket(name).retire();
    this.#buckets.delete(name);
    const gone = join(this.#root, `.gone-${name}`);
    renameSync(join(this.#root, name), gone);
    rmSync(gone, { recursive: true });
  }

  async close(): Promise<void> {
    await Promise.all(this.list().map((bucket) => bucket.close()));
  }

  async #load(name: string): Promise<void> {
    const folder = join(this.#root, name);
    this.#buckets.set(name, await Bucket.open(folder, name, readDescription(folder), this.#shared));
  }
}

function readDescription(folder: string): BucketDescription {
  const file = join(folder, "bucket.json");
  try {
    const { created, versioning } = JSON.parse(readFileSync(file, "utf8"));
    return { created: new Date(created), ...(versioning && { versioning }) };
  } catch (cause) {
    const example = JSON.stringify({ created: new Date(0), versioning: "Enabled" });
    throw new LocalAwsError(
      `${file} is damaged (${(cause as Error).message}). Write it again, such as ${example}`,
      { cause },
    );
  }
}

function describe(folder: string, description: BucketDescription): void {
  const file = join(folder, "bucket.json");
  writeFileSync(`${file}.new`, JSON.stringify(description), { flush: true });
  renameSync(`${file}.new`, file);
}

/** Whether the disk takes `A` and `a` for one name, found out by trying. */
function foldsCase(root: string): boolean {
  const probe = join(root, ".case-probe");
  writeFileSync(probe, "");
  const folds = existsSync(join(root, ".CASE-PROBE"));
  rmSync(probe);
  return folds;
}
