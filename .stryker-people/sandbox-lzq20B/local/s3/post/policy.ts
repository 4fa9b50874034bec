// @ts-nocheck
import { S3Error } from "../errors.ts";

/** Sizes that the policy allows the file, bytes. */
export interface SizeRange {
  min: number;
  max: number;
}

// Needed to check the policy, or of no effect: they need no condition of their own.
const EXEMPT = /^(x-amz-signature|awsaccesskeyid|signature|file|policy|bucket|x-ignore-.*)$/;

/**
 * Checks a form's fields (by lower-case name, `bucket` among them) against its POST policy. The signature over the
 * policy is not checked, as no credentials are.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
 *
 * @returns the sizes that are allowed, where the policy says
 */
export function checkPolicy(fields: ReadonlyMap<string, string>, now: number): SizeRange | undefined {
  const encoded = fields.get("policy");
  if (encoded === undefined) return undefined;
  const { expiration, conditions } = parsePolicy(encoded);
  if (expiration < now) throw denied("Policy expired.");
  const covered = new Set<string>();
  let range: SizeRange | undefined;
  for (const condition of conditions.flatMap(asTriples)) {
    const [operator, first, second] = condition;
    if (operator === "content-length-range") {
      range = { min: Number(first), max: Number(second) };
      if (Number.isNaN(range.min) || Number.isNaN(range.max)) throw malformed();
      continue;
    }
    const name = String(first).replace(/^\$/, "").toLowerCase();
    const value = fields.get(name) ?? "";
    const wanted = String(second);
    if (operator !== "eq" && operator !== "starts-with") throw malformed();
    if (operator === "eq" ? value !== wanted : !value.startsWith(wanted)) {
      throw denied(`Policy Condition failed: ${JSON.stringify(condition)}`);
    }
    covered.add(name);
  }
  for (const name of fields.keys()) {
    if (!covered.has(name) && !EXEMPT.test(name)) throw denied(`Extra input fields: ${name}`);
  }
  return range;
}

function parsePolicy(encoded: string): { expiration: number; conditions: unknown[] } {
  let policy: unknown;
  try {
    policy = JSON.parse(Buffer.from(encoded, "base64").toString());
  } catch {
    throw malformed();
  }
  if (typeof policy !== "object" || policy === null) throw malformed();
  const { expiration, conditions } = policy as { expiration?: unknown; conditions?: unknown };
  const time = typeof expiration === "string" ? Date.parse(expiration) : Number.NaN;
  if (Number.isNaN(time) || !Array.isArray(conditions)) throw malformed();
  return { expiration: time, conditions };
}

/** `{"acl": "private"}` says the same as `["eq", "$acl", "private"]`. */
function asTriples(condition: unknown): unknown[][] {
  if (Array.isArray(condition)) {
    if (condition.length !== 3) throw malformed();
    return [[String(condition[0]).toLowerCase(), condition[1], condition[2]]];
  }
  if (typeof condition !== "object" || condition === null) throw malformed();
  return Object.entries(condition).map(([name, value]) => ["eq", `$${name}`, value]);
}

function denied(message: string): S3Error {
  return new S3Error("AccessDenied", { message: `Invalid according to Policy: ${message}` });
}

function malformed(): S3Error {
  return new S3Error("InvalidPolicyDocument");
}
