import { expect, test } from "vitest";
import { encodeKey, requestSigner } from "../../analysis/bucket/sign.ts";

// The worked example of AWS's documentation, "Authenticating Requests: Using the Authorization Header", GET Object.
const EXAMPLE = {
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
};
const AT = new Date("2013-05-24T00:00:00Z");

test("a request is signed as in AWS's worked example", () => {
  const sign = requestSigner(EXAMPLE, "us-east-1");
  const { authorization } = sign(
    { host: "examplebucket.s3.amazonaws.com", path: "/test.txt", headers: { range: "bytes=0-9" } },
    AT,
  );
  expect(authorization).toBe(
    "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request," +
      "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date," +
      "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
  );
});

test("a session token is sent and signed", () => {
  const headers = requestSigner({ ...EXAMPLE, sessionToken: "token" }, "us-east-1")(
    { host: "h", path: "/k" },
    AT,
  );
  expect(headers["x-amz-security-token"]).toBe("token");
  expect(headers.authorization).toContain("x-amz-date;x-amz-security-token,");
});

test("a key is encoded once, all but its slashes and unreserved characters", () => {
  expect(encodeKey("photos/a b+c%é!'()*~._-.json")).toBe("photos/a%20b%2Bc%25%C3%A9%21%27%28%29%2A~._-.json");
});
