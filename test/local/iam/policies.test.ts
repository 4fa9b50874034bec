import { describe, expect, it } from "vitest";
import { TemplateError } from "../../../local/common/template-error.ts";
import { Callers, inRole, USER } from "../../../local/iam/caller.ts";
import type { Context } from "../../../local/iam/conditions.ts";
import { type PolicyStatement, readStatements } from "../../../local/iam/statement.ts";

const may = (statements: PolicyStatement[], action: string, resource: string, context: Context = {}) =>
  inRole({ arn: "", name: "role", statements: readStatements(statements) }, "session").denial({
    action,
    resource,
    context,
  }) === undefined;
const allow = (fields: Partial<PolicyStatement>): PolicyStatement => ({ Effect: "Allow", ...fields });
const OBJECT = "arn:aws:s3:::b/uploads/a.jpg";

it("allows nothing by itself", () => {
  expect(may([], "s3:GetObject", OBJECT)).toBe(false);
});

it.each([
  ["s3:GetObject", "arn:aws:s3:::b/uploads/*", true],
  ["S3:getobject", "arn:aws:s3:::b/uploads/*", true], // Actions know no case.
  ["s3:Get*", "arn:aws:s3:::b/*", true],
  ["s3:GetObjec?", "*", true],
  ["s3:GetObject", "arn:aws:s3:::B/uploads/*", false], // Resources do.
  ["s3:GetObject", "arn:aws:s3:::b/upload", false],
  ["s3:GetObject", "arn:aws:s3:::b/uploads", false],
  ["s3:GetObjectVersion", "*", false],
  ["s3:Get.bject", "*", false],
])("matches %s on %s: %s", (Action, Resource, expected) => {
  expect(may([allow({ Action, Resource })], "s3:GetObject", OBJECT)).toBe(expected);
});

it("takes NotAction and NotResource for everything else", () => {
  const others = [
    allow({ NotAction: ["s3:Put*", "s3:DeleteObject"], NotResource: ["arn:aws:s3:::b/private/*"] }),
  ];
  expect(may(others, "s3:GetObject", OBJECT)).toBe(true);
  expect(may(others, "s3:PutObject", OBJECT)).toBe(false);
  expect(may(others, "s3:GetObject", "arn:aws:s3:::b/private/a")).toBe(false);
});

it("lets a Deny go before any Allow", () => {
  const statements = [
    allow({ Action: "*", Resource: "*" }),
    { Effect: "Deny", Action: "s3:*", Resource: OBJECT },
  ];
  expect(may(statements, "s3:GetObject", OBJECT)).toBe(false);
  expect(may(statements, "s3:GetObject", `${OBJECT}2`)).toBe(true);
});

describe("conditions", () => {
  const prefix = { "s3:prefix": "uploads/2019/" };
  it.each<[string, PolicyStatement["Condition"], Context, boolean]>([
    ["equal", { StringEquals: { "s3:prefix": ["a", "uploads/2019/"] } }, prefix, true],
    ["not equal", { StringEquals: { "s3:prefix": "uploads/" } }, prefix, false],
    ["absent", { StringEquals: { "s3:prefix": "uploads/" } }, {}, false],
    ["absent, if it exists", { StringEqualsIfExists: { "s3:prefix": "uploads/" } }, {}, true],
    ["like", { StringLike: { "S3:Prefix": "uploads/*" } }, prefix, true],
    ["not like", { StringNotLike: { "s3:prefix": "uploads/*" } }, prefix, false],
    ["absent, not like", { StringNotLike: { "s3:prefix": "uploads/*" } }, {}, true],
    ["in any case", { StringEqualsIgnoreCase: { "s3:prefix": "UPLOADS/2019/" } }, prefix, true],
    ["is absent", { Null: { "s3:prefix": "true" } }, {}, true],
    ["is there", { Null: { "s3:prefix": true } }, prefix, false],
    ["over TLS", { Bool: { "aws:SecureTransport": "true" } }, {}, true],
    ["not over TLS", { Bool: { "aws:SecureTransport": false } }, {}, false],
    ["an ARN", { ArnLike: { "aws:PrincipalArn": "arn:aws:sts::*:assumed-role/role/*" } }, {}, true],
    ["no wildcard over colons", { ArnLike: { "aws:PrincipalArn": "arn:*:assumed-role/role/*" } }, {}, false],
    ["all of several", { StringEquals: prefix, Bool: { "aws:SecureTransport": "false" } }, prefix, false],
  ])("%s", (_, Condition, context, expected) => {
    const statement = allow({ Action: "s3:ListBucket", Resource: "*", ...(Condition && { Condition }) });
    expect(may([statement], "s3:ListBucket", "arn:aws:s3:::b", context)).toBe(expected);
  });

  it.each([
    { Condition: { DateLessThan: { "s3:prefix": "2030-01-01" } } },
    { Condition: { "ForAllValues:StringEquals": { "s3:prefix": "a" } } },
    { Condition: { StringEquals: { "aws:PrincipalTag/team": "a" } } },
    { Resource: "arn:aws:s3:::b/${aws:username}/*" },
    { Principal: "*" },
    { Effect: "Permit" },
    { NotAction: "s3:Get*" },
  ])("are not read over when the laptop does not know them: %o", (fields: object) => {
    expect(() => readStatements([{ Effect: "Allow", Action: "s3:*", Resource: "*", ...fields }])).toThrow(
      TemplateError,
    );
  });
});

it("says who may not do what, in AWS's words", () => {
  const denying = { Effect: "Deny", Action: "s3:GetObject", Resource: "*" };
  const caller = inRole({ arn: "", name: "R", statements: readStatements([denying]) }, "F");
  const who = "User: arn:aws:sts::000000000000:assumed-role/R/F is not authorized to perform:";
  expect(caller.denial({ action: "rekognition:IndexFaces", resource: "arn:c" })).toBe(
    `${who} rekognition:IndexFaces on resource: arn:c because no identity-based policy allows the rekognition:IndexFaces action`,
  );
  expect(caller.denial({ action: "rekognition:DetectFaces", resource: "*" })).toBe(
    `${who} rekognition:DetectFaces because no identity-based policy allows the rekognition:DetectFaces action`,
  );
  expect(caller.denial({ action: "s3:GetObject", resource: OBJECT })).toBe(
    `${who} s3:GetObject on resource: "${OBJECT}" with an explicit deny in an identity-based policy`,
  );
});

it("knows callers by their access key, in a header or in a link; anybody else is the user", () => {
  const callers = new Callers();
  const role = inRole({ arn: "", name: "R", statements: [] }, "F");
  const { accessKeyId } = callers.issue(role);
  const other = callers.issue(USER);
  expect(other.accessKeyId).not.toBe(accessKeyId);
  const signed = (key: string) =>
    `AWS4-HMAC-SHA256 Credential=${key}/20260101/eu-west-1/s3/aws4_request, SignedHeaders=host, Signature=0`;
  const of = (authorization: string | undefined, url = "/") =>
    callers.of({ headers: authorization === undefined ? {} : { authorization }, url });
  expect(of(signed(accessKeyId))).toBe(role);
  expect(of(undefined, `/b/k?X-Amz-Credential=${accessKeyId}%2F20260101%2Feu-west-1%2Fs3`)).toBe(role);
  expect(of(signed("AKIAOTHER"))).toBe(USER);
  expect(of(undefined)).toBe(USER);
});
