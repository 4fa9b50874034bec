// @ts-nocheck
import {
  GetObjectCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  ListObjectVersionsCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import pMap from "p-map";
import { beforeAll, describe, expect, it } from "vitest";
import { useTestBucket } from "./test-bucket.ts";

const test = useTestBucket();
const COUNT = 2500;

async function list(more: Omit<ListObjectsV2CommandInput, "Bucket"> = {}) {
  const Prefix = test.prefix + (more.Prefix ?? "");
  const input: ListObjectsV2CommandInput = { ...more, Bucket: test.bucket, Prefix };
  const keys: string[] = [];
  const prefixes: string[] = [];
  const pages: number[] = [];
  for (;;) {
    const page = await test.client.send(new ListObjectsV2Command(input));
    keys.push(...(page.Contents ?? []).map(({ Key }) => Key!.slice(test.prefix.length)));
    prefixes.push(...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix!.slice(test.prefix.length)));
    pages.push(page.KeyCount!);
    if (!page.IsTruncated) return { keys, prefixes, pages };
    input.ContinuationToken = page.NextContinuationToken;
  }
}

async function put(names: string[]) {
  await pMap(
    names,
    (name) =>
      test.client.send(new PutObjectCommand({ Bucket: test.bucket, Key: test.prefix + name, Body: name })),
    { concurrency: 32 },
  );
}

describe("listing many keys", () => {
  const names = Array.from({ length: COUNT }, (_, i) => `many/${i % 5}/${String(i).padStart(4, "0")}`).sort();
  beforeAll(() => put([...names, "top"]));

  it("gives each once, in order, a thousand at a time", async () => {
    const { keys, pages } = await list({ Prefix: "many/" });
    expect(keys).toEqual(names);
    expect(pages).toEqual([1000, 1000, 500]);
  });

  it("groups by the delimiter, across pages too", async () => {
    expect(await list({ Delimiter: "/" })).toEqual({ keys: ["top"], prefixes: ["many/"], pages: [2] });
    const groups = ["0", "1", "2", "3", "4"].map((group) => `many/${group}/`);
    expect(await list({ Prefix: "many/", Delimiter: "/", MaxKeys: 2 })).toEqual({
      keys: [],
      prefixes: groups,
      pages: [2, 2, 1],
    });
  });

  it("starts after a key that need not exist", async () => {
    const { keys } = await list({ Prefix: "many/", StartAfter: `${test.prefix}many/3/` });
    expect(keys).toEqual(names.filter((name) => name > "many/3/"));
  });

  it("goes on from where it was when keys of the last page are gone or new", async () => {
    const first = await test.client.send(
      new ListObjectsV2Command({ Bucket: test.bucket, Prefix: `${test.prefix}many/`, MaxKeys: 3 }),
    );
    await put(["many/0/0000-new"]);
    const next = await test.client.send(
      new ListObjectsV2Command({
        Bucket: test.bucket,
        Prefix: `${test.prefix}many/`,
        MaxKeys: 1,
        ContinuationToken: first.NextContinuationToken,
      }),
    );
    expect(next.Contents?.[0]?.Key).toBe(test.prefix + names[3]);
  });

  it("has none left when no more are asked for", async () => {
    expect(await list({ MaxKeys: 0 })).toEqual({ keys: [], prefixes: [], pages: [0] });
    expect(await list({ Prefix: "nothing/" })).toEqual({ keys: [], prefixes: [], pages: [0] });
  });

  it("refuses a token that it never gave", async () => {
    const page = list({ ContinuationToken: "bm9uc2Vuc2U" });
    await expect(page).rejects.toMatchObject({ name: "InvalidArgument" });
  });
});

describe("listing in S3's first version", () => {
  it("goes on from the last key, or with a delimiter from the marker that was given", async () => {
    await put(["v1/a", "v1/b/1", "v1/b/2", "v1/c"]);
    const page = async (Marker: string | undefined, Delimiter?: string) => {
      const {
        Contents = [],
        CommonPrefixes = [],
        NextMarker,
        IsTruncated,
      } = await test.client.send(
        new ListObjectsCommand({
          Bucket: test.bucket,
          Prefix: `${test.prefix}v1/`,
          MaxKeys: 2,
          Marker,
          Delimiter,
        }),
      );
      const texts = [...Contents.map(({ Key }) => Key!), ...CommonPrefixes.map(({ Prefix }) => Prefix!)];
      return { texts: texts.map((text) => text.slice(test.prefix.length)), NextMarker, IsTruncated };
    };
    expect(await page(undefined)).toEqual({
      texts: ["v1/a", "v1/b/1"],
      NextMarker: undefined,
      IsTruncated: true,
    });
    expect((await page(`${test.prefix}v1/b/1`)).texts).toEqual(["v1/b/2", "v1/c"]);
    const NextMarker = `${test.prefix}v1/b/`;
    expect(await page(undefined, "/")).toEqual({ texts: ["v1/a", "v1/b/"], NextMarker, IsTruncated: true });
    expect((await page(NextMarker, "/")).texts).toEqual(["v1/c"]);
  });
});

describe("keys that differ in what disks, paths and URLs confuse", () => {
  const odd = [
    "odd/a",
    "odd/a/b",
    "odd/a/",
    "odd/folder/",
    "odd//double",
    "odd/a b+c.jpg",
    "odd/100%25.jpg",
    "odd/100%.jpg",
    "odd/été.jpg",
    "odd/été.jpg".normalize("NFD"),
    "odd/Alice.jpg",
    "odd/alice.jpg",
    "odd/ALICE.JPG",
    "odd/..",
    "odd/../x",
    "odd/../../x",
    "odd/./x",
    "odd/x",
    "odd/<b>&amp;\"'.jpg",
    "odd/'; drop table photos; --",
    "odd/back\\slash:colon|pipe?query#hash*",
    "odd/new\nline\r\ttab\u0001",
    "odd/ leading and trailing ",
    "odd/dot.",
    "odd/x.%f",
    "odd/\u{1F600}.jpg",
    "odd/\uFF21.jpg",
    "odd/NUL",
  ];

  it("are all kept apart and come back as they are, in the order of their bytes", async () => {
    const rest = 1024 - Buffer.byteLength(`${test.prefix}odd/`);
    const names = [...odd, `odd/${"k".repeat(rest)}`, `odd/${"é".repeat(Math.floor(rest / 2))}`];
    await put(names);
    const { keys } = await list({ Prefix: "odd/" });
    expect(keys).toEqual([...names].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
    for (const name of names) {
      const found = await test.client.send(
        new GetObjectCommand({ Bucket: test.bucket, Key: test.prefix + name }),
      );
      expect(await found.Body!.transformToString()).toBe(name);
    }
    const encoded = await test.client.send(
      new ListObjectsV2Command({ Bucket: test.bucket, Prefix: `${test.prefix}odd/`, EncodingType: "url" }),
    );
    expect(encoded.Contents?.map(({ Key }) => decodeURIComponent(Key!).slice(test.prefix.length))).toEqual(
      keys,
    );
  });

  it("are refused past 1,024 bytes", async () => {
    const name = "é".repeat(512);
    await expect(put([name])).rejects.toMatchObject({ name: "KeyTooLongError" });
  });
});

it("lists each object as its own only version", async () => {
  await put(["version"]);
  const { Versions } = await test.client.send(
    new ListObjectVersionsCommand({ Bucket: test.bucket, Prefix: `${test.prefix}version` }),
  );
  expect(Versions).toMatchObject([
    { Key: `${test.prefix}version`, VersionId: "null", IsLatest: true, Size: 7 },
  ]);
});
