import { describe, expect, it } from "vitest";
import { TemplateError } from "../../../local/common/template-error.ts";
import { deploymentOf } from "../../../local/deployment/deployment.ts";
import { readTemplate, type Value } from "../../../local/deployment/template.ts";
import { objectCreatedEvent } from "../../../local/events/object-created.ts";
import { readPattern } from "../../../local/events/pattern.ts";
import { openRules } from "../../../local/events/rules.ts";
import { readTargetInput } from "../../../local/events/target-input.ts";

describe("an event pattern", () => {
  const event = { source: "aws.s3", detail: { key: "uploads/A.jpg", size: 5, tags: ["x", "y"], gone: null } };
  const detail = (pattern: Value) => ({ detail: pattern });
  it.each<[Value, boolean]>([
    [{ source: ["aws.s3", "other"] }, true],
    [{ source: ["AWS.S3"] }, false],
    [detail({ key: [{ prefix: "uploads/" }] }), true],
    [detail({ key: [{ prefix: "upload/" }] }), false],
    [detail({ key: [{ suffix: { "equals-ignore-case": ".JPG" } }] }), true],
    [detail({ key: [{ suffix: ".JPG" }] }), false],
    [detail({ key: [{ wildcard: "uploads/*.jpg" }] }), true],
    [detail({ key: [{ wildcard: "uploads/\\*.jpg" }] }), false],
    [detail({ key: [{ wildcard: "*/B*" }] }), false],
    [detail({ key: [{ "equals-ignore-case": "UPLOADS/a.jpg" }] }), true],
    [detail({ key: [{ "anything-but": { prefix: "uploads/" } }] }), false],
    [detail({ key: [{ "anything-but": ["a", "b"] }] }), true],
    [detail({ key: [{ "anything-but": { wildcard: "*/A.*" } }] }), false],
    [detail({ size: [{ numeric: [">", 0, "<=", 5] }] }), true],
    [detail({ size: [{ numeric: ["<", 5] }] }), false],
    [detail({ size: [5] }), true],
    [detail({ size: ["5"] }), false],
    [detail({ tags: ["y"] }), true],
    [detail({ tags: ["z"] }), false],
    [detail({ gone: [null] }), true],
    [detail({ nothing: [{ exists: false }] }), true],
    [detail({ key: [{ exists: false }] }), false],
    [detail({ nothing: [{ exists: true }] }), false],
    [detail({ $or: [{ size: [1] }, { key: [{ prefix: "uploads/" }] }] }), true],
    [{ source: ["aws.s3"], detail: { size: [1] } }, false],
  ])("%j matches: %s", (pattern, expected) => {
    expect(readPattern(pattern)(event)).toBe(expected);
  });

  it.each<Value>([
    { source: [{ cidr: "10.0.0.0/8" }] },
    { source: [{ prefix: "a", suffix: "b" }] },
    { source: "aws.s3" },
    { source: [{ numeric: ["~", 1] }] },
  ])("is not read over when the laptop does not know it: %j", (pattern) => {
    expect(() => readPattern(pattern)).toThrow(TemplateError);
  });
});

describe("a target's input", () => {
  const event = { id: "1", detail: { key: 'a "b".jpg', size: 5, bucket: { name: "b" } } };
  const transformer = (InputTemplate: string) => ({
    InputTransformer: {
      InputPathsMap: { key: "$.detail.key", size: "$.detail.size", d: "$.detail" },
      InputTemplate,
    },
  });
  it.each<[Record<string, Value>, Value]>([
    [{}, event],
    [{ Input: '{"a":1}' }, { a: 1 }],
    [{ InputPath: "$.detail.bucket" }, { name: "b" }],
    [transformer('{"key":<key>,"n":<size>}'), { key: 'a "b".jpg', n: 5 }],
    [transformer('{"text":"<key> has <size> bytes"}'), { text: 'a "b".jpg has 5 bytes' }],
    [transformer('{"detail":<d>}'), { detail: event.detail }],
    [transformer('{"whole":<aws.events.event>}'), { whole: event }],
  ])("of %j", (target, expected) => {
    expect(readTargetInput(target)(event)).toEqual(expected);
  });

  it("is not made with variables that nobody gives", () => {
    expect(() => readTargetInput(transformer('{"a":<other>}'))).toThrow("<other>");
    expect(() => readTargetInput({ InputPath: "$..key" })).toThrow(TemplateError);
  });
});

describe("the rule of the template", () => {
  const object = {
    size: 1,
    etag: "e",
    sequencer: "0",
    time: new Date(0),
    reason: "PutObject" as const,
    requestId: "0",
    sourceIp: "127.0.0.1",
  };
  it("lets uploads through, in a role that may start what it starts, and nothing else", async () => {
    const deliveriesOf = openRules(deploymentOf(await readTemplate()));
    const of = (bucket: string, key: string) =>
      deliveriesOf(objectCreatedEvent({ ...object, bucket, key })).map(({ target }) => target);
    expect(of("lookalike", "uploads/a.jpg")).toHaveLength(1);
    expect(of("lookalike", "upload/a.jpg")).toEqual([]);
    expect(of("lookalike", "rejected/uploads/a.jpg")).toEqual([]);
    expect(of("other", "uploads/a.jpg")).toEqual([]);
  });
});
