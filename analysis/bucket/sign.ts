import { createHash, createHmac } from "node:crypto";

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string | undefined;
}

export interface ReadRequest {
  host: string;
  /** Percent-encoded, as it goes over the wire. */
  path: string;
  /** Further headers to sign, names in lower case. */
  headers?: Record<string, string>;
}

const EMPTY_SHA256 = createHash("sha256").update("").digest("hex");

/**
 * Signs GET requests to S3 with AWS Signature Version 4 (docs.aws.amazon.com/AmazonS3/latest/API,
 * "Authenticating Requests: Using the Authorization Header"). The key that a day's signatures share is made once,
 * which leaves two hashes per request.
 */
export function requestSigner({ accessKeyId, secretAccessKey, sessionToken }: Credentials, region: string) {
  const keys = new Map<string, Buffer>();
  const keyOf = (day: string) => {
    let key = keys.get(day);
    if (!key) {
      key = [day, region, "s3", "aws4_request"].reduce<Buffer>(
        (previous, part) => createHmac("sha256", previous).update(part).digest(),
        Buffer.from(`AWS4${secretAccessKey}`),
      );
      keys.set(day, key);
    }
    return key;
  };
  /** The headers to send. */
  return ({ host, path, headers = {} }: ReadRequest, now = new Date()): Record<string, string> => {
    const time = `${now.toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
    const scope = `${time.slice(0, 8)}/${region}/s3/aws4_request`;
    const signed: Record<string, string> = {
      ...headers,
      host,
      "x-amz-content-sha256": EMPTY_SHA256,
      "x-amz-date": time,
      ...(sessionToken ? { "x-amz-security-token": sessionToken } : {}),
    };
    const names = Object.keys(signed).sort();
    const request = [
      "GET",
      path,
      "",
      ...names.map((name) => `${name}:${signed[name]}`),
      "",
      names.join(";"),
      EMPTY_SHA256,
    ].join("\n");
    const hashed = createHash("sha256").update(request).digest("hex");
    const text = `AWS4-HMAC-SHA256\n${time}\n${scope}\n${hashed}`;
    const signature = createHmac("sha256", keyOf(time.slice(0, 8)))
      .update(text)
      .digest("hex");
    const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope},SignedHeaders=${names.join(";")},Signature=${signature}`;
    return { ...signed, authorization };
  };
}

/** An object key as it stands in a request's path. */
export function encodeKey(key: string): string {
  return encodeURIComponent(key)
    .replaceAll("%2F", "/")
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
