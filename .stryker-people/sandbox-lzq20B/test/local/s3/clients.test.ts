// @ts-nocheck
import { execFile, execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { CreateBucketCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { CREDENTIALS, REGION, type RunningS3, startS3, temporaryFolder } from "./with-s3.ts";

const run = promisify(execFile);
const Bucket = "lookalike";

function isInstalled(command: string, argument: string): boolean {
  try {
    execFileSync(command, [argument], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
const HAS_AWS = isInstalled("aws", "--version");
const HAS_RCLONE = isInstalled("rclone", "version");

let folder: { path: string; remove: () => Promise<void> };
let s3: RunningS3;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  folder = await temporaryFolder();
  s3 = await startS3(join(folder.path, "s3"));
  await s3.client.send(new CreateBucketCommand({ Bucket }));
  env = {
    ...process.env,
    AWS_ENDPOINT_URL: s3.endpoint,
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    AWS_DEFAULT_REGION: REGION,
    AWS_CONFIG_FILE: join(folder.path, "no-config"),
    AWS_SHARED_CREDENTIALS_FILE: join(folder.path, "no-credentials"),
    AWS_PAGER: "",
    // What the machine sets for the way out does not concern the way to itself; rclone fails on the first.
    AWS_CA_BUNDLE: undefined,
    NO_PROXY: "127.0.0.1",
    RCLONE_CONFIG: join(folder.path, "rclone.conf"),
  };
});
afterAll(async () => {
  await s3.stop();
  await folder.remove();
});

const FILES: Record<string, Buffer> = {
  "uploads/a b+c.jpg": Buffer.from("spaced"),
  "uploads/été.jpg": Buffer.from("accented"),
  "uploads/100%25.jpg": Buffer.from("percent"),
  "uploads/Alice.jpg": Buffer.from("capital"),
  "uploads/alice.jpg": Buffer.from("small"),
  "uploads/<b>&'.jpg": Buffer.from("marked up"),
  "empty.json": Buffer.alloc(0),
  "deep/er/still/file": Buffer.from("deep"),
  // Past 8 MB the AWS CLI sends parts.
  "large.bin": randomBytes(9_000_000),
};

let source: string;
let target: string;
beforeEach(async () => {
  source = join(folder.path, "source");
  target = join(folder.path, "target");
  await rm(source, { recursive: true, force: true });
  await rm(target, { recursive: true, force: true });
  const old = new Date("2020-02-02T02:02:02Z");
  for (const [name, bytes] of Object.entries(FILES)) {
    await mkdir(dirname(join(source, name)), { recursive: true });
    await writeFile(join(source, name), bytes);
    await utimes(join(source, name), old, old);
  }
});

async function keys(): Promise<string[]> {
  const { Contents = [] } = await s3.client.send(new ListObjectsV2Command({ Bucket }));
  return Contents.map(({ Key }) => Key!);
}

async function expectAllIn(path: string) {
  const found = await readdir(path, { recursive: true, withFileTypes: true });
  expect(found.filter((entry) => entry.isFile())).toHaveLength(Object.keys(FILES).length);
  for (const [name, bytes] of Object.entries(FILES)) {
    expect((await readFile(join(path, name))).equals(bytes), name).toBe(true);
  }
}

describe.skipIf(!HAS_AWS)("the AWS CLI (needs `aws`)", () => {
  const aws = async (...args: string[]) => (await run("aws", args, { env })).stdout;

  it("syncs a folder up and down, once, and removes it", async () => {
    await aws("s3", "sync", source, `s3://${Bucket}/`);
    expect((await keys()).sort()).toEqual(Object.keys(FILES).sort());
    expect(await aws("s3", "sync", source, `s3://${Bucket}/`)).toBe("");
    await aws("s3", "sync", `s3://${Bucket}/`, target);
    await expectAllIn(target);
    await aws("s3", "rm", "--recursive", `s3://${Bucket}/`);
    expect(await keys()).toEqual([]);
  });

  it("copies in parts to, within and from the bucket, and lists it", async () => {
    await aws("s3", "cp", join(source, "large.bin"), `s3://${Bucket}/x/large +é.bin`);
    await aws("s3", "cp", `s3://${Bucket}/x/large +é.bin`, `s3://${Bucket}/y/large.bin`);
    expect(await aws("s3", "ls", `s3://${Bucket}/`)).toBe(
      "                           PRE x/\n                           PRE y/\n",
    );
    await aws("s3", "mv", `s3://${Bucket}/y/large.bin`, join(target, "moved.bin"));
    expect((await readFile(join(target, "moved.bin"))).equals(FILES["large.bin"]!)).toBe(true);
    expect(await keys()).toEqual(["x/large +é.bin"]);
  });

  it("makes single calls and signs URLs", async () => {
    const body = join(source, "uploads/alice.jpg");
    const put = ["--bucket", Bucket, "--key", "api/é", "--body", body, "--if-none-match", "*"];
    const { ETag } = JSON.parse(await aws("s3api", "put-object", ...put));
    await expect(aws("s3api", "put-object", ...put)).rejects.toThrow("PreconditionFailed");
    const list = JSON.parse(await aws("s3api", "list-objects-v2", "--bucket", Bucket, "--prefix", "api/"));
    expect(list.Contents).toMatchObject([{ Key: "api/é", ETag, Size: 5 }]);
    const url = (await aws("s3", "presign", `s3://${Bucket}/api/é`)).trim();
    expect(await (await fetch(url)).text()).toBe("small");
  });
});

describe.skipIf(!HAS_RCLONE)("rclone (needs `rclone`)", () => {
  const rclone = async (...args: string[]) => {
    const { stderr } = await run("rclone", ["-v", "--stats-one-line", ...args], { env });
    return stderr;
  };

  it("syncs a folder up and down, once, checks it, and removes it", async () => {
    const credentials = [
      "access_key_id",
      CREDENTIALS.accessKeyId,
      "secret_access_key",
      CREDENTIALS.secretAccessKey,
    ];
    const backend = ["provider", "Other", "endpoint", s3.endpoint, "region", REGION, ...credentials];
    await run("rclone", ["config", "create", "local", "s3", ...backend], { env });
    // Cut into parts from 5 MB on, instead of 200 MB.
    const multipart = ["--s3-upload-cutoff", "5M", "--s3-chunk-size", "5M"];
    await rclone("sync", source, `local:${Bucket}`, ...multipart);
    expect((await keys()).sort()).toEqual(Object.keys(FILES).sort());
    expect(await rclone("sync", source, `local:${Bucket}`)).toMatch(/nothing to transfer/);
    // A new time with the same bytes is set by a copy onto itself.
    await utimes(join(source, "empty.json"), new Date(), new Date("2021-01-01T00:00:00Z"));
    expect(await rclone("sync", source, `local:${Bucket}`)).toMatch(/Updated modification time/);
    await rclone("sync", `local:${Bucket}`, target);
    await expectAllIn(target);
    expect(await rclone("check", "--download", source, `local:${Bucket}`)).toMatch(/ 0 differences found/);
    await rclone("delete", `local:${Bucket}`);
    expect(await keys()).toEqual([]);
  });
});
