import { describe, expect, it } from "vitest";
import { checkPolicy } from "../../../local/s3/post/policy.ts";
import { checkPresigned } from "../../../local/s3/presigned.ts";
import { IS_REMOTE, useTestBucket } from "./test-bucket.ts";

const test = useTestBucket();
const NOW = Date.parse("2026-03-01T12:00:00Z");
const link = (expires: string, date = "20260301T115900Z") =>
  new Map([
    ["X-Amz-Signature", "s"],
    ["X-Amz-Date", date],
    ["X-Amz-Expires", expires],
  ]);

describe("a presigned link", () => {
  it.each([
    ["604801", "20260301T115900Z", "AuthorizationQueryParametersError", "604800"],
    ["0", "20260301T115900Z", "AuthorizationQueryParametersError", "non-negative"],
    ["-1", "20260301T115900Z", "AuthorizationQueryParametersError", "non-negative"],
    ["soon", "20260301T115900Z", "AuthorizationQueryParametersError", "a number"],
    ["60", "yesterday", "AuthorizationQueryParametersError", "ISO8601"],
    ["59", "20260301T115900Z", "AccessDenied", "Request has expired"],
    ["60", "20260301T121600Z", "AccessDenied", "Request is not yet valid"],
  ])("of %s seconds from %s on is refused with %s: %s", (expires, date, code, message) => {
    expect(() => checkPresigned(link(expires, date), NOW)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    );
  });

  it("is good from its date to its end, also of signature version 2", () => {
    for (const expires of ["60", "604800"]) checkPresigned(link(expires), NOW);
    const old = (Expires: number) =>
      new Map([
        ["AWSAccessKeyId", "a"],
        ["Signature", "s"],
        ["Expires", String(Expires)],
      ] as const);
    checkPresigned(old(NOW / 1000 + 1), NOW);
    expect(() => checkPresigned(old(NOW / 1000 - 1), NOW)).toThrow("Request has expired");
  });

  it.skipIf(IS_REMOTE)("is answered 403 once its time is over", async () => {
    const query = new URLSearchParams(Object.fromEntries(link("1")));
    const answer = await fetch(`${test.local!.endpoint}/${test.bucket}/x?${query}`);
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain("<Message>Request has expired</Message>");
  });
});

const encode = (conditions: unknown[], expiration = "2100-01-01T00:00:00Z") =>
  Buffer.from(JSON.stringify({ expiration, conditions })).toString("base64");

describe.skipIf(IS_REMOTE)("a form", () => {
  function post(fields: Record<string, string>, file: string | undefined = "the file", name = "photo.jpg") {
    const form = new FormData();
    for (const [field, value] of Object.entries(fields)) form.append(field, value);
    if (file !== "none") form.append("file", new Blob([file]), name);
    return fetch(`${test.local!.endpoint}/${test.bucket}`, {
      method: "POST",
      body: form,
      redirect: "manual",
    });
  }
  const get = async (key: string) => (await fetch(`${test.local!.endpoint}/${test.bucket}/${key}`)).text();

  it("puts its file, under a name of its own or the file's", async () => {
    const events = test.local!.events;
    events.length = 0;
    const answer = await post({ key: "form/${filename}", "Content-Type": "image/jpeg", "x-amz-meta-a": "1" });
    expect(answer.status).toBe(204);
    const read = await fetch(`${test.local!.endpoint}/${test.bucket}/form/photo.jpg`);
    expect(await read.text()).toBe("the file");
    expect([read.headers.get("content-type"), read.headers.get("x-amz-meta-a")]).toEqual(["image/jpeg", "1"]);
    expect(events).toMatchObject([{ key: "form/photo.jpg", reason: "POST Object" }]);
  });

  it("answers as it is asked to", async () => {
    const created = await post({ key: "form/a", success_action_status: "201" });
    expect(created.status).toBe(201);
    expect(await created.text()).toContain("<Key>form/a</Key>");
    expect((await post({ key: "form/a", success_action_status: "200" })).status).toBe(200);
    const redirected = await post({ key: "form/a", success_action_redirect: "http://localhost/done?x=1" });
    expect(redirected.status).toBe(303);
    expect(redirected.headers.get("location")).toMatch(
      /^http:\/\/localhost\/done\?x=1&bucket=.*&key=form%2Fa&etag=/,
    );
  });

  it("is held to its policy", async () => {
    const conditions = [
      { bucket: test.bucket },
      ["starts-with", "$key", "form/"],
      ["content-length-range", 1, 10],
    ];
    const policy = encode(conditions);
    expect((await post({ key: "form/held", policy, "x-amz-signature": "any" })).status).toBe(204);
    const refused = async (fields: Record<string, string>, file?: string) => {
      const answer = await post({ policy, ...fields }, file);
      return `${answer.status} ${/<Code>(.*)<\/Code>/.exec(await answer.text())?.[1]}`;
    };
    expect(await refused({ key: "elsewhere" })).toBe("403 AccessDenied");
    expect(await refused({ key: "form/x", acl: "public-read" })).toBe("403 AccessDenied");
    const allowing = encode([...conditions, { acl: "public-read" }]);
    expect(await refused({ key: "form/x", acl: "public-read", policy: allowing })).toBe(
      "400 AccessControlListNotSupported",
    );
    expect(await refused({ key: "form/x" }, "more than ten bytes")).toBe("400 EntityTooLarge");
    expect(await refused({ key: "form/x" }, "")).toBe("400 EntityTooSmall");
    expect(await refused({ key: "form/x", policy: encode(conditions, "2020-01-01T00:00:00Z") })).toBe(
      "403 AccessDenied",
    );
    expect(await refused({ key: "form/x", policy: "nonsense" })).toBe("400 InvalidPolicyDocument");
    expect(await get("form/x")).toContain("NoSuchKey");
  });

  it("needs a key, a file and the right type", async () => {
    expect(await (await post({})).text()).toContain("<Code>InvalidArgument</Code>");
    expect(await (await post({ key: "form/none" }, "none")).text()).toContain("exactly one file");
    expect((await post({ key: "k".repeat(1025) })).status).toBe(400);
    const url = `${test.local!.endpoint}/${test.bucket}`;
    const plain = await fetch(url, { method: "POST", body: "key=form/plain" });
    expect(plain.status).toBe(412);
    for (const type of ["multipart/form-data", "multipart/form-data; boundary=x"]) {
      const broken = await fetch(url, { method: "POST", body: "no form", headers: { "content-type": type } });
      expect([400, 412]).toContain(broken.status);
    }
  });

  it("has conditions in either spelling", () => {
    const fields = new Map([
      ["key", "a"],
      ["bucket", "b"],
      ["acl", "private"],
      ["policy", encode([{ acl: "private" }, ["eq", "$key", "a"], ["content-length-range", 0, 5]])],
    ]);
    expect(checkPolicy(fields, NOW)).toEqual({ min: 0, max: 5 });
    fields.set("acl", "public-read");
    expect(() => checkPolicy(fields, NOW)).toThrow("Policy Condition failed");
  });
});
