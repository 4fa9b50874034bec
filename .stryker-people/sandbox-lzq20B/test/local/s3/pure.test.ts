// @ts-nocheck
import { describe, expect, it } from "vitest";
import { evaluateRead } from "../../../local/s3/conditions.ts";
import { urlEncode } from "../../../local/s3/list-request.ts";
import { parseRange } from "../../../local/s3/range.ts";
import { route } from "../../../local/s3/route.ts";
import { KeyIndex } from "../../../local/s3/store/key-index.ts";
import { compareKeys } from "../../../local/s3/store/key-order.ts";
import { parseTarget } from "../../../local/s3/target.ts";
import { children, childText, parseXml, tag } from "../../../local/s3/xml.ts";

describe("a request line", () => {
  it.each([
    ["/", "localhost:4566", undefined, undefined],
    ["/lookalike", "localhost:4566", "lookalike", undefined],
    ["/lookalike/", "localhost:4566", "lookalike", undefined],
    ["/lookalike/a/../b//c", "127.0.0.1:4566", "lookalike", "a/../b//c"],
    ["/lookalike/a%20b+c%2525%C3%A9?x=1", "localhost", "lookalike", "a b+c%25é"],
    ["/a/b", "lookalike.localhost:4566", "lookalike", "a/b"],
    ["/", "lookalike.localhost", "lookalike", undefined],
    ["//a", "lookalike.s3.localhost:4566", "lookalike", "/a"],
    ["/a", "my.bucket.s3.eu-west-1.localhost:4566", "my.bucket", "a"],
    ["/lookalike/a", "s3.localhost:4566", "lookalike", "a"],
    ["/lookalike/a", undefined, "lookalike", "a"],
  ])("%s to %s is about bucket %s, key %s", (url, host, bucket, key) => {
    expect(parseTarget(url, host)).toMatchObject({ bucket, key });
  });

  it("has a query whose + is a space", () => {
    const { query } = parseTarget("/b?prefix=a+b%2Bc&delete&x=1=2", undefined);
    expect([...query]).toEqual([
      ["prefix", "a b+c"],
      ["delete", ""],
      ["x", "1=2"],
    ]);
  });

  it.each(["/b/%", "/b/%zz", "/b/%ff"])("%s is no URI", (url) => {
    expect(() => parseTarget(url, undefined)).toThrow(expect.objectContaining({ code: "InvalidURI" }));
  });

  it.each([
    ["GET", "/b?acl", "GetBucketAcl"],
    ["PUT", "/b?versioning", "PutBucketVersioning"],
    ["PUT", "/b?acl", undefined],
    ["GET", "/b/k?x-id=GetObject", "GetObject"],
    ["GET", "/b/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=1", "GetObject"],
    ["DELETE", "/b/k?tagging", "DeleteObjectTagging"],
    ["DELETE", "/b?tagging", undefined],
    ["POST", "/b", "PostObject"],
    ["POST", "/b/k", undefined],
    ["PATCH", "/b/k", undefined],
  ] as const)("%s %s is %s", (method, url, name) => {
    expect(route(method, parseTarget(url, undefined), false)).toBe(name);
  });
});

describe("the order of keys", () => {
  it("is that of their UTF-8 bytes", () => {
    const keys = [
      "",
      "a",
      "a/",
      "a/b",
      "a b",
      "B",
      "é",
      "\uD7FF",
      "\uE000",
      "\uFFFD",
      "\u{10000}",
      "\u{1F600}",
      "aa",
    ];
    const byBytes = [...keys].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    expect([...keys].sort(compareKeys)).toEqual(byBytes);
  });

  it("is kept through any additions and removals", () => {
    const index = new KeyIndex<number>();
    const model = new Map<string, number>();
    let state = 7;
    const random = (below: number) => {
      state = (state * 1103515245 + 12345) % 2 ** 31;
      return (state >>> 8) % below;
    };
    for (let i = 0; i < 5000; i++) {
      const key = `k${random(60)}`;
      const target = random(3) === 0 ? "delete" : "set";
      if (target === "set") for (const map of [index, model]) map.set(key, i);
      else for (const map of [index, model]) map.delete(key);
      if (random(7) === 0) expect(index.sortedKeys()).toEqual([...model.keys()].sort());
    }
    expect(index.size).toBe(model.size);
  });
});

describe("a Range header", () => {
  it.each([
    [undefined, 10, undefined],
    ["bytes=0-", 0, "unsatisfiable"],
    ["bytes=-0", 10, "unsatisfiable"],
    ["bytes=5-4", 10, undefined],
    ["bytes=0-1,3-4", 10, undefined],
    ["items=0-1", 10, undefined],
    ["bytes=9-9", 10, { start: 9, end: 9 }],
  ])("%s of %i bytes", (header, size, range) => {
    expect(parseRange(header, size)).toEqual(range);
  });
});

describe("read conditions", () => {
  const object = { etag: "abc", time: Date.parse("2024-05-06T07:08:09.500Z") };
  const same = "Mon, 06 May 2024 07:08:09 GMT";
  it("compare dates by the second and lists of ETags one by one", () => {
    expect(evaluateRead({ ifModifiedSince: same }, object)).toBe("not-modified");
    expect(evaluateRead({ ifUnmodifiedSince: same }, object)).toBe("proceed");
    expect(evaluateRead({ ifNoneMatch: '"x", W/"abc"' }, object)).toBe("not-modified");
    expect(evaluateRead({ ifNoneMatch: '"x"', ifModifiedSince: same }, object)).toBe("proceed");
    expect(evaluateRead({ ifMatch: "*" }, object)).toBe("proceed");
    expect(evaluateRead({ ifModifiedSince: "no date" }, object)).toBe("proceed");
  });
});

describe("XML", () => {
  it("keeps any text through writing and reading", () => {
    for (const text of [" a ", "007", "<&>\"'", "\u0001\r\n\t\u007F", "&amp;#13;", "]]>", "é\u{1F600}", ""]) {
      expect(childText(parseXml(`<Root>${tag("Key", text)}</Root>`, "Root"), "Key")).toBe(text);
    }
  });

  it("gives one child or many as a list", () => {
    const one = parseXml('<?xml version="1.0"?><D xmlns="x"><O><K>1</K></O></D>', "D");
    expect(children(one, "O").map((child) => childText(child, "K"))).toEqual(["1"]);
    const two = parseXml("<D>\n <O><K>1</K></O>\n <O><K>2</K></O>\n</D>", "D");
    expect(children(two, "O").map((child) => childText(child, "K"))).toEqual(["1", "2"]);
  });

  it.each(["", "text", "<D>", "<E></E>", "<D><O></D>", "<D>&#x110000;</D>x"])("%s is malformed", (text) => {
    expect(() => parseXml(text, "D")).toThrow(expect.objectContaining({ code: "MalformedXML" }));
  });
});

it("encodes listed keys as any client decodes them", () => {
  expect(urlEncode("a b/c+d%é'(1)*.jpg")).toBe("a%20b/c%2Bd%25%C3%A9%27%281%29*.jpg");
});
